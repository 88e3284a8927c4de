// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/rail_foot.h"

#include "ui/client/core_client.h"
#include "ui/client/format.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/paint.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
constexpr int kFootWidth = 68;
constexpr int kDotLine = 16;
constexpr int kDotGap = 2;
constexpr int kConnectionHeight = 48;
} // namespace

ConnectionMark::ConnectionMark(CoreClient &client, QWidget *parent) : QWidget(parent), m_client(client)
{
    setObjectName(u"connection"_s);
    setAccessibleRole(this, QAccessible::StaticText);
    const auto read = [this] {
        setAccessibleName(word());
        setToolTip(word());
        update();
    };
    connect(&client, &CoreClient::connectionChanged, this, read);
    read();
}

bool ConnectionMark::isOffline() const
{
    return m_client.connection() == Connection::Offline;
}

QString ConnectionMark::word() const
{
    switch (m_client.connection()) {
    case Connection::Connecting:
        return tr("Connecting");
    case Connection::Offline:
        return tr("Offline");
    case Connection::SignIn:
    case Connection::Online:
        return tr("Online");
    }
    return {};
}

void ConnectionMark::setFolded(bool isFolded)
{
    m_isFolded = isFolded;
    updateGeometry();
    update();
}

QSize ConnectionMark::sizeHint() const
{
    return {m_isFolded ? kIconRail : kFootWidth, m_isFolded ? kIconRail : scaled(kConnectionHeight)};
}

void ConnectionMark::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_isFolded) {
        paintIcon(painter, rect(), isOffline() ? u"offline"_s : u"online"_s, isOffline() ? c.dangerT : c.text2,
                  layoutDirection());
        return;
    }
    const int text = lineHeight(Text::Meta);
    const int top = (height() - kDotLine - kDotGap - text) / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isOffline() ? c.danger : m_client.connection() == Connection::Connecting ? c.control : c.ok);
    painter.drawEllipse(QRect((width() - kDot) / 2, top + (kDotLine - kDot) / 2, kDot, kDot));
    painter.setPen(isOffline() ? c.dangerT : c.text2);
    painter.setFont(ui::font(isOffline() ? Text::MetaMedium : Text::Meta));
    painter.drawText(QRect(0, top + kDotLine + kDotGap, width(), text), Qt::AlignCenter, word());
}

MemberButton::MemberButton(CoreClient &client, QWidget *parent) : QAbstractButton(parent), m_client(client)
{
    setObjectName(u"member"_s);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("ringRadius", kCardRadius);
    connect(&client, &CoreClient::whoChanged, this, &MemberButton::read);
    read();
}

void MemberButton::read()
{
    const auto &who = m_client.who();
    m_id = who ? who->member.id.toString() : QString();
    m_name = who ? who->member.name : QString();
    setVisible(who.has_value());
    //: %1 who is signed in
    setAccessibleName(tr("Signed in as %1, switch").arg(isolated(m_name)));
    setToolTip(tr("Signed in as %1").arg(isolated(m_name)));
    update();
}

void MemberButton::setFolded(bool isFolded)
{
    m_isFolded = isFolded;
    updateGeometry();
    update();
}

QSize MemberButton::sizeHint() const
{
    return {m_isFolded ? kLargeControl : kFootWidth,
            m_isFolded ? kLargeControl : kAvatarRail + kSpace4 + lineHeight(Text::Meta)};
}

void MemberButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect disc((width() - kAvatarRail) / 2, m_isFolded ? (height() - kAvatarRail) / 2 : 0, kAvatarRail,
                     kAvatarRail);
    paintAvatar(painter, disc, m_id, m_name, palette());
    if (m_isFolded)
        return;
    painter.setPen(colors(palette()).text2);
    painter.setFont(ui::font(Text::Meta));
    const QRect line(0, kAvatarRail + kSpace4, width(), lineHeight(Text::Meta));
    painter.drawText(line, Qt::AlignCenter,
                     painter.fontMetrics().elidedText(firstName(m_name), Qt::ElideRight, width()));
}

} // namespace counterbell::ui
