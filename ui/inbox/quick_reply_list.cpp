// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/quick_reply_list.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kMostShown = 6;

} // namespace

QuickReplyList::QuickReplyList(QWidget *parent) : QListWidget(parent)
{
    setObjectName(u"quickReplies"_s);
    setAccessibleName(tr("Quick replies"));
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::StyledPanel);
    setUniformItemSizes(true);
    hide();
    connect(this, &QListWidget::itemClicked, this, &QuickReplyList::choose);
}

void QuickReplyList::offer(const std::vector<QuickReply> &replies, const QRect &above)
{
    clear();
    if (replies.empty())
        return hide();
    for (const auto &reply : replies) {
        auto *item = new QListWidgetItem(u"/%1   %2"_s.arg(reply.name, reply.text.simplified()), this);
        item->setData(Qt::UserRole, reply.name);
        item->setData(Qt::AccessibleTextRole, reply.name + u", "_s + reply.text);
        item->setSizeHint({100, scaled(kMenuItem)});
    }
    setCurrentRow(0);
    const int height = scaled(kMenuItem) * std::min(kMostShown, count()) + 2 * frameWidth() + 2;
    setGeometry(above.left(), above.top() - height - 4, above.width(), height);
    show();
    raise();
}

bool QuickReplyList::takeKey(QKeyEvent *event)
{
    if (isHidden())
        return false;
    switch (event->key()) {
    case Qt::Key_Up:
        setCurrentRow((currentRow() + count() - 1) % count());
        return true;
    case Qt::Key_Down:
        setCurrentRow((currentRow() + 1) % count());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        choose();
        return true;
    case Qt::Key_Escape:
        hide();
        Q_EMIT dismissed();
        return true;
    default:
        return false;
    }
}

void QuickReplyList::choose()
{
    const auto *item = currentItem();
    hide();
    if (item)
        Q_EMIT chosen(item->data(Qt::UserRole).toString());
}

} // namespace counterbell::ui
