// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/core_clock.h"

#include <QLoggingCategory>

#include <array>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::sandbox
{

Q_LOGGING_CATEGORY(logClock, "sandbox.clock")

namespace
{

struct SeededMember {
    QLatin1StringView login;
    QLatin1StringView pin;
};
/// CONTRACT 3, "Sandbox shop". Any of them may move the clock; a PIN may have been changed since.
constexpr std::array kMembers{SeededMember{"owner"_L1, "1111"_L1}, SeededMember{"manager"_L1, "2222"_L1},
                              SeededMember{"agent"_L1, "3333"_L1}, SeededMember{"staff"_L1, "4444"_L1}};

} // namespace

CoreClock::CoreClock(CoreLink &core, qint64 offsetSeconds, QObject *parent)
    : QObject(parent), m_core(core), m_offsetSeconds(offsetSeconds)
{
    m_again.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(15s);
    connect(&m_again, &QTimer::timeout, this, &CoreClock::tell);
    connect(&m_patience, &QTimer::timeout, this, &CoreClock::giveUp);
    connect(&m_core, &CoreLink::connected, this, [this] {
        // What the core before this one was asked has gone with it.
        m_isSignedIn = false;
        m_isTelling = false;
        m_isFollowed = false;
        m_again.stop();
        tell();
    });
}

void CoreClock::moveTo(qint64 offsetSeconds, Done done)
{
    m_offsetSeconds = offsetSeconds;
    m_isFollowed = false;
    m_waiting.push_back({offsetSeconds, std::move(done)});
    m_patience.start();
    tell();
}

void CoreClock::tell()
{
    if (m_isTelling || m_again.isActive() || !m_core.isConnected())
        return;
    m_isTelling = true;
    if (!m_isSignedIn)
        return signIn();
    const auto offset = m_offsetSeconds;
    m_core.call(u"sandbox.advanceClock"_s, {{u"offsetSeconds"_s, offset}},
                [this, offset](const tl::expected<QJsonObject, QString> &answer) { afterMove(offset, answer); });
}

void CoreClock::signIn()
{
    const auto &member = kMembers.at(m_member);
    m_core.call(u"session.login"_s, {{u"name"_s, QString(member.login)}, {u"pin"_s, QString(member.pin)}},
                [this](const tl::expected<QJsonObject, QString> &answer) { afterSignIn(answer); });
}

void CoreClock::afterSignIn(const tl::expected<QJsonObject, QString> &answer)
{
    if (!answer) {
        // The next member at once; all of them again only after a while, since wrong PINs slow that member's own
        // sign-in down.
        m_member = (m_member + 1) % kMembers.size();
        return tryAgain(answer.error(), m_member == 0 ? 5000ms : 0ms);
    }
    m_isSignedIn = true;
    m_isTelling = false;
    tell();
}

void CoreClock::afterMove(qint64 offsetSeconds, const tl::expected<QJsonObject, QString> &answer)
{
    if (!answer)
        return tryAgain(answer.error(), 500ms);
    m_isTelling = false;
    settle(offsetSeconds);
}

void CoreClock::tryAgain(const QString &why, std::chrono::milliseconds pause)
{
    m_isTelling = false;
    if (!m_core.isConnected())
        return; // the next connection begins anew
    qCWarning(logClock, "The core's clock was not moved yet: %ls", qUtf16Printable(why));
    m_again.start(pause);
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
    m_isFollowed = offsetSeconds == m_offsetSeconds;
    if (!m_isFollowed)
        tell();
}

void CoreClock::giveUp()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &each : waiting)
        each.done(false);
}

} // namespace counterbell::sandbox
