// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/core_clock.h"

#include <QLoggingCategory>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::sandbox
{

Q_LOGGING_CATEGORY(logClock, "sandbox.clock")

CoreClock::CoreClock(CoreLink &core, qint64 offsetSeconds, QObject *parent)
    : QObject(parent), m_core(core), m_offsetSeconds(offsetSeconds)
{
    m_again.setSingleShot(true);
    m_again.setInterval(500ms);
    m_patience.setSingleShot(true);
    m_patience.setInterval(15s);
    connect(&m_again, &QTimer::timeout, this, &CoreClock::tell);
    connect(&m_patience, &QTimer::timeout, this, &CoreClock::giveUp);
    connect(&m_core, &CoreLink::connected, this, [this] {
        m_isTelling = false; // what the core before this one was asked has gone with it
        tell();
    });
}

void CoreClock::moveTo(qint64 offsetSeconds, Done done)
{
    m_offsetSeconds = offsetSeconds;
    m_waiting.push_back({offsetSeconds, std::move(done)});
    m_patience.start();
    if (m_core.isConnected())
        tell();
}

void CoreClock::tell()
{
    if (m_isTelling || !m_core.isConnected())
        return;
    m_isTelling = true;
    const auto failed = [this](const QString &why) {
        m_isTelling = false;
        qCWarning(logClock, "The core's clock was not moved: %ls", qUtf16Printable(why));
        if (m_core.isConnected())
            m_again.start();
    };
    // The seeded owner: CONTRACT 3, "Sandbox shop".
    m_core.call(u"session.login"_s, {{u"name"_s, u"owner"_s}, {u"pin"_s, u"1111"_s}},
                [this, failed](const tl::expected<QJsonObject, QString> &login) {
                    if (!login)
                        return failed(login.error());
                    const auto offset = m_offsetSeconds;
                    m_core.call(u"sandbox.advanceClock"_s, {{u"offsetSeconds"_s, offset}},
                                [this, failed, offset](const tl::expected<QJsonObject, QString> &moved) {
                                    if (!moved)
                                        return failed(moved.error());
                                    m_isTelling = false;
                                    settle(offset);
                                });
                });
}

void CoreClock::settle(qint64 offsetSeconds)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &each : waiting) {
        if (each.offsetSeconds <= offsetSeconds)
            each.done(true);
        else
            m_waiting.push_back(each);
    }
    if (m_waiting.empty())
        m_patience.stop();
    if (offsetSeconds != m_offsetSeconds)
        tell();
}

void CoreClock::giveUp()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &each : waiting)
        each.done(false);
}

} // namespace counterbell::sandbox
