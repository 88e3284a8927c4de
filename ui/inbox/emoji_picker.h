// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QToolButton;

namespace counterbell::ui
{

/// The emoji that a shop writes, in a grid that arrows walk; Esc or a click elsewhere closes it.
class EmojiPicker : public QFrame
{
    Q_OBJECT

public:
    explicit EmojiPicker(QWidget *parent);

    /// Above the button, its start edges together.
    void popUpAbove(const QWidget *button);

Q_SIGNALS:
    void chosen(const QString &emoji);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    std::vector<QToolButton *> m_buttons;
};

} // namespace counterbell::ui
