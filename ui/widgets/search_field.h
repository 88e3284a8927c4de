// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace counterbell::ui
{

/// A field with the magnifier before it and, while it is empty, the key that leads to it (Ctrl K).
/// Esc clears it first; on an empty field Esc goes to the page.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, const QKeySequence &shortcut = {}, QWidget *parent = nullptr);

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Shortly after the last letter, and at once when the field was emptied.
    void searchChanged(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void place();

    QKeySequence m_shortcut;
};

} // namespace counterbell::ui
