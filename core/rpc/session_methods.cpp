// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/session_methods.h"

#include "core/rpc/authenticator.h"
#include "core/rpc/method_registry.h"
#include "core/rpc/sessions.h"

using namespace Qt::StringLiterals;

namespace counterbell::rpc
{

namespace
{
constexpr int kLongestLogin = 200;
constexpr int kLongestPin = 200;

QJsonObject retryAfter(std::chrono::seconds wait)
{
    return {{u"retryAfterSeconds"_s, static_cast<qint64>(wait.count())}};
}
} // namespace

SessionMethods::SessionMethods(Sessions &sessions, Authenticator &authenticator, std::function<HelloResult()> hello,
                               SteadyNow now)
    : m_sessions(sessions), m_authenticator(authenticator), m_hello(std::move(hello)), m_now(std::move(now))
{
}

void SessionMethods::addTo(MethodRegistry &registry)
{
    registry.add<Hello, HelloResult>("session.hello"_L1, "Says what this core is; optional"_L1, Permission::Public,
                                     [this](const Caller &, const Hello &) { return hello(); });
    registry.add<Login, Signed>("session.login"_L1, "Signs a member in on this connection"_L1, Permission::Public,
                                [this](Caller caller, Login request) { return login(caller, request); });
    registry.add<Empty, SignInNames>("session.members"_L1, "Names for the sign-in screen"_L1, Permission::Public,
                                     [this](const Caller &, const Empty &) { return m_authenticator.signInNames(); });
    registry.add<Empty, Signed>("session.whoAmI"_L1, "The member who is signed in here"_L1, Permission::All,
                                [this](Caller caller, const Empty &) { return whoAmI(caller); });
    registry.add<Empty, Empty>("session.logout"_L1, "Signs out; the connection stays"_L1, Permission::All,
                               [this](Caller caller, const Empty &) { return logout(caller); });
}

QCoro::Task<Result<HelloResult>> SessionMethods::hello()
{
    co_return m_hello();
}

QCoro::Task<Result<Signed>> SessionMethods::login(Caller caller, Login request)
{
    if (request.name.size() > kLongestLogin || request.pin.size() > kLongestPin)
        co_return refuse(Reason::InvalidArgument, {{u"name"_s, u"name, pin"_s}});

    // One try at a time for each login: many at once would all be let in before the first has failed.
    const auto turns = turnsOf(request.name);
    const auto turn = co_await turns->lock();
    const auto wait = m_throttle.wait(request.name, m_now());
    if (wait > std::chrono::seconds(0))
        co_return refuse(Reason::LockedOut, retryAfter(wait));

    auto member = co_await m_authenticator.login(request.name, request.pin);
    if (!member) {
        auto error = member.error();
        if (error.reason == Reason::WrongPin) {
            m_throttle.wrongPin(request.name, m_now());
            error.details = retryAfter(m_throttle.wait(request.name, m_now()));
        }
        co_return tl::unexpected(error);
    }
    m_throttle.rightPin(request.name);
    if (auto *session = m_sessions.find(caller.session))
        session->signIn(*member);
    Signed answer;
    answer.member = *member;
    answer.permissions = permissionsOf(member->role);
    co_return answer;
}

QCoro::Task<Result<Signed>> SessionMethods::whoAmI(Caller caller)
{
    Signed answer;
    answer.member = *caller.member;
    answer.permissions = permissionsOf(caller.member->role);
    co_return answer;
}

QCoro::Task<Result<Empty>> SessionMethods::logout(Caller caller)
{
    if (auto *session = m_sessions.find(caller.session))
        session->signOut();
    co_return Empty{};
}

std::shared_ptr<AsyncMutex> SessionMethods::turnsOf(const QString &login)
{
    m_turns.removeIf([](const auto &entry) { return entry.value().expired(); });
    auto &known = m_turns[login.toCaseFolded()];
    auto turns = known.lock();
    if (!turns) {
        turns = std::make_shared<AsyncMutex>();
        known = turns;
    }
    return turns;
}

} // namespace counterbell::rpc
