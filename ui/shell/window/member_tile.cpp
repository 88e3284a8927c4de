// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/member_tile.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

QString roleWord(Role role)
{
    switch (role) {
    case Role::Owner:
        return QCoreApplication::translate("counterbell::ui::Role", "Owner");
    case Role::Manager:
        return QCoreApplication::translate("counterbell::ui::Role", "Manager");
    case Role::Agent:
        return QCoreApplication::translate("counterbell::ui::Role", "Agent");
    case Role::Staff:
        return QCoreApplication::translate("counterbell::ui::Role", "Staff");
    }
    return {};
}

MemberTile::MemberTile(SignInName member, QWidget *parent) : QAbstractButton(parent), m_member(std::move(member))
{
    setObjectName(u"tile."_s + m_member.login);
    setText(m_member.name);
    //: %1 a name, %2 a role
    setAccessibleName(tr("%1, %2").arg(isolated(m_member.name), roleWord(m_member.role)));
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setProperty("ringRadius", kCardRadius);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize MemberTile::sizeHint() const
{
    return {240, std::max(kAvatar, lineHeight(Text::Base) + lineHeight(Text::Meta)) + 2 * kSpace8};
}

void MemberTile::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = isChecked() ? 2 : 1;
    painter.setPen(QPen(isChecked() ? c.accentT : c.line2, line));
    painter.setBrush(isChecked() ? c.sel : underMouse() ? c.hover : c.base);
    const auto edge = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.drawRoundedRect(edge, kCardRadius, kCardRadius);

    const auto place = [this](const QRect &box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
    paintAvatar(painter, place(QRect(kSpace12, (height() - kAvatar) / 2, kAvatar, kAvatar)), m_member.id.toString(),
                m_member.name, palette());
    const int start = 2 * kSpace12 + kAvatar;
    const int upper = lineHeight(Text::Base);
    const int lower = lineHeight(Text::Meta);
    const int top = (height() - upper - lower) / 2;
    const int wide = width() - start - kSpace12;
    const auto align = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.setPen(c.text);
    painter.setFont(ui::font(Text::BaseStrong));
    painter.drawText(place(QRect(start, top, wide, upper)), align,
                     painter.fontMetrics().elidedText(m_member.name, Qt::ElideRight, wide));
    painter.setPen(c.text2);
    painter.setFont(ui::font(Text::Meta));
    painter.drawText(place(QRect(start, top + upper, wide, lower)), align, roleWord(m_member.role));
}

} // namespace counterbell::ui
