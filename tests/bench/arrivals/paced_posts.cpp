// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/arrivals/paced_posts.h"

#include "tests/bench/console/stopwatch.h"

#include <QTcpSocket>

#include <stdexcept>

namespace counterbell::bench
{

namespace
{

constexpr int kConnections = 16;
constexpr int kPatienceMs = 5'000;

} // namespace

PacedPosts::PacedPosts(const QUrl &relay, std::vector<QByteArray> requests, int perSecond)
    : m_requests(std::move(requests)), m_stepNs(1'000'000'000 / perSecond), m_dueNs(m_requests.size(), 0)
{
    for (int i = 0; i < kConnections; ++i) {
        auto connection = std::make_unique<Connection>();
        connection->socket = new QTcpSocket(this);
        connection->socket->connectToHost(relay.host(), quint16(relay.port()));
        if (!connection->socket->waitForConnected(kPatienceMs))
            throw std::runtime_error("the relay can't be reached");
        connection->socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(connection->socket, &QTcpSocket::readyRead, this, [this, c = connection.get()] { read(c); });
        m_free.push_back(connection.get());
        m_connections.push_back(std::move(connection));
    }
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PacedPosts::tick);
}

void PacedPosts::start()
{
    m_startNs = nowNs();
    m_timer.start(1);
}

void PacedPosts::tick()
{
    const auto now = nowNs();
    for (; m_due < m_requests.size() && m_startNs + qint64(m_due) * m_stepNs <= now; ++m_due)
        m_dueNs[m_due] = m_startNs + qint64(m_due) * m_stepNs;
    while (m_sent < m_due && !m_free.empty()) {
        auto *const connection = m_free.front();
        m_free.pop_front();
        send(connection);
    }
    if (m_sent == m_requests.size())
        m_timer.stop();
}

void PacedPosts::send(Connection *connection)
{
    connection->request = m_sent++;
    connection->socket->write(m_requests[connection->request]);
    connection->socket->flush();
}

void PacedPosts::read(Connection *connection)
{
    connection->in += connection->socket->readAll();
    const auto end = connection->in.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    m_refused += connection->in.startsWith("HTTP/1.1 204") ? 0 : 1;
    connection->in.clear(); // a 204 has no body
    m_answeredNs.push_back(nowNs() - m_dueNs[connection->request]);
    m_free.push_back(connection);
    Q_EMIT answered();
}

} // namespace counterbell::bench
