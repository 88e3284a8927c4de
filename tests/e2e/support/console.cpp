// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/console.h"

#include "tests/e2e/support/waiting.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

constexpr int kNoAnswer = 1;

/// A fault of the core's storage that passes; the program's consoles ask again, too.
bool isPassing(const Reply &reply)
{
    static const QStringList passing{u"diskFull"_s, u"databaseLocked"_s,      u"storage"_s,
                                     u"tooSlow"_s,  u"databaseUnreachable"_s, u"outcomeUnknown"_s};
    return reply.code == kNoAnswer || reply.reason == "shuttingDown"_L1 ||
           (reply.reason == "internal"_L1 && passing.contains(reply.details["problem"_L1].toString()));
}

} // namespace

bool Console::goOn(std::chrono::milliseconds patience)
{
    if (m_rpc && isSignedIn())
        return true;
    if (m_rpc) {
        takeAnswers(0ms);
        m_heard = heard();
        m_rpc.reset();
    }
    m_isSignedIn = false;
    const QDeadlineTimer deadline(patience);
    const auto signIn = [&] {
        const auto core = m_where();
        if (core["core"_L1].toString().isEmpty())
            return false;
        m_rpc = std::make_unique<RpcClient>(core);
        const auto left = std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 50));
        return m_rpc->login(u"manager"_s, u"2222"_s, left) && (!m_after || subscribe(newest()));
    };
    if (!waitUntil(signIn, patience))
        return false;
    m_isSignedIn = true;
    for (auto &errand : m_errands) {
        if (!errand.isAnswered)
            errand.call = m_rpc->post(errand.method, errand.params);
    }
    return true;
}

void Console::ask(QLatin1StringView method, const QJsonObject &params)
{
    m_errands.push_back({method, params, m_rpc && isSignedIn() ? m_rpc->post(method, params) : 0});
}

void Console::takeAnswers(std::chrono::milliseconds patience)
{
    if (!m_rpc || !m_isSignedIn)
        return;
    for (auto &errand : m_errands) {
        if (errand.isAnswered)
            continue;
        const auto reply = m_rpc->answer(errand.call, patience);
        errand.isAnswered = reply.ok();
        if (reply.ok())
            continue;
        // To be asked again: after a lost connection by goOn(), else here. Anything else is a refusal.
        if (isPassing(reply) && reply.code != kNoAnswer)
            errand.call = m_rpc->post(errand.method, errand.params);
        else if (!isPassing(reply))
            m_refused << QString::fromUtf8(QJsonDocument(errand.params).toJson(QJsonDocument::Compact)) + u": "_s +
                             QString::fromUtf8(reply.text());
    }
}

bool Console::isAnswered() const
{
    return std::ranges::all_of(m_errands, &Errand::isAnswered);
}

bool Console::listen(std::optional<qint64> after)
{
    return subscribe(after);
}

bool Console::subscribe(std::optional<qint64> after)
{
    const auto reply =
        m_rpc->call("events.subscribe"_L1, after ? QJsonObject{{u"after"_s, *after}} : QJsonObject(), 10s);
    if (!reply.ok())
        return false;
    m_hasMissed = m_hasMissed || reply["resync"_L1].toBool();
    if (!m_after)
        m_after = after.value_or(reply["seq"_L1].toInteger());
    return true;
}

std::vector<Event> Console::heard() const
{
    auto all = m_heard;
    if (m_rpc)
        all.insert(all.end(), m_rpc->events().begin(), m_rpc->events().end());
    return all;
}

qint64 Console::newest() const
{
    if (m_rpc && !m_rpc->events().empty())
        return m_rpc->events().back().seq;
    return m_heard.empty() ? m_after.value_or(0) : m_heard.back().seq;
}

} // namespace counterbell::e2e
