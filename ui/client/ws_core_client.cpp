// SPDX-License-Identifier: Apache-2.0
#include "ui/client/ws_core_client.h"

#include "ui/client/core_events.h"
#include "ui/client/redial.h"

#include "counterbell_version.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcClient, "counterbell.client", QtInfoMsg)

namespace counterbell::ui
{

namespace
{

constexpr auto kCatchUpPatience = 15s;

/// What the core answers before anybody has signed in (CONTRACT 3).
bool isPublic(QLatin1StringView method)
{
    return method == methods::sessionMembers.name || method == methods::systemHealth.name ||
           method == "system.version"_L1;
}

} // namespace

WsCoreClient::WsCoreClient(CoreLocator locate, SocketTimes times, QObject *parent)
    : CoreClient(parent), m_locate(std::move(locate)), m_times(times)
{
    m_redial.setSingleShot(true);
    connect(&m_redial, &QTimer::timeout, this, &WsCoreClient::dial);
    m_catchUp.setSingleShot(true);
    m_catchUp.setInterval(kCatchUpPatience);
    connect(&m_catchUp, &QTimer::timeout, this, [this] { goOnline(true); });
}

WsCoreClient::~WsCoreClient()
{
    stop();
}

void WsCoreClient::start()
{
    m_isStopped = false;
    // Never inside the call: whoever starts it wants to connect to its signals yet.
    m_redial.start(0);
}

void WsCoreClient::stop()
{
    m_isStopped = true;
    m_redial.stop();
    if (m_socket)
        m_socket->close();
}

void WsCoreClient::tryNow()
{
    if (!m_isStopped && m_redial.isActive())
        m_redial.start(0);
}

void WsCoreClient::dial()
{
    if (m_socket || m_isStopped)
        return;
    const auto address = m_locate();
    if (!address)
        return lose(0, u"no core runs"_s);
    m_nextAttempt.reset();
    m_socket = new RpcSocket(*address, m_times, this);
    connect(m_socket, &RpcSocket::opened, this, &WsCoreClient::greet);
    connect(m_socket, &RpcSocket::event, this, &WsCoreClient::receive);
    connect(m_socket, &RpcSocket::closed, this, &WsCoreClient::lose);
    if (m_connection == Connection::Offline)
        Q_EMIT connectionChanged(); // the countdown is over, an attempt is under way
}

void WsCoreClient::greet()
{
    const Hello hello{.contract = 1, .software = QStringLiteral(COUNTERBELL_VERSION)};
    m_socket->request(methods::sessionHello.name, toJson(hello), [this](const Result<QJsonObject> &raw) {
        const auto core = read<HelloResult>(raw);
        if (core)
            return welcome(*core);
        qCWarning(lcClient, "the core does not say what it is: %s", wireName(core.error().reason).data());
        if (m_socket)
            m_socket->close();
    });
}

void WsCoreClient::welcome(const HelloResult &core)
{
    m_isOpen = true;
    if (m_core && m_core->epoch != core.epoch) {
        // Other data: what was seen of the log means nothing, nor does who was who.
        m_lastSeq.reset();
        forgetMember();
    }
    m_core = core;
    if (m_login)
        return signInAgain();
    m_failures = 0;
    setConnection(Connection::SignIn);
}

void WsCoreClient::signInAgain()
{
    logIn(*m_login, [this](const Result<Signed> &answer) {
        if (answer)
            return;
        if (answer.error().reason == Reason::ShuttingDown) {
            if (m_socket)
                m_socket->close();
            return;
        }
        qCInfo(lcClient, "signing in again was refused: %s", wireName(answer.error().reason).data());
        forgetMember();
        m_failures = 0;
        setConnection(Connection::SignIn);
    });
}

void WsCoreClient::signIn(const QString &login, const QString &pin, QObject *context,
                          std::function<void(Result<Signed>)> answer)
{
    const auto guarded = [context = QPointer(context), answer = std::move(answer)](const Result<Signed> &result) {
        if (context)
            answer(result);
    };
    if (!m_isOpen) {
        const Error offline{Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}};
        QMetaObject::invokeMethod(this, [guarded, offline] { guarded(tl::unexpected(offline)); }, Qt::QueuedConnection);
        return;
    }
    logIn(Login{.name = login, .pin = pin}, guarded);
}

void WsCoreClient::logIn(const Login &login, std::function<void(Result<Signed>)> answer)
{
    m_socket->request(methods::sessionLogin.name, toJson(login),
                      [this, login, answer = std::move(answer)](const Result<QJsonObject> &raw) {
                          const auto signedIn = read<Signed>(raw);
                          if (!signedIn)
                              return answer(signedIn);
                          const bool isAnother = !m_who || m_who->member.id != signedIn->member.id;
                          if (isAnother)
                              m_lastSeq.reset(); // their lists are others: everything is fetched
                          m_login = login;
                          const bool hasChanged = m_who != *signedIn;
                          m_who = *signedIn;
                          subscribe([answer, signedIn] { answer(signedIn); });
                          if (hasChanged)
                              Q_EMIT whoChanged();
                      });
}

void WsCoreClient::subscribe(std::function<void()> online)
{
    m_online = std::move(online);
    m_socket->request(methods::eventsSubscribe.name, toJson(Subscribe{.after = m_lastSeq}),
                      [this](const Result<QJsonObject> &raw) {
                          const auto subscribed = read<Subscribed>(raw);
                          if (subscribed)
                              return afterSubscribe(*subscribed);
                          qCWarning(lcClient, "no events: %s", wireName(subscribed.error().reason).data());
                          if (m_socket)
                              m_socket->close();
                      });
}

void WsCoreClient::afterSubscribe(const Subscribed &subscribed)
{
    askClock();
    if (!m_lastSeq || subscribed.resync.value_or(false)) {
        m_lastSeq = subscribed.seq;
        return goOnline(true);
    }
    m_target = subscribed.seq;
    if (*m_lastSeq >= m_target)
        return goOnline(false);
    m_catchUp.start();
}

void WsCoreClient::goOnline(bool isResync)
{
    m_catchUp.stop();
    m_target = 0;
    m_failures = 0;
    const auto online = std::exchange(m_online, nullptr);
    setConnection(Connection::Online);
    // Whoever asked while nobody could answer has nothing that events could bring up to date.
    if (std::exchange(m_isAskedInVain, false) || isResync)
        Q_EMIT resynced();
    if (online)
        online();
}

void WsCoreClient::askClock()
{
    if (m_core->kind != WorkspaceKind::Sandbox)
        return setOffset(0ms);
    // By nothing: it answers where the clock stands and moves nothing.
    m_socket->request(methods::sandboxAdvanceClock.name, toJson(AdvanceClock{.seconds = 0, .offsetSeconds = {}}),
                      [this](const Result<QJsonObject> &raw) {
                          if (const auto clock = read<ClockState>(raw))
                              setOffset(std::chrono::seconds(clock->offsetSeconds));
                      });
}

void WsCoreClient::receive(qint64 seq, const QString &name, const QJsonObject &data)
{
    m_lastSeq = std::max(m_lastSeq.value_or(0), seq);
    const bool wasRead = emitEvent(*this, name, data);
    if (name == "settings.updated"_L1 && data["group"_L1] == "clock"_L1)
        setOffset(std::chrono::seconds(data["settings"_L1]["offsetSeconds"_L1].toInteger()));
    if (m_target > 0 && seq >= m_target)
        goOnline(false);
    else if (!wasRead && m_connection == Connection::Online)
        Q_EMIT resynced(); // what can't be read from the event is fetched
}

void WsCoreClient::request(QLatin1StringView method, const QJsonObject &parameters, RawAnswer answer)
{
    if (m_isOpen && (m_connection == Connection::Online || isPublic(method)))
        return m_socket->request(method, parameters, std::move(answer));
    m_isAskedInVain = true;
    QMetaObject::invokeMethod(
        this,
        [answer = std::move(answer)] {
            answer(tl::unexpected(Error{Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}}));
        },
        Qt::QueuedConnection);
}

void WsCoreClient::signOut()
{
    if (m_isOpen)
        m_socket->request(methods::sessionLogout.name, {}, [](const Result<QJsonObject> &) {});
    forgetMember();
    if (m_isOpen)
        setConnection(Connection::SignIn);
}

void WsCoreClient::forgetMember()
{
    m_login.reset();
    m_online = nullptr;
    m_target = 0;
    m_catchUp.stop();
    if (std::exchange(m_who, std::nullopt))
        Q_EMIT whoChanged();
}

void WsCoreClient::lose(int code, const QString &why)
{
    if (auto *socket = std::exchange(m_socket, nullptr)) {
        socket->disconnect(this);
        socket->deleteLater();
    }
    m_isOpen = false;
    m_target = 0;
    m_catchUp.stop();
    if (m_isStopped)
        return;
    const auto delay = redialDelay(m_failures, QRandomGenerator::global()->generateDouble());
    qCInfo(lcClient, "no connection (%d %s), next attempt in %lld ms", code, qUtf8Printable(why),
           static_cast<long long>(delay.count()));
    ++m_failures;
    m_nextAttempt = QDateTime::currentDateTimeUtc().addMSecs(delay.count());
    m_redial.start(delay);
    setConnection(Connection::Offline);
    // Whoever waits to be signed in is told, whatever step it had come to.
    if (const auto online = std::exchange(m_online, nullptr))
        online();
}

Timestamp WsCoreClient::now() const
{
    return fromMillis(QDateTime::currentMSecsSinceEpoch()) + m_offset;
}

void WsCoreClient::setOffset(std::chrono::milliseconds offset)
{
    if (std::exchange(m_offset, offset) != offset)
        Q_EMIT clockMoved();
}

void WsCoreClient::setConnection(Connection connection)
{
    m_connection = connection;
    Q_EMIT connectionChanged();
}

} // namespace counterbell::ui
