// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/async_condition.h"
#include "core/async/task_group.h"
#include "core/rpc/authenticator.h"
#include "core/rpc/method_registry.h"
#include "core/rpc/openrpc.h"
#include "core/rpc/server.h"
#include "core/rpc/session_methods.h"
#include "core/rpc/sessions.h"

#include "tests/core/rpc/rpc_client.h"

/// The seeded members with their PINs, in memory. `gate` holds answers back while it is taken.
class FakeAuthenticator : public counterbell::rpc::Authenticator
{
public:
    struct Known {
        QString login;
        QString pin;
        counterbell::Role role;
    };

    QCoro::Task<counterbell::Result<counterbell::Member>> login(QString login, QString pin) override
    {
        ++asked;
        const auto turn = co_await gate.lock();
        for (qint64 id = 1; const auto &known : members) {
            if (known.login == login && known.pin == pin)
                co_return counterbell::Member{{id}, known.login, known.login, known.role, std::nullopt, false};
            ++id;
        }
        co_return counterbell::refuse(counterbell::Reason::WrongPin);
    }
    QCoro::Task<counterbell::Result<counterbell::SignInNames>> signInNames() override
    {
        counterbell::SignInNames names;
        for (const auto &known : members)
            names.items.push_back({known.login, known.login.toUpper(), known.role});
        co_return names;
    }

    std::vector<Known> members{
        {QStringLiteral("owner"), QStringLiteral("1111"), counterbell::Role::Owner},
        {QStringLiteral("manager"), QStringLiteral("2222"), counterbell::Role::Manager},
        {QStringLiteral("agent"), QStringLiteral("3333"), counterbell::Role::Agent},
        {QStringLiteral("staff"), QStringLiteral("4444"), counterbell::Role::Staff},
    };
    counterbell::AsyncMutex gate;
    int asked = 0;
};

/// Lets a test decide when its slow methods end.
class Gate
{
public:
    QCoro::Task<void> pass(QString name)
    {
        waiting.append(name);
        while (waiting.contains(name))
            co_await m_opened.wait();
    }
    void open(const QString &name)
    {
        waiting.removeAll(name);
        m_opened.notifyAll();
    }

    QStringList waiting;

private:
    counterbell::AsyncCondition m_opened;
};

struct Name {
    QString name;
    static constexpr auto fields() { return std::tuple{counterbell::field("name", &Name::name)}; }
};

struct Echo {
    QString text;
    std::optional<int> count;
    static constexpr auto fields()
    {
        return std::tuple{counterbell::field("text", &Echo::text), counterbell::field("count", &Echo::count)};
    }
};

/// A real server on a free loopback port with the session methods, discovery and what the test adds.
class RpcBench
{
public:
    explicit RpcBench(counterbell::rpc::Limits limits = {})
        : sessionMethods(sessions, authenticator, &RpcBench::hello, [this] { return now; }),
          server(registry, sessions, tasks, {QHostAddress::LocalHost, 0, kToken, limits})
    {
        using namespace counterbell::rpc;
        sessionMethods.addTo(registry);
        addDiscovery(registry);
        registry.add<counterbell::Empty, counterbell::Health>(
            QLatin1StringView("system.health"), QLatin1StringView("Health"), Permission::Public,
            [](const Caller &, const counterbell::Empty &) { return health(); });
        registry.add<Echo, Echo>(QLatin1StringView("test.echo"), QLatin1StringView("Echo"), Permission::All,
                                 [this](const Caller &, Echo echo) { return answerEcho(echo); });
        registry.add<Name, Name>(QLatin1StringView("test.slow"), QLatin1StringView("Ends when the gate opens"),
                                 Permission::All, [this](const Caller &, Name name) { return answerSlowly(name); });
        registry.add<counterbell::Empty, counterbell::Empty>(
            QLatin1StringView("test.refuses"), QLatin1StringView("Refuses"), Permission::All,
            [](const Caller &, const counterbell::Empty &) { return refuses(); });
        registry.add<counterbell::Empty, counterbell::Empty>(
            QLatin1StringView("test.throws"), QLatin1StringView("Throws"), Permission::All,
            [](const Caller &, const counterbell::Empty &) { return throws(); });
    }

    bool listen()
    {
        const auto listening = server.listen();
        if (listening)
            url = *listening;
        return listening.has_value();
    }
    /// Opens a connection with the right token.
    bool enter(RpcClient &client) const { return client.open(url, kToken); }
    bool enterAs(RpcClient &client, const QString &login, const QString &pin) const
    {
        return enter(client) && !client
                                     .result(QStringLiteral("session.login"),
                                             {{QStringLiteral("name"), login}, {QStringLiteral("pin"), pin}})
                                     .isEmpty();
    }
    bool enterAsOwner(RpcClient &client) const
    {
        return enterAs(client, QStringLiteral("owner"), QStringLiteral("1111"));
    }

    static counterbell::HelloResult hello()
    {
        return {1, QStringLiteral("test"), counterbell::WorkspaceKind::Sandbox, QStringLiteral("epoch-1")};
    }
    static QCoro::Task<counterbell::Result<counterbell::Health>> health() { co_return counterbell::Health{}; }
    QCoro::Task<counterbell::Result<Echo>> answerEcho(Echo echo)
    {
        echoed.append(echo.text);
        co_return echo;
    }
    QCoro::Task<counterbell::Result<Name>> answerSlowly(Name name)
    {
        co_await gate.pass(name.name);
        co_return name;
    }
    static QCoro::Task<counterbell::Result<counterbell::Empty>> refuses()
    {
        co_return counterbell::refuse(counterbell::Reason::DuplicatePhone,
                                      {{QStringLiteral("contactId"), QStringLiteral("7")}});
    }
    static QCoro::Task<counterbell::Result<counterbell::Empty>> throws()
    {
        throw std::runtime_error("this can't be");
        co_return counterbell::Empty{};
    }

    static inline const QByteArray kToken = QByteArrayLiteral("a-launch-token");

    counterbell::TaskGroup tasks;
    counterbell::rpc::Sessions sessions;
    counterbell::rpc::MethodRegistry registry;
    FakeAuthenticator authenticator;
    Gate gate;
    counterbell::rpc::LoginThrottle::Instant now{std::chrono::hours(1)};
    QStringList echoed;
    counterbell::rpc::SessionMethods sessionMethods;
    counterbell::rpc::Server server;
    QUrl url;
};
