// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/one_shot_post.h"

#include <QSslSocket>

namespace counterbell::sandbox
{

namespace
{

constexpr qsizetype kMaxAnswerHead = 64 * 1024; // Twilio gives up above 64 kB (11750)

} // namespace

void OneShotPost::start(PostRequest request, Done done, QObject *parent)
{
    new OneShotPost(std::move(request), std::move(done), parent);
}

OneShotPost::OneShotPost(PostRequest request, Done done, QObject *parent)
    : QObject(parent), m_request(std::move(request)), m_done(std::move(done)), m_socket(new QSslSocket(this))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &OneShotPost::fail);
    connect(m_socket, &QSslSocket::readyRead, this, &OneShotPost::readAnswer);
    connect(m_socket, &QSslSocket::errorOccurred, this, &OneShotPost::fail);
    connect(m_socket, &QSslSocket::disconnected, this, &OneShotPost::fail);
    m_deadline.start(m_request.connectTime);
    if (m_request.tls) {
        connect(m_socket, &QSslSocket::encrypted, this, &OneShotPost::sendRequest);
        m_socket->connectToHostEncrypted(m_request.host, m_request.port);
    } else {
        connect(m_socket, &QSslSocket::connected, this, &OneShotPost::sendRequest);
        m_socket->connectToHost(m_request.host, m_request.port);
    }
}

void OneShotPost::sendRequest()
{
    m_sent = true;
    m_deadline.start(m_request.readTime);
    QByteArray head = m_request.method + ' ' + m_request.target + " HTTP/1.1\r\nHost: " + m_request.hostHeader + "\r\n";
    for (const auto &[name, value] : m_request.headers)
        head += name + ": " + value + "\r\n";
    if (m_request.method == "POST")
        head += "Content-Length: " + QByteArray::number(m_request.body.size()) + "\r\n";
    m_socket->write(head + "Connection: close\r\n\r\n" + m_request.body);
}

void OneShotPost::readAnswer()
{
    m_answer += m_socket->readAll();
    if (!m_answer.contains("\r\n\r\n")) {
        if (m_answer.size() > kMaxAnswerHead)
            fail();
        return;
    }
    // The status is all that counts: the content of an answer is ignored (FACTS 5.1).
    const auto words = m_answer.left(m_answer.indexOf("\r\n")).split(' ');
    bool ok = false;
    const int status = words.size() >= 2 && words[0].startsWith("HTTP/1.") ? words[1].toInt(&ok) : 0;
    if (ok && status / 100 == 1) {
        m_answer.remove(0, m_answer.indexOf("\r\n\r\n") + 4);
        return readAnswer();
    }
    finish(ok ? WebhookTry{WebhookTry::End::Answered, status} : WebhookTry{WebhookTry::End::ReadFailed});
}

void OneShotPost::fail()
{
    finish({m_sent ? WebhookTry::End::ReadFailed : WebhookTry::End::ConnectFailed});
}

void OneShotPost::finish(WebhookTry outcome)
{
    const auto done = std::exchange(m_done, nullptr);
    if (!done)
        return;
    m_deadline.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    deleteLater();
    done(outcome);
}

} // namespace counterbell::sandbox
