// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/connection_overrides.h"
#include "app/sandbox/http_message.h"

#include <QObject>
#include <QTimer>

class QSslSocket;

namespace counterbell::sandbox
{

/// Where and what to post. `target` is sent as it stands, byte for byte.
struct PostRequest {
    QByteArray method = "POST";
    bool tls = false;
    QString host;
    quint16 port = 80;
    QByteArray target;
    QList<Header> headers; ///< without Host, Content-Length and Connection
    QByteArray hostHeader;
    QByteArray body;
    std::chrono::milliseconds connectTime{5000};
    std::chrono::milliseconds readTime{15000};
};

/// One request on a connection of its own, never repeated by itself: QNetworkAccessManager would send a POST
/// again when its connection dies, and a webhook's retries must be exactly Twilio's. Deletes itself when done.
class OneShotPost : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(WebhookTry)>;
    static void start(PostRequest request, Done done, QObject *parent);

private:
    OneShotPost(PostRequest request, Done done, QObject *parent);

    void sendRequest();
    void readAnswer();
    void finish(WebhookTry outcome);
    void fail();

    PostRequest m_request;
    Done m_done;
    QSslSocket *m_socket;
    QTimer m_deadline;
    QByteArray m_answer;
    bool m_sent = false;
};

} // namespace counterbell::sandbox
