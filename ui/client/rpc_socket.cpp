// SPDX-License-Identifier: Apache-2.0
#include "ui/client/rpc_socket.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QNetworkRequest>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcSocket, "counterbell.client.socket", QtInfoMsg)

namespace counterbell::ui
{

namespace
{

constexpr quint64 kLargestAnswer = 64 * 1024 * 1024;
constexpr int kSilentBeats = 2;
constexpr int kWrongShape = -32602;

Error offline()
{
    return {Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}};
}

/// CONTRACT 3, "Errors".
Error errorOf(const QJsonObject &error)
{
    const auto data = error.value("data"_L1).toObject();
    if (const auto reason = fromWireName<Reason>(data.value("reason"_L1).toString()))
        return {*reason, data.value("details"_L1).toObject()};
    const auto isShape = error.value("code"_L1).toInteger() == kWrongShape;
    return {isShape ? Reason::InvalidArgument : Reason::Internal, {{u"problem"_s, error.value("message"_L1)}}};
}

} // namespace

RpcSocket::RpcSocket(const CoreAddress &address, SocketTimes times, QObject *parent)
    : QObject(parent), m_times(times), m_socket(new QWebSocket)
{
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingFrameSize(kLargestAnswer);
    m_socket->setMaxAllowedIncomingMessageSize(kLargestAnswer);
    m_opening.setSingleShot(true);
    m_expiry.setSingleShot(true);
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_opening.stop();
        m_heart.start(m_times.ping);
        Q_EMIT opened();
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, &RpcSocket::receive);
    connect(m_socket, &QWebSocket::pong, this, [this] { m_silentBeats = 0; });
    // Connecting may fail without ever being connected, and says so by the error alone.
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this] { end(m_socket->closeCode(), m_socket->errorString()); });
    connect(m_socket, &QWebSocket::disconnected, this, [this] { end(m_socket->closeCode(), m_socket->closeReason()); });
    connect(&m_opening, &QTimer::timeout, this, [this] { end(0, u"no answer to the upgrade"_s); });
    connect(&m_expiry, &QTimer::timeout, this, &RpcSocket::expire);
    connect(&m_heart, &QTimer::timeout, this, &RpcSocket::beat);

    QNetworkRequest request(address.url);
    request.setRawHeader("Authorization", "Bearer " + address.token);
    m_opening.start(m_times.connect);
    m_socket->open(request);
}

RpcSocket::~RpcSocket()
{
    m_socket->disconnect(this);
    delete m_socket;
}

void RpcSocket::request(QLatin1StringView method, const QJsonObject &parameters, CoreClient::RawAnswer answer)
{
    if (m_isEnded) {
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer)] { answer(tl::unexpected(offline())); }, Qt::QueuedConnection);
        return;
    }
    const auto id = ++m_lastId;
    m_waiting.emplace(id, Waiting{std::move(answer), QDeadlineTimer(m_times.call)});
    if (!m_expiry.isActive())
        m_expiry.start(m_times.call);
    const QJsonObject frame{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, parameters}};
    m_socket->sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
}

void RpcSocket::close()
{
    end(0, u"closed here"_s);
}

void RpcSocket::receive(const QString &text)
{
    m_silentBeats = 0;
    const auto frame = QJsonDocument::fromJson(text.toUtf8()).object();
    if (frame.value("method"_L1) == "event"_L1) {
        const auto params = frame.value("params"_L1).toObject();
        Q_EMIT event(params.value("seq"_L1).toInteger(), params.value("name"_L1).toString(),
                     params.value("data"_L1).toObject());
        return;
    }
    if (!frame.contains("id"_L1)) {
        qCWarning(lcSocket, "the core sent a frame that is neither an answer nor an event");
        return;
    }
    const auto id = frame.value("id"_L1).toInteger();
    if (frame.contains("error"_L1))
        finish(id, tl::unexpected(errorOf(frame.value("error"_L1).toObject())));
    else
        finish(id, frame.value("result"_L1).toObject());
}

void RpcSocket::finish(qint64 id, Result<QJsonObject> result)
{
    const auto found = m_waiting.find(id);
    if (found == m_waiting.end())
        return; // its time was over, it has been answered
    const auto answer = std::move(found->second.answer);
    m_waiting.erase(found);
    if (m_waiting.empty())
        m_expiry.stop();
    answer(std::move(result));
}

void RpcSocket::expire()
{
    std::vector<qint64> late;
    for (const auto &[id, waiting] : m_waiting) {
        if (waiting.deadline.hasExpired())
            late.push_back(id);
    }
    const QPointer<RpcSocket> self(this);
    for (const auto id : late) {
        finish(id, tl::unexpected(Error{Reason::ShuttingDown, {{u"problem"_s, u"timeout"_s}}}));
        if (!self)
            return;
    }
    // Ids rise with their deadlines: the first one left is the next to end.
    if (!m_waiting.empty())
        m_expiry.start(std::max(1ms, std::chrono::milliseconds(m_waiting.begin()->second.deadline.remainingTime())));
}

void RpcSocket::beat()
{
    if (++m_silentBeats > kSilentBeats)
        return end(0, u"no sign of life"_s);
    m_socket->ping();
}

void RpcSocket::end(int code, const QString &why)
{
    if (m_isEnded)
        return;
    m_isEnded = true;
    m_opening.stop();
    m_expiry.stop();
    m_heart.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    const auto waiting = std::exchange(m_waiting, {});
    const QPointer<RpcSocket> self(this);
    for (const auto &[id, call] : waiting)
        call.answer(tl::unexpected(offline()));
    if (self)
        Q_EMIT closed(code, why);
}

} // namespace counterbell::ui
