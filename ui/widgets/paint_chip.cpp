// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/paint.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPadding = 6;
constexpr int kGap = 4;

enum class Border {
    None,
    Solid,
    Dashed,
};

struct Look {
    QColor fill, text;
    Border border = Border::None;
    bool isStrong = false;
};

Look lookOf(ChipLook look, const Colors &c)
{
    switch (look) {
    case ChipLook::Ai:
        return {c.aiSoft, c.ai, Border::None, true};
    case ChipLook::NeedsYou:
    case ChipLook::Urgent:
    case ChipLook::Paused:
    case ChipLook::Overdue:
        return {c.attnSoft, c.attnT, Border::None, true};
    case ChipLook::Stop:
    case ChipLook::Failed:
    case ChipLook::Rejected:
        return {c.dangerSoft, c.dangerT, Border::None, true};
    case ChipLook::Ok:
        return {Qt::transparent, c.ok, Border::None, false};
    case ChipLook::Approved:
        return {c.okSoft, c.ok, Border::None, false};
    case ChipLook::Unassigned:
        return {Qt::transparent, c.text2, Border::Dashed, false};
    case ChipLook::NeverAttempted:
    case ChipLook::Sandbox:
        return {Qt::transparent, c.text2, Border::Solid, false};
    case ChipLook::Neutral:
    case ChipLook::Waiting:
    case ChipLook::Pending:
        break;
    }
    return {c.neutralSoft, c.text2, Border::None, false};
}

QFont chipFont(ChipLook look)
{
    return font(lookOf(look, colors(Scheme::Light)).isStrong ? Text::MetaStrong : Text::MetaMedium);
}

int inset(ChipLook look)
{
    return kPadding + (lookOf(look, colors(Scheme::Light)).border == Border::None ? 0 : 1);
}

QString word(const char *text)
{
    return QCoreApplication::translate("Chip", text);
}

} // namespace

QString chipText(ChipLook look)
{
    switch (look) {
    case ChipLook::Ai:
        return word(QT_TRANSLATE_NOOP("Chip", "AI"));
    case ChipLook::NeedsYou:
        return word(QT_TRANSLATE_NOOP("Chip", "Needs you"));
    case ChipLook::Unassigned:
        return word(QT_TRANSLATE_NOOP("Chip", "Unassigned"));
    case ChipLook::Stop:
        return word(QT_TRANSLATE_NOOP("Chip", "STOP"));
    case ChipLook::Urgent:
        return word(QT_TRANSLATE_NOOP("Chip", "Urgent"));
    case ChipLook::Ok:
        return word(QT_TRANSLATE_NOOP("Chip", "Delivered"));
    case ChipLook::Waiting:
        return word(QT_TRANSLATE_NOOP("Chip", "Waiting"));
    case ChipLook::Failed:
        return word(QT_TRANSLATE_NOOP("Chip", "Failed"));
    case ChipLook::NeverAttempted:
        return word(QT_TRANSLATE_NOOP("Chip", "Never attempted"));
    case ChipLook::Approved:
        return word(QT_TRANSLATE_NOOP("Chip", "Approved"));
    case ChipLook::Pending:
        return word(QT_TRANSLATE_NOOP("Chip", "Pending"));
    case ChipLook::Paused:
        return word(QT_TRANSLATE_NOOP("Chip", "Paused"));
    case ChipLook::Rejected:
        return word(QT_TRANSLATE_NOOP("Chip", "Rejected"));
    case ChipLook::Sandbox:
        return word(QT_TRANSLATE_NOOP("Chip", "Sandbox"));
    case ChipLook::Overdue:
        return word(QT_TRANSLATE_NOOP("Chip", "Late"));
    case ChipLook::Neutral:
        break;
    }
    return {};
}

QString chipIcon(ChipLook look)
{
    switch (look) {
    case ChipLook::Stop:
        return u"stop"_s;
    case ChipLook::Urgent:
        return u"urgent"_s;
    case ChipLook::Ok:
        return u"tick-double"_s;
    case ChipLook::Waiting:
    case ChipLook::Pending:
        return u"queued"_s;
    case ChipLook::Failed:
        return u"failed"_s;
    case ChipLook::NeverAttempted:
        return u"not-sent"_s;
    case ChipLook::Approved:
        return u"check"_s;
    case ChipLook::Paused:
        return u"pause"_s;
    case ChipLook::Rejected:
        return u"close"_s;
    case ChipLook::Ai:
    case ChipLook::NeedsYou:
    case ChipLook::Neutral:
    case ChipLook::Unassigned:
    case ChipLook::Sandbox:
    case ChipLook::Overdue:
        break;
    }
    return {};
}

QSize chipSize(ChipLook look, const QString &text)
{
    const int icon = chipIcon(look).isEmpty() ? 0 : kIconChip + (text.isEmpty() ? 0 : kGap);
    return {2 * inset(look) + icon + QFontMetrics(chipFont(look)).horizontalAdvance(text), scaled(kChipHeight)};
}

void paintChip(QPainter &painter, const QRect &rect, ChipLook look, const QString &text, const QPalette &palette,
               Qt::LayoutDirection direction)
{
    const auto colours = lookOf(look, colors(palette));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    QRectF shape(rect);
    if (colours.border != Border::None) {
        QPen pen(colours.border == Border::Dashed ? colors(palette).control : colors(palette).line2, 1);
        if (colours.border == Border::Dashed)
            pen.setDashPattern({3, 2});
        painter.setPen(pen);
        shape.adjust(0.5, 0.5, -0.5, -0.5);
    }
    painter.drawRoundedRect(shape, kChipRadius, kChipRadius);

    QRect inside = rect.adjusted(inset(look), 0, -inset(look), 0);
    if (const auto name = chipIcon(look); !name.isEmpty()) {
        const QRect icon(inside.x(), inside.y() + (inside.height() - kIconChip) / 2, kIconChip, kIconChip);
        paintIcon(painter, QStyle::visualRect(direction, inside, icon), name, colours.text, direction);
        inside = QStyle::visualRect(direction, inside, inside.adjusted(kIconChip + kGap, 0, 0, 0));
    }
    const auto letters = chipFont(look);
    painter.setFont(letters);
    painter.setPen(colours.text);
    const auto shown =
        QFontMetrics(letters).elidedText(text, Qt::ElideRight, inside.width() + 1); // advances are rounded
    painter.setLayoutDirection(direction);
    painter.drawText(inside, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    painter.restore();
}

} // namespace counterbell::ui
