// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/quick_replies.h"

#include <QListWidget>

namespace counterbell::ui
{

/// Quick replies that match what stands after the slash, above the composer. The keys stay with the text: Up, Down,
/// Enter, Tab and Esc come through takeKey().
class QuickReplyList : public QListWidget
{
    Q_OBJECT

public:
    explicit QuickReplyList(QWidget *parent);

    /// Shows them with their bottom at `bottom`; hides itself when there are none.
    void offer(const std::vector<QuickReply> &replies, const QRect &above);
    /// True when the key was for the list.
    [[nodiscard]] bool takeKey(QKeyEvent *event);

Q_SIGNALS:
    void chosen(const QString &name);
    void dismissed();

private:
    void choose();
};

} // namespace counterbell::ui
