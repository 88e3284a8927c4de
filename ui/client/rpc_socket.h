// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_address.h"
#include "ui/client/core_client.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <map>

class QWebSocket;

namespace counterbell::ui
{

/// Times of one connection, on the steady clock.
struct SocketTimes {
    std::chrono::milliseconds connect{5'000}; ///< for the upgrade
    std::chrono::milliseconds call{20'000};   ///< for an answer
    std::chrono::milliseconds ping{20'000};   ///< between pings; two without a sign of life end the connection
};

/// One connection to a core, for one use: opened, then gone. Every request is answered once, when the connection ends
/// too, and never inside request().
class RpcSocket : public QObject
{
    Q_OBJECT

public:
    RpcSocket(const CoreAddress &address, SocketTimes times, QObject *parent = nullptr);
    ~RpcSocket() override;

    void request(QLatin1StringView method, const QJsonObject &parameters, CoreClient::RawAnswer answer);
    /// Ends it; `closed` follows once.
    void close();

Q_SIGNALS:
    void opened();
    void event(qint64 seq, const QString &name, const QJsonObject &data);
    /// Never opened, or open no more. `code` is the close frame's, 0 without one.
    void closed(int code, const QString &why);

private:
    struct Waiting {
        CoreClient::RawAnswer answer;
        QDeadlineTimer deadline;
    };
    void receive(const QString &text);
    void finish(qint64 id, Result<QJsonObject> result);
    void expire();
    void beat();
    void end(int code, const QString &why);

    const SocketTimes m_times;
    QWebSocket *m_socket;
    std::map<qint64, Waiting> m_waiting;
    qint64 m_lastId = 0;
    QTimer m_opening;
    QTimer m_expiry;
    QTimer m_heart;
    int m_silentBeats = 0;
    bool m_isEnded = false;
};

} // namespace counterbell::ui
