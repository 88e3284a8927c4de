// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace counterbell::ui
{

/// A section in the rail: 68x56, icon over label, a count on the icon's end edge (DESIGN-SYSTEM 4). Folded it is its
/// icon alone. Its accessible name is the section first, the count after.
class RailButton : public QAbstractButton
{
    Q_OBJECT

public:
    RailButton(const QString &iconName, const QString &title, QWidget *parent = nullptr);

    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    void setFolded(bool isFolded);
    /// The key that leads here, for the tooltip.
    void setKey(const QKeySequence &key);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void nameIt();

    QString m_icon, m_title;
    QKeySequence m_key;
    int m_count = 0;
    bool m_isFolded = false;
};

} // namespace counterbell::ui
