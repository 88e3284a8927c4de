// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"

#include <QMetaObject>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

std::vector<QString> permissionsOf(Role role)
{
    std::vector<QString> words{u"public"_s, u"all"_s};
    if (role != Role::Staff)
        words.push_back(u"agent_up"_s);
    if (role == Role::Owner || role == Role::Manager)
        words.push_back(u"manager_up"_s);
    if (role == Role::Owner)
        words.push_back(u"owner"_s);
    for (const auto &word : {u"agent_up_or_assigned_staff"_s, u"agent_up_or_staff_at_intake"_s, u"self_or_manager_up"_s,
                             u"own_pin_or_manager_up"_s})
        words.push_back(word);
    return words;
}

} // namespace

FakeCoreClient::FakeCoreClient(QObject *parent) : CoreClient(parent), m_now(*fromIso(u"2026-05-17T12:00:00.000Z"_s))
{
    m_who = Signed{.member = {.id = MemberId{2},
                              .login = u"mia"_s,
                              .name = u"Mia Tanaka"_s,
                              .role = Role::Manager,
                              .phone = u"+61491570110"_s},
                   .permissions = permissionsOf(Role::Manager)};
    m_core = HelloResult{.software = u"0.1.0"_s, .kind = WorkspaceKind::Sandbox, .epoch = u"epoch-1"_s};
}

void FakeCoreClient::answer(QLatin1StringView method, const QJsonObject &result)
{
    add(QString(method), [result](const QJsonObject &) -> Result<QJsonObject> { return result; });
}

void FakeCoreClient::refuse(QLatin1StringView method, const Error &error)
{
    add(QString(method), [error](const QJsonObject &) -> Result<QJsonObject> { return tl::unexpected(error); });
}

void FakeCoreClient::answerWith(QLatin1StringView method, Reply reply)
{
    add(QString(method), std::move(reply));
}

void FakeCoreClient::add(const QString &method, Reply reply)
{
    for (auto &waiting : std::exchange(m_waiting[method], {}))
        deliver(reply(waiting.parameters), std::move(waiting.answer));
    m_replies[method].push_back(std::move(reply));
}

std::vector<FakeCoreClient::Call> FakeCoreClient::callsOf(QLatin1StringView method) const
{
    std::vector<Call> found;
    std::ranges::copy_if(calls, std::back_inserter(found), [&](const Call &call) { return call.method == method; });
    return found;
}

QJsonObject FakeCoreClient::lastCall(QLatin1StringView method) const
{
    const auto found = callsOf(method);
    return found.empty() ? QJsonObject{} : found.back().parameters;
}

void FakeCoreClient::setConnection(Connection connection, std::optional<QDateTime> nextAttempt)
{
    m_connection = connection;
    m_nextAttempt = std::move(nextAttempt);
    Q_EMIT connectionChanged();
}

void FakeCoreClient::setWho(std::optional<Signed> who)
{
    m_who = std::move(who);
    Q_EMIT whoChanged();
}

void FakeCoreClient::setRole(Role role)
{
    auto who = *m_who;
    who.member.role = role;
    who.permissions = permissionsOf(role);
    setWho(std::move(who));
}

void FakeCoreClient::setNow(Timestamp now)
{
    m_now = now;
    Q_EMIT clockMoved();
}

void FakeCoreClient::signIn(const QString &login, const QString &pin, QObject *context,
                            std::function<void(Result<Signed>)> answer)
{
    const auto parameters = toJson(Login{.name = login, .pin = pin});
    const auto done = [this, context = QPointer(context), answer = std::move(answer)](Result<QJsonObject> raw) {
        Result<Signed> result = tl::unexpected(raw ? Error{} : raw.error());
        if (raw) {
            Signed value;
            JsonProblem problem;
            if (Json<Signed>::read(*raw, value, problem))
                result = value;
        }
        if (result) {
            setWho(*result);
            setConnection(Connection::Online);
        }
        if (context)
            answer(std::move(result));
    };
    const QString method(methods::sessionLogin.name);
    calls.push_back({method, parameters});
    auto &replies = m_replies[method];
    if (replies.empty())
        m_waiting[method].push_back({parameters, done});
    else
        deliver(replies.front()(parameters), done);
    if (replies.size() > 1)
        replies.pop_front();
}

void FakeCoreClient::signOut()
{
    calls.push_back({QString(methods::sessionLogout.name), {}});
    m_who.reset();
    Q_EMIT whoChanged();
    setConnection(Connection::SignIn);
}

void FakeCoreClient::request(QLatin1StringView method, const QJsonObject &parameters, RawAnswer answer)
{
    const QString name(method);
    if (m_connection != Connection::Online && method != methods::sessionMembers.name) {
        deliver(tl::unexpected(Error{Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}}), std::move(answer));
        return;
    }
    calls.push_back({name, parameters});
    auto &replies = m_replies[name];
    if (replies.empty()) {
        m_waiting[name].push_back({parameters, std::move(answer)});
        return;
    }
    deliver(replies.front()(parameters), std::move(answer));
    if (replies.size() > 1)
        replies.pop_front();
}

void FakeCoreClient::deliver(Result<QJsonObject> result, RawAnswer answer)
{
    QMetaObject::invokeMethod(
        this, [result = std::move(result), answer = std::move(answer)] { answer(result); }, Qt::QueuedConnection);
}

} // namespace counterbell::ui
