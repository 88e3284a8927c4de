// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/sign_in_screen.h"

#include "ui/client/core_client.h"
#include "ui/shell/window/sign_in_panel.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
constexpr int kSideWidth = 296;
constexpr int kContentWidth = 400;
} // namespace

FrontScreen::FrontScreen(const QString &title, QWidget *content, QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSideWidth, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget(scroll);
    page->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(kSpace48, kSpace48, kSpace48, kSpace48);
    column->setSpacing(kSpace8);
    auto *heading = new QLabel(title, page);
    heading->setTextFormat(Qt::PlainText);
    keepFont(heading, Text::Title);
    column->addWidget(heading);
    content->setMaximumWidth(kContentWidth);
    column->addWidget(content);
    column->addStretch();
    scroll->setWidget(page);
    row->addWidget(scroll);
}

void FrontScreen::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.base);
    const auto place = [this](const QRect &box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
    painter.fillRect(place(QRect(0, 0, kSideWidth, height())), c.pane);
    painter.fillRect(place(QRect(kSideWidth - 1, 0, 1, height())), c.line);
    paintIcon(painter, place(QRect(28, 32, kIconRail, kIconRail)), u"bell-counter"_s, c.accentT, layoutDirection());
    painter.setFont(ui::font(Text::Heading));
    painter.setPen(c.text);
    painter.drawText(place(QRect(68, 32, kSideWidth - 80, kIconRail)),
                     QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter), u"Counterbell"_s);
}

SignInScreen::SignInScreen(CoreClient &client, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"signInScreen"_s);
    m_panel = new SignInPanel(client, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new FrontScreen(tr("Who is at the counter?"), m_panel, this));
    connect(&client, &CoreClient::connectionChanged, this, [this, &client] {
        if (isVisible() && client.connection() == Connection::SignIn)
            m_panel->refresh();
    });
}

void SignInScreen::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_panel->refresh();
}

} // namespace counterbell::ui
