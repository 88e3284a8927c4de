// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QUrl>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QSslConfiguration;
class QTcpServer;
class QTcpSocket;

namespace counterbell::test
{

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

/// A request as it arrived, bytes untouched.
struct SeenRequest {
    QByteArray method;
    QByteArray target;
    Headers headers = {}; ///< names in lower case
    QByteArray body = {};
    int connection = 0; ///< 1 for the first that was accepted

    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// What the server does to a request.
using Reaction = std::function<void(QTcpSocket &)>;

[[nodiscard]] Reaction answer(int status, QByteArray body, Headers headers = {{"content-type", "application/json"}});
[[nodiscard]] Reaction raw(QByteArray bytes);          ///< these bytes, then nothing
[[nodiscard]] Reaction rawThenClose(QByteArray bytes); ///< these bytes, then an orderly end
[[nodiscard]] Reaction closeConnection();              ///< FIN without an answer
[[nodiscard]] Reaction resetConnection();              ///< RST without an answer
[[nodiscard]] Reaction silence();                      ///< never an answer

/// An HTTP/1.1 server on a free loopback port that plays a script and remembers everything that reached it.
/// Each complete request takes the next reaction; one too many gets status 500 and is counted all the same.
class ScriptServer : public QObject
{
    Q_OBJECT

public:
    explicit ScriptServer(QObject *parent = nullptr);
    explicit ScriptServer(const QSslConfiguration &tls, QObject *parent = nullptr);
    ~ScriptServer() override;

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    void then(Reaction reaction) { m_script.push_back(std::move(reaction)); }
    /// Reacts to the next request's head alone, before its body was read.
    void atNextHead(Reaction reaction) { m_headReaction = std::move(reaction); }
    void closeAllConnections();
    void stopListening();

    /// Complete requests, in order of arrival.
    [[nodiscard]] const std::vector<SeenRequest> &requests() const { return m_requests; }
    /// Heads that arrived, with or without their body.
    [[nodiscard]] int heads() const { return m_heads; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] bool scriptIsPlayed() const { return m_script.empty(); }

    /// Returns once everything that had been sent to this server has been read: afterwards a count is final.
    void fence();

private:
    struct Peer {
        int number = 0;
        QByteArray unread = {};
        std::optional<SeenRequest> head = {}; ///< its body still to come
    };

    void listen();
    void read(QTcpSocket *socket);
    bool takeHead(QTcpSocket *socket, Peer &peer);
    void react(QTcpSocket *socket, SeenRequest request);

    std::unique_ptr<QTcpServer> m_server;
    bool m_isEncrypted = false;
    quint16 m_port = 0;
    QHash<QTcpSocket *, Peer> m_peers;
    std::deque<Reaction> m_script;
    Reaction m_headReaction;
    std::vector<SeenRequest> m_requests;
    int m_heads = 0;
    int m_connections = 0;
    int m_fences = 0;
};

} // namespace counterbell::test
