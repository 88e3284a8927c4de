// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/http_connection.h"

#include <QPointer>
#include <QTcpSocket>

namespace counterbell::sandbox
{

namespace
{

constexpr qsizetype kMaxPipelined = 32;
constexpr std::chrono::seconds kRequestTime{15};
constexpr std::chrono::seconds kIdleTime{75};

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "CREATED";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

bool wantsClose(const HttpRequest &request)
{
    return request.header("Connection").compare("close", Qt::CaseInsensitive) == 0;
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, HttpHandler handler, std::function<QByteArray()> now,
                               QObject *parent)
    : QObject(parent), m_socket(socket), m_handler(std::move(handler)), m_now(std::move(now))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(256 * 1024);
    m_idle.setSingleShot(true);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::readMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        m_socket->abort();
        deleteLater();
    });
    restartClock();
}

void HttpConnection::readMore()
{
    if (m_closing || qsizetype(m_slots.size()) >= kMaxPipelined)
        return; // the socket's own bounded buffer holds the rest, and the client waits
    m_parser.feed(m_socket->readAll());
    takeRequests();
}

void HttpConnection::takeRequests()
{
    const QPointer<HttpConnection> self(this);
    while (self && !m_closing && qsizetype(m_slots.size()) < kMaxPipelined) {
        auto outcome = m_parser.next();
        if (!outcome)
            break;
        if (auto *bad = std::get_if<BadRequest>(&*outcome))
            return answerAndClose(bad->status);
        if (std::holds_alternative<WantsContinue>(*outcome)) {
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            continue;
        }
        handle(std::get<HttpRequest>(std::move(*outcome)));
    }
    if (self)
        restartClock();
}

void HttpConnection::handle(HttpRequest request)
{
    auto slot = std::make_shared<Slot>();
    slot->closeAfter = wantsClose(request);
    m_slots.push_back(slot);
    HttpResponder responder([self = QPointer<HttpConnection>(this), slot](HttpResponse response) {
        slot->response = std::move(response);
        if (self)
            self->writeReady();
    });
    m_handler(std::move(request), std::move(responder));
}

void HttpConnection::answerAndClose(int status)
{
    auto slot = std::make_shared<Slot>();
    slot->response = HttpResponse{status, {}, {}};
    slot->closeAfter = true;
    m_slots.push_back(slot);
    writeReady();
}

void HttpConnection::writeReady()
{
    while (!m_closing && !m_slots.empty() && m_slots.front()->response) {
        const auto slot = m_slots.front();
        m_slots.pop_front();
        if (slot->response->status == 0) {
            m_closing = true;
            m_socket->abort();
            return;
        }
        write(*slot->response, slot->closeAfter);
        if (slot->closeAfter) {
            m_closing = true;
            m_socket->disconnectFromHost();
            return;
        }
    }
    restartClock();
    if (!m_closing) // what was left in the buffers while the pipeline was full
        QMetaObject::invokeMethod(this, &HttpConnection::readMore, Qt::QueuedConnection);
}

void HttpConnection::write(const HttpResponse &response, bool close)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    if (response.status != 204)
        head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    head += "Date: " + m_now() + "\r\n";
    head += close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    m_socket->write(head + response.body);
}

/// A started request has 15 s to arrive, an open connection 75 s to say something; one that waits for our
/// answer has no deadline.
void HttpConnection::restartClock()
{
    if (!m_slots.empty())
        m_idle.stop();
    else if (!m_parser.isMidRequest())
        m_idle.start(kIdleTime);
    else if (!m_idle.isActive() || m_idle.intervalAsDuration() != kRequestTime)
        m_idle.start(kRequestTime);
}

} // namespace counterbell::sandbox
