// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_delegate.h"

#include "ui/inbox/template_list_model.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QPainter>

namespace counterbell::ui
{

namespace
{

ChipLook lookOf(TemplateStatus status)
{
    switch (status) {
    case TemplateStatus::Approved:
        return ChipLook::Approved;
    case TemplateStatus::Paused:
    case TemplateStatus::Disabled:
        return ChipLook::Paused;
    case TemplateStatus::Rejected:
        return ChipLook::Rejected;
    case TemplateStatus::Pending:
    case TemplateStatus::Unsubmitted:
        break;
    }
    return ChipLook::Pending;
}

} // namespace

QSize TemplateDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {kTemplateList, scaled(kTemplateRow)};
}

void TemplateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const TemplateListModel *>(index.model());
    if (!model)
        return;
    const auto &entry = model->at(index.row());
    const auto &c = colors(option.palette);
    const bool isUsable = entry.status == TemplateStatus::Approved;
    const auto row = option.rect.adjusted(kSpace4, 0, -kSpace4, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRow(*painter, row, option.state & QStyle::State_Selected, isUsable && (option.state & QStyle::State_MouseOver),
             option.palette);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        paintRowFocus(*painter, row, option.palette);
    const auto inside = row.adjusted(kSpace8, 0, -kSpace8, 0);
    const auto look = lookOf(entry.status);
    const auto size = chipSize(look, chipText(look));
    const QRect chip(inside.right() + 1 - size.width(), inside.center().y() - size.height() / 2 + 1, size.width(),
                     size.height());
    paintChip(*painter, QStyle::visualRect(option.direction, inside, chip), look, chipText(look), option.palette,
              option.direction);
    const int line = lineHeight(Text::Base);
    const int meta = lineHeight(Text::Meta);
    const int top = inside.center().y() - (line + meta) / 2 + 1;
    const int width = chip.left() - kSpace8 - inside.left();
    const auto write = [&](int y, int height, Text kind, const QColor &color, const QString &text) {
        const auto rect = QStyle::visualRect(option.direction, inside, QRect(inside.left(), y, width, height));
        painter->setFont(ui::font(kind));
        painter->setPen(color);
        const auto shown = QFontMetrics(painter->font()).elidedText(text, Qt::ElideRight, width);
        painter->drawText(rect, QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter, shown);
    };
    write(top, line, Text::BaseMedium, isUsable ? c.text : c.text3, index.data().toString());
    write(top + line, meta, Text::Meta, c.text3, index.data(Qt::ToolTipRole).toString());
    painter->restore();
}

} // namespace counterbell::ui
