// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/offline_banner.h"

#include "ui/client/format.h"
#include "ui/client/outbox.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

OfflineBanner::OfflineBanner(CoreClient &client, Outbox &outbox, QWidget *parent)
    : Banner(BannerLook::Attention, parent), m_client(client), m_outbox(outbox)
{
    setObjectName(u"offlineBanner"_s);
    setIcon(u"offline"_s);
    auto *button = setAction(tr("Try now"));
    button->setObjectName(u"tryNow"_s);
    button->setIcon(icon(u"refresh"_s));
    m_next = new QLabel(this);
    m_next->setTextFormat(Qt::PlainText);
    keepFont(m_next, Text::Meta);
    if (auto *row = qobject_cast<QBoxLayout *>(layout()))
        row->insertWidget(row->indexOf(button), m_next);
    hide();
    m_grace.setSingleShot(true);
    m_grace.setInterval(400ms);
    m_tick.setInterval(250ms);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        write();
        show();
        m_tick.start();
    });
    connect(&m_tick, &QTimer::timeout, this, &OfflineBanner::write);
    connect(this, &Banner::actionTriggered, this, [this] { m_client.tryNow(); });
    connect(&m_client, &CoreClient::connectionChanged, this, &OfflineBanner::follow);
    connect(&m_outbox, &Outbox::countChanged, this, &OfflineBanner::write);
    follow();
}

void OfflineBanner::follow()
{
    if (m_client.connection() != Connection::Offline) {
        m_grace.stop();
        m_tick.stop();
        hide();
        return;
    }
    if (isHidden() && !m_grace.isActive())
        m_grace.start();
    write();
}

QString OfflineBanner::countdown() const
{
    const auto next = m_client.nextAttempt();
    if (!next)
        return tr("Trying now");
    const auto left = std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(*next));
    return tr("Next try in %1").arg(duration(std::chrono::milliseconds(left + 999)));
}

void OfflineBanner::write()
{
    const int waiting = m_outbox.count();
    const auto consequence = waiting == 0 ? tr("You can keep writing: messages wait here and go out in order.")
                             : waiting == 1
                                 ? tr("You can keep writing: 1 message waits here and goes out when it is back.")
                                 : tr("You can keep writing: %1 messages wait here and go out in order.").arg(waiting);
    const auto fact = tr("No connection to the Counterbell core.");
    if (fact != this->fact() || consequence != this->consequence())
        setText(fact, consequence);
    if (m_next->text() != countdown())
        m_next->setText(countdown());
}

} // namespace counterbell::ui
