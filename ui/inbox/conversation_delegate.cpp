// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_delegate.h"

#include "ui/client/format.h"
#include "ui/inbox/conversation_list_model.h"
#include "ui/inbox/conversation_words.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/paint.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

ChipLook lookOf(RowChip chip)
{
    switch (chip) {
    case RowChip::Stop:
        return ChipLook::Stop;
    case RowChip::NeedsYou:
        return ChipLook::NeedsYou;
    case RowChip::Ai:
        return ChipLook::Ai;
    case RowChip::Unassigned:
        return ChipLook::Unassigned;
    case RowChip::Assignee:
    case RowChip::None:
        break;
    }
    return ChipLook::Neutral;
}

QString wordOf(const RowContent &content)
{
    return content.chip == RowChip::Assignee ? initials(content.assignee) : chipText(lookOf(content.chip));
}

QStaticText set(const QString &text, const QFont &font, Qt::LayoutDirection direction)
{
    QStaticText laid(text);
    laid.setTextFormat(Qt::PlainText);
    QTextOption option;
    option.setTextDirection(direction);
    option.setWrapMode(QTextOption::NoWrap);
    laid.setTextOption(option);
    laid.prepare({}, font);
    return laid;
}

/// At the start of `rect`, centred in its height.
void draw(QPainter &painter, const QRect &rect, const QStaticText &text, const QFont &font, const QColor &color,
          Qt::LayoutDirection direction)
{
    const auto size = text.size();
    const double x = direction == Qt::RightToLeft ? rect.right() + 1 - size.width() : rect.left();
    painter.setFont(font);
    painter.setPen(color);
    painter.drawStaticText(QPointF(x, rect.top() + std::floor((rect.height() - size.height()) / 2)), text);
}

} // namespace

ConversationDelegate::ConversationDelegate(const ConversationListModel &model, std::function<Viewer()> viewer,
                                           QObject *parent)
    : QStyledItemDelegate(parent), m_model(model), m_viewer(std::move(viewer))
{
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight(lineHeight(Text::Base))};
}

const ConversationDelegate::Laid &ConversationDelegate::laid(const QModelIndex &index, int width,
                                                             Qt::LayoutDirection direction) const
{
    const auto &conversation = m_model.at(index.row());
    const auto revision = index.data(ConversationListModel::RevisionRole).toLongLong();
    if (const auto *known = m_rows.object(conversation.id);
        known && known->revision == revision && known->width == width && known->direction == direction)
        return *known;
    ++m_layoutsMade;
    const auto viewer = m_viewer();
    auto *row = new Laid;
    row->revision = revision;
    row->width = width;
    row->direction = direction;
    row->content = rowContent(conversation, viewer.me, viewer.now);
    const auto &content = row->content;
    const QFont nameFont = font(content.unread > 0 ? Text::BaseStrong : Text::BaseMedium);
    const QFont timeFont = font(Text::Meta);
    const QFont snippetFont = font(Text::Base);
    RowSizes sizes;
    sizes.line = lineHeight(Text::Base);
    sizes.time = QFontMetrics(timeFont).horizontalAdvance(content.time);
    sizes.hasRing = content.window.has_value();
    sizes.hasIcon = !content.icon.isEmpty();
    if (content.chip != RowChip::None)
        sizes.chip = chipSize(lookOf(content.chip), wordOf(content));
    if (content.unread > 0)
        sizes.badge = countBadgeSize(content.unread);
    row->layout = layoutRow({0, 0, width, sizeHint({}, {}).height()}, sizes, direction);
    const auto fitted = [](const QString &text, const QFont &font, int room) {
        return QFontMetrics(font).elidedText(text, Qt::ElideRight, room);
    };
    row->name = set(fitted(isolated(content.name), nameFont, row->layout.name.width()), nameFont, direction);
    row->time = set(content.time, timeFont, direction);
    row->snippet = set(fitted(content.snippet, snippetFont, row->layout.snippet.width()), snippetFont, direction);
    m_rows.insert(conversation.id, row);
    return *row;
}

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &row = laid(index, option.rect.width(), option.direction);
    const auto &content = row.content;
    const auto &palette = option.palette;
    const auto &color = colors(palette);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(option.rect.topLeft());
    paintRow(*painter, row.layout.ground, isSelected, isHovered, palette);
    paintAvatar(*painter, row.layout.avatar, content.personId, content.name, palette);
    const auto ground = isSelected ? color.sel : isHovered ? color.hover : color.pane;
    paintChannelBadge(*painter, row.layout.badge, content.channel, ground, row.direction);
    if (content.window)
        paintWindowRing(*painter, row.layout.ring, *content.window, content.isClosingSoon, palette);
    drawLines(*painter, row, palette);
    if (content.chip != RowChip::None)
        paintChip(*painter, row.layout.chip, lookOf(content.chip), wordOf(content), palette, row.direction);
    if (content.unread > 0)
        paintCountBadge(*painter, row.layout.unread, content.unread, false, palette);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        paintRowFocus(*painter, row.layout.ground, palette);
    painter->restore();
}

void ConversationDelegate::drawLines(QPainter &painter, const Laid &row, const QPalette &palette) const
{
    const auto &color = colors(palette);
    const bool isUnread = row.content.unread > 0;
    draw(painter, row.layout.name, row.name, font(isUnread ? Text::BaseStrong : Text::BaseMedium), color.text,
         row.direction);
    draw(painter, row.layout.time, row.time, font(Text::Meta), color.text3, row.direction);
    if (!row.content.icon.isEmpty())
        paintIcon(painter, row.layout.icon, row.content.icon, row.content.isFailure ? color.dangerT : color.text3,
                  row.direction, 1.75);
    draw(painter, row.layout.snippet, row.snippet, font(Text::Base), isUnread ? color.text : color.text2,
         row.direction);
}

bool ConversationDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                     const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const auto &row = laid(index, option.rect.width(), option.direction);
    const auto point = event->pos() - option.rect.topLeft();
    QString text;
    if (row.content.window && row.layout.ring.adjusted(-6, -6, 6, 6).contains(point)) {
        const auto left = windowLeft(m_model.at(index.row()), m_viewer().now);
        text = *row.content.window > 0
                   ? tr("Free reply for %1").arg(duration(left.value_or(std::chrono::milliseconds(0))))
                   : tr("Window closed: templates only");
    } else if (row.content.chip == RowChip::Assignee && row.layout.chip.contains(point)) {
        text = tr("Assigned to %1").arg(isolated(row.content.assignee));
    }
    QToolTip::showText(event->globalPos(), text, view->viewport());
    return true;
}

} // namespace counterbell::ui
