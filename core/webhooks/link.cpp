// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link.h"

#include "core/webhooks/link_frame.h"
#include "core/webhooks/redial.h"

#include <QLoggingCategory>
#include <QNetworkRequest>
#include <QPointer>
#include <QRandomGenerator>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

Q_LOGGING_CATEGORY(lcLink, "counterbell.link", QtInfoMsg)

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t kMostTogether = 64; ///< events in one commit

/// What a relay may have under way beyond the window it was given, before it counts as broken.
constexpr qsizetype kMostWaitingBytes = 2 * qsizetype(link::kWindowBytes) + kLongestFrame;

QString text(std::string_view word)
{
    return QString::fromLatin1(word.data(), qsizetype(word.size()));
}

/// The base URL with the link's path, as ws or wss; invalid where the token would travel in clear.
QUrl linkUrl(QUrl url)
{
    const auto host = url.host();
    const bool isLoopback = host == "127.0.0.1"_L1 || host == "::1"_L1 || host == "localhost"_L1;
    const bool isTls = url.scheme() == "https"_L1;
    if (!isTls && !(url.scheme() == "http"_L1 && isLoopback))
        return {};
    url.setScheme(isTls ? u"wss"_s : u"ws"_s);
    auto path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + text(link::kPath));
    return url;
}

QString problemOf(quint16 code)
{
    switch (link::CloseCode(code)) {
    case link::CloseCode::WrongToken:
        return u"wrongToken"_s;
    case link::CloseCode::TenantOff:
        return u"tenantOff"_s;
    case link::CloseCode::Superseded:
        return u"superseded"_s;
    case link::CloseCode::Version:
        return u"version"_s;
    case link::CloseCode::CursorBeyondHead:
        return u"cursorBeyondHead"_s;
    case link::CloseCode::Malformed:
    case link::CloseCode::TooLarge:
        return u"malformed"_s;
    case link::CloseCode::NoAcknowledgement:
        return u"stalled"_s;
    default:
        return u"closed"_s;
    }
}

/// Nothing gets better by dialling soon: the token, the tenant or the version has to change first, or another core
/// holds the link.
bool isLasting(quint16 code)
{
    using enum link::CloseCode;
    const auto known = link::CloseCode(code);
    return known == WrongToken || known == TenantOff || known == Superseded || known == Version;
}

qsizetype sizeOf(const std::vector<LinkEvent> &events)
{
    qsizetype size = 0;
    for (const auto &event : events)
        size += event.request.body.size();
    return size;
}

/// The next work. Frames that came while the last one was committed go into one commit, and one acknowledgement covers
/// them: else a relay that pushes each event by itself would wait for a sync per event.
template <class Work>
Work takeTogether(std::deque<Work> &queue)
{
    auto next = std::move(queue.front());
    queue.pop_front();
    auto *events = std::get_if<std::vector<LinkEvent>>(&next);
    while (events && !queue.empty()) {
        auto *more = std::get_if<std::vector<LinkEvent>>(&queue.front());
        if (!more || events->size() + more->size() > kMostTogether)
            break;
        std::move(more->begin(), more->end(), std::back_inserter(*events));
        queue.pop_front();
    }
    return next;
}

} // namespace

Link::Link(LinkTarget target, LinkSink &sink, TaskGroup &tasks, LinkTimings timings)
    : m_target(std::move(target)), m_sink(sink), m_tasks(tasks), m_timings(timings)
{
    m_redial.setObjectName(u"redial"_s);
    m_redial.setSingleShot(true);
    m_welcomeLimit.setSingleShot(true);
    connect(&m_redial, &QTimer::timeout, this, &Link::dial);
    connect(&m_ping, &QTimer::timeout, this, &Link::checkAlive);
    connect(&m_welcomeLimit, &QTimer::timeout, this, [this] { drop(u"unreachable"_s); });
    m_sinceUp.start();
}

Link::~Link()
{
    // A socket that is destroyed while it is open says so.
    if (m_socket)
        m_socket->disconnect(this);
}

void Link::start()
{
    if (m_health.state != LinkHealth::State::Off)
        return;
    m_sinceUp.start();
    dial();
}

void Link::stop()
{
    drop({}, quint16(link::CloseCode::Restart));
    m_redial.stop();
    setHealth(LinkHealth::State::Off, {});
}

std::chrono::milliseconds Link::downFor() const
{
    return isUp() ? std::chrono::milliseconds(0) : std::chrono::milliseconds(m_sinceUp.elapsed());
}

bool Link::isQuietFor(std::chrono::milliseconds time) const
{
    return isUp() && m_last >= m_head && !m_isWorking && std::chrono::milliseconds(m_sinceEvents.elapsed()) >= time;
}

void Link::dial()
{
    const auto url = linkUrl(m_target.url);
    if (!url.isValid()) {
        setHealth(LinkHealth::State::Waiting, u"unsafeUrl"_s);
        return;
    }
    ++m_connection;
    m_socket = std::make_unique<QWebSocket>();
    auto *socket = m_socket.get();
    socket->setMaxAllowedIncomingFrameSize(quint64(kLongestFrame));
    socket->setMaxAllowedIncomingMessageSize(quint64(kLongestFrame));
    // drop() cuts these connections, so that a socket's last signals don't meet the next one's state.
    connect(socket, &QWebSocket::connected, this, &Link::connected);
    connect(socket, &QWebSocket::textMessageReceived, this, &Link::textReceived);
    connect(socket, &QWebSocket::binaryMessageReceived, this, &Link::frameReceived);
    connect(socket, &QWebSocket::pong, this, [this] { m_unanswered = 0; });
    connect(socket, &QWebSocket::disconnected, this,
            [this, socket] { socketClosed(quint16(socket->closeCode()), socket->closeReason()); });
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this](QAbstractSocket::SocketError error) {
                if (error != QAbstractSocket::RemoteHostClosedError)
                    drop(u"unreachable"_s);
            });
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + m_target.token);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({text(link::kSubprotocol)});
    setHealth(LinkHealth::State::Dialling, m_health.problem);
    m_welcomeLimit.start(m_timings.welcomeWithin);
    m_socket->open(request, options);
}

void Link::connected()
{
    if (m_socket->subprotocol() != text(link::kSubprotocol)) {
        drop(u"version"_s, quint16(link::CloseCode::Version));
        return;
    }
    m_tasks.spawn(u"link.hello"_s, sayHello(m_connection));
}

QCoro::Task<> Link::sayHello(int connection)
{
    const QPointer self(this);
    const auto hello = co_await m_sink.hello();
    if (!self || connection != m_connection)
        co_return;
    if (!hello) {
        drop(u"storage"_s, quint16(link::CloseCode::Internal));
        co_return;
    }
    m_cursors = hello->cursors;
    m_socket->sendTextMessage(encodeHello(*hello));
}

void Link::textReceived(const QString &message)
{
    const auto control = parseControl(message);
    if (std::holds_alternative<LinkMalformed>(control)) {
        drop(u"malformed"_s, quint16(link::CloseCode::Malformed));
    } else if (const auto *welcome = std::get_if<LinkWelcome>(&control)) {
        welcomed(*welcome);
    } else if (const auto *gap = std::get_if<LinkGap>(&control)) {
        if (m_spool.isEmpty())
            return drop(u"malformed"_s, quint16(link::CloseCode::Malformed));
        qCWarning(lcLink, "the relay lost events %lld to %lld: %s", gap->from, gap->to, qUtf8Printable(gap->reason));
        m_last = std::max(m_last, gap->to);
        m_sinceEvents.start();
        enqueue(*gap);
    } else if (const auto *status = std::get_if<LinkStatus>(&control)) {
        m_health.quota = status->quota;
        m_health.quotaUsed = status->used;
        m_health.refused = status->refused;
        Q_EMIT healthChanged();
    }
}

void Link::welcomed(const LinkWelcome &welcome)
{
    if (!m_spool.isEmpty() || (!welcome.tenant.isEmpty() && welcome.tenant != m_target.tenant))
        return drop(u"malformed"_s, quint16(link::CloseCode::Malformed));
    m_welcomeLimit.stop();
    m_spool = welcome.spool;
    m_lastSpool = welcome.spool;
    m_last = m_cursors.value(m_spool, 0);
    m_head = welcome.head;
    m_sinceEvents.start();
    m_failures = 0;
    m_unanswered = 0;
    m_ping.start(m_timings.pingEvery);
    m_health.publicUrl = welcome.publicUrl;
    setHealth(LinkHealth::State::Up, {});
    Q_EMIT cameUp();
}

void Link::frameReceived(const QByteArray &frame)
{
    m_unanswered = 0;
    auto events = parseFrame(frame);
    if (!events || m_spool.isEmpty()) {
        qCWarning(lcLink, "a frame of the relay can't be read: %s",
                  events ? "before welcome" : qUtf8Printable(events.error()));
        return drop(u"malformed"_s, quint16(link::CloseCode::Malformed));
    }
    if (m_last > 0 && events->front().seq > m_last + 1) {
        qCWarning(lcLink, "events %lld to %lld are missing without a word", m_last + 1, events->front().seq - 1);
        Q_EMIT eventsMissing();
    }
    m_last = std::max(m_last, events->back().seq);
    m_sinceEvents.start();
    m_waitingBytes += sizeOf(*events);
    if (m_waitingBytes > kMostWaitingBytes)
        return drop(u"malformed"_s, quint16(link::CloseCode::TooLarge));
    enqueue(std::move(*events));
}

void Link::enqueue(Work work)
{
    m_work.push_back(std::move(work));
    if (!std::exchange(m_isWorking, true))
        m_tasks.spawn(u"link.work"_s, this->work(m_connection));
}

QCoro::Task<> Link::work(int connection)
{
    const QPointer self(this);
    while (!m_work.empty()) {
        auto next = takeTogether(m_work);
        const auto *events = std::get_if<std::vector<LinkEvent>>(&next);
        const auto size = events ? sizeOf(*events) : 0;
        const auto last = events ? events->back().seq : std::get<LinkGap>(next).to;
        const bool isGap = events == nullptr;
        const auto taken = co_await handOver(std::move(next));
        if (!self || connection != m_connection)
            co_return;
        if (!taken) {
            // Nothing was acknowledged, so the relay sends it again after the next dial.
            drop(u"storage"_s, quint16(link::CloseCode::Internal));
            co_return;
        }
        m_waitingBytes -= size;
        m_socket->sendTextMessage(encodeAck(last));
        if (isGap)
            Q_EMIT eventsMissing();
    }
    m_isWorking = false;
}

QCoro::Task<Result<>> Link::handOver(Work work)
{
    if (auto *events = std::get_if<std::vector<LinkEvent>>(&work))
        return m_sink.take(m_spool, std::move(*events));
    return m_sink.skip(m_spool, std::get<LinkGap>(work));
}

void Link::checkAlive()
{
    if (m_unanswered >= link::kPingsMissed)
        return drop(u"unreachable"_s);
    ++m_unanswered;
    m_socket->ping();
}

void Link::socketClosed(quint16 code, const QString &reason)
{
    const auto spool = spoolOf(reason);
    drop(!m_spool.isEmpty() || code >= 4000 ? problemOf(code) : u"unreachable"_s);
    if (isLasting(code))
        redialAfter(m_timings.redialMost);
    if (link::CloseCode(code) == link::CloseCode::CursorBeyondHead)
        m_tasks.spawn(u"link.startOver"_s, startOver(spool));
}

QString Link::spoolOf(const QString &reason) const
{
    // A relay that closes before its welcome names its spool in the close reason; an older one doesn't, and is taken
    // for what it was when it last said welcome. The cursors of other relays' spools are none of its business.
    if (!m_spool.isEmpty())
        return m_spool;
    for (const auto &named : {reason, m_lastSpool}) {
        if (m_cursors.contains(named))
            return named;
    }
    return m_cursors.size() == 1 ? m_cursors.firstKey() : QString();
}

QCoro::Task<> Link::startOver(QString spool)
{
    const QPointer self(this);
    if (spool.isEmpty()) {
        qCWarning(lcLink, "the relay doesn't say which spool ends before our cursor");
    } else if (const auto done = co_await m_sink.startOver(spool); !done) {
        qCWarning(lcLink, "the cursor of a spool could not be taken back");
    }
    if (self)
        Q_EMIT eventsMissing();
}

void Link::drop(const QString &problem, quint16 code)
{
    ++m_connection;
    m_ping.stop();
    m_welcomeLimit.stop();
    m_work.clear();
    m_isWorking = false;
    m_waitingBytes = 0;
    m_spool.clear();
    m_last = 0;
    if (auto *socket = m_socket.release()) {
        socket->disconnect(this);
        if (code != 0)
            socket->close(QWebSocketProtocol::CloseCode(code));
        else
            socket->abort();
        socket->deleteLater();
    }
    if (problem.isEmpty())
        return;
    setHealth(LinkHealth::State::Waiting, problem);
    redialAfter(redialDelay(m_failures++, QRandomGenerator::global()->generateDouble(), m_timings.redialLeast,
                            m_timings.redialMost));
}

void Link::redialAfter(std::chrono::milliseconds delay)
{
    m_redial.start(delay);
}

void Link::setHealth(LinkHealth::State state, const QString &problem)
{
    if (m_health.state == state && m_health.problem == problem)
        return;
    if (isUp())
        m_sinceUp.start();
    m_health.state = state;
    m_health.problem = problem;
    Q_EMIT healthChanged();
}

} // namespace counterbell::webhooks
