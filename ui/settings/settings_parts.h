// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QLabel>

class QHBoxLayout;
class QVBoxLayout;

namespace counterbell::ui
{

// What sections are put together from.

/// Plain text of a `kind` of the style sheet that wraps.
[[nodiscard]] QLabel *settingsLabel(const QString &text, const QString &kind = {});

/// A frame with rows in it, lines between them, radius 8.
class SettingsCard : public QFrame
{
    Q_OBJECT

public:
    explicit SettingsCard(QWidget *parent = nullptr);

    /// Takes the row; padded by itself.
    void addRow(QWidget *row);
    void clear();
    [[nodiscard]] int count() const { return int(m_rows.size()); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
    std::vector<QWidget *> m_rows;
};

} // namespace counterbell::ui
