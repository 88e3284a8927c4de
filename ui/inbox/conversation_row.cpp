// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_row.h"

#include "ui/inbox/conversation_words.h"

namespace counterbell::ui
{

using namespace std::chrono_literals;

namespace
{

constexpr int kListInset = 8;
constexpr int kPadding = 8;
constexpr int kAvatarSize = 40;
constexpr int kAvatarGap = 12;
constexpr int kBadge = 20;
constexpr int kBadgeOverlap = 4;
constexpr int kLineGap = 4;
constexpr int kPartGap = 6;
constexpr int kIconGap = 4;
constexpr int kRing = 14;
constexpr int kIcon = 16;
constexpr int kLine = 20; // at 100 %

/// Lays out from left to right; the caller mirrors.
class Line
{
public:
    Line(int start, int end, int top, int height) : m_start(start), m_end(end), m_top(top), m_height(height) {}

    /// Takes room at the end, centred in the line; nothing for an empty size.
    QRect takeEnd(QSize size)
    {
        if (size.width() <= 0)
            return {};
        const QRect rect(m_end - size.width(), m_top + (m_height - size.height()) / 2, size.width(), size.height());
        m_end = rect.left() - kPartGap;
        return rect;
    }
    QRect takeStart(QSize size, int gap)
    {
        if (size.width() <= 0)
            return {};
        const QRect rect(m_start, m_top + (m_height - size.height()) / 2, size.width(), size.height());
        m_start += size.width() + gap;
        return rect;
    }
    [[nodiscard]] QRect rest() const { return {m_start, m_top, qMax(0, m_end - m_start), m_height}; }

private:
    int m_start, m_end, m_top, m_height;
};

} // namespace

QString avatarId(const Conversation &conversation)
{
    return conversation.contact.id.isNull() && conversation.member ? conversation.member->id.toString()
                                                                   : conversation.contact.id.toString();
}

RowChip rowChip(const Conversation &conversation, MemberId me)
{
    if (const auto *channel = shownChannelState(conversation); channel && channel->consent == ConsentState::OptedOut)
        return RowChip::Stop;
    if (conversation.contact.id.isNull())
        return RowChip::None;
    if (conversation.status != ConversationStatus::Open)
        return conversation.assignee ? RowChip::Assignee : RowChip::None;
    if (conversation.handling == Handling::Ai)
        return RowChip::Ai;
    const bool isMine = conversation.assignee && conversation.assignee->id == me;
    if (conversation.handling == Handling::NeedsHuman || (isMine && conversation.needsReply))
        return RowChip::NeedsYou;
    return conversation.assignee ? RowChip::Assignee : RowChip::Unassigned;
}

RowContent rowContent(const Conversation &conversation, MemberId me, Timestamp now)
{
    RowContent content;
    content.personId = avatarId(conversation);
    content.name = conversation.contact.name;
    content.channel = shownChannel(conversation);
    if (const auto left = windowLeft(conversation, now)) {
        content.window = *left > 0ms ? qMin(1.0, std::chrono::duration<double>(*left) / 24h) : -1.0;
        content.isClosingSoon = *left > 0ms && *left < 2h;
    }
    content.time = rowTime(conversation, now);
    content.icon = snippetIcon(conversation);
    content.isFailure = isLastUndelivered(conversation);
    content.snippet = snippet(conversation);
    content.chip = rowChip(conversation, me);
    if (conversation.assignee)
        content.assignee = conversation.assignee->name;
    content.unread = conversation.unread;
    return content;
}

int rowHeight(int line)
{
    return qMax(qMax(64, 2 * line + kLineGap + 2 * 10), (kAvatarSize * line) / kLine + 2 * 12);
}

RowLayout layoutRow(const QRect &row, const RowSizes &sizes, Qt::LayoutDirection direction)
{
    // What stands beside the letters grows with them.
    const auto grown = [&](int pixels) { return (pixels * sizes.line + kLine / 2) / kLine; };
    const int avatar = grown(kAvatarSize);
    const int badge = grown(kBadge);
    const int overlap = grown(kBadgeOverlap);
    RowLayout layout;
    layout.ground = row.adjusted(kListInset, 0, -kListInset, 0);
    const auto &ground = layout.ground;
    layout.avatar = {ground.left() + kPadding, ground.top() + (ground.height() - avatar) / 2, avatar, avatar};
    layout.badge = {layout.avatar.right() + 1 + overlap - badge, layout.avatar.bottom() + 1 + overlap - badge, badge,
                    badge};
    const int start = layout.avatar.right() + 1 + kAvatarGap;
    const int end = ground.right() + 1 - kPadding;
    const int top = ground.top() + (ground.height() - 2 * sizes.line - kLineGap) / 2;

    Line first(start, end, top, sizes.line);
    layout.time = first.takeEnd({sizes.time, sizes.line});
    layout.ring = first.takeEnd(sizes.hasRing ? QSize(grown(kRing), grown(kRing)) : QSize());
    layout.name = first.rest();
    Line second(start, end, top + sizes.line + kLineGap, sizes.line);
    layout.unread = second.takeEnd(sizes.badge);
    layout.chip = second.takeEnd(sizes.chip);
    layout.icon = second.takeStart(sizes.hasIcon ? QSize(grown(kIcon), grown(kIcon)) : QSize(), kIconGap);
    layout.snippet = second.rest();

    if (direction == Qt::RightToLeft) {
        for (auto *rect : {&layout.avatar, &layout.badge, &layout.name, &layout.ring, &layout.time, &layout.icon,
                           &layout.snippet, &layout.chip, &layout.unread}) {
            if (!rect->isEmpty())
                rect->moveLeft(row.left() + row.right() - rect->right());
        }
    }
    return layout;
}

} // namespace counterbell::ui
