// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_parser.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

class QTcpSocket;

namespace counterbell::sandbox
{

/// One client's connection: keep-alive, and pipelined requests answered in the order in which they came,
/// whichever of them is ready first. Deletes itself with its socket.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    /// `now` gives the Date header's text: this is Twilio's clock, not the machine's.
    HttpConnection(QTcpSocket *socket, HttpHandler handler, std::function<QByteArray()> now, QObject *parent);

private:
    struct Slot {
        std::optional<HttpResponse> response;
        bool closeAfter = false;
    };

    void readMore();
    void takeRequests();
    void handle(HttpRequest request);
    void answerAndClose(int status);
    void writeReady();
    void write(const HttpResponse &response, bool close);
    void restartClock();

    QTcpSocket *m_socket;
    HttpHandler m_handler;
    std::function<QByteArray()> m_now;
    HttpParser m_parser;
    std::deque<std::shared_ptr<Slot>> m_slots;
    QTimer m_idle;
    bool m_closing = false;
};

} // namespace counterbell::sandbox
