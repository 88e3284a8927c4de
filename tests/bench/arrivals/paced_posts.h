// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <deque>
#include <vector>

class QTcpSocket;

namespace counterbell::bench
{

/// Posts prepared requests one by one at an even pace over connections that stay open. Times count from when a request
/// was due, so that a late one isn't flattered.
class PacedPosts : public QObject
{
    Q_OBJECT

public:
    PacedPosts(const QUrl &relay, std::vector<QByteArray> requests, int perSecond);

    void start();
    /// When request `index` was due, on the monotonic clock; 0 before.
    [[nodiscard]] qint64 dueNs(size_t index) const { return m_dueNs[index]; }
    /// Nanoseconds from due to the relay's answer.
    [[nodiscard]] const std::vector<qint64> &answeredNs() const { return m_answeredNs; }
    [[nodiscard]] int refused() const { return m_refused; }

Q_SIGNALS:
    void answered();

private:
    struct Connection {
        QTcpSocket *socket = nullptr;
        QByteArray in;
        size_t request = 0;
    };
    void tick();
    void send(Connection *connection);
    void read(Connection *connection);

    const std::vector<QByteArray> m_requests;
    const qint64 m_stepNs;
    QTimer m_timer;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::deque<Connection *> m_free;
    std::vector<qint64> m_dueNs;
    std::vector<qint64> m_answeredNs;
    size_t m_due = 0;
    size_t m_sent = 0;
    qint64 m_startNs = 0;
    int m_refused = 0;
};

} // namespace counterbell::bench
