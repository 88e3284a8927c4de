// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/rpc_client.h"

#include <functional>
#include <memory>

namespace counterbell::e2e
{

/// A manager at a console, whatever becomes of the core: signs in again, asks again what had no answer, and hears the
/// events from where it left off, as the program does.
class Console
{
public:
    /// {core, token} of the core as it is now; empty while there is none.
    using Where = std::function<QJsonObject()>;

    explicit Console(Where where) : m_where(std::move(where)) {}
    /// One more at the same core.
    [[nodiscard]] std::unique_ptr<Console> another() const { return std::make_unique<Console>(m_where); }

    /// Signed in, and everything without an answer asked again; false when the core doesn't let it in for so long.
    [[nodiscard]] bool goOn(std::chrono::milliseconds patience);
    [[nodiscard]] bool isSignedIn() const { return m_isSignedIn && m_rpc->isConnected(); }
    /// Asked now or once signed in, without waiting, until there is an answer.
    void ask(QLatin1StringView method, const QJsonObject &params);
    /// Looks for answers, for so long at most; what failed for the moment is asked again.
    void takeAnswers(std::chrono::milliseconds patience);
    /// Whether everything that was asked has its answer.
    [[nodiscard]] bool isAnswered() const;
    /// What the core refused for good, in words.
    [[nodiscard]] const QStringList &refused() const { return m_refused; }

    /// Once, while signed in: hears the events after this number, or all that come from now on.
    [[nodiscard]] bool listen(std::optional<qint64> after = std::nullopt);
    /// Every event since `listen`, as it came, over all connections.
    [[nodiscard]] std::vector<Event> heard() const;
    /// The number that `listen` began after.
    [[nodiscard]] qint64 listensAfter() const { return m_after.value_or(0); }
    /// The number of the newest of them, or that one.
    [[nodiscard]] qint64 newest() const;
    /// Whether a core said that it no longer had the events in between.
    [[nodiscard]] bool hasMissed() const { return m_hasMissed; }

    /// While signed in: for questions that are asked once.
    [[nodiscard]] RpcClient &rpc() { return *m_rpc; }

private:
    struct Errand {
        QLatin1StringView method;
        QJsonObject params;
        qint64 call = 0;
        bool isAnswered = false;
    };
    [[nodiscard]] bool subscribe(std::optional<qint64> after);

    Where m_where;
    std::unique_ptr<RpcClient> m_rpc;
    std::vector<Errand> m_errands;
    QStringList m_refused;
    std::vector<Event> m_heard;    ///< over earlier connections
    std::optional<qint64> m_after; ///< listening, from this number on
    bool m_isSignedIn = false;
    bool m_hasMissed = false;
};

} // namespace counterbell::e2e
