// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/http_message.h"

#include <QObject>
#include <QTimer>

class QNetworkAccessManager;
class QNetworkReply;

namespace counterbell::messaging
{

class OneShotBody;

/// One request and what became of it. Decides in the moment the reply ends, tells from the event loop, so that
/// nobody is resumed in the middle of an abort.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    HttpExchange(QNetworkAccessManager &network, HttpRequest request, QObject *parent = nullptr);

    void abort();
    [[nodiscard]] HttpOutcome takeOutcome() { return std::move(m_outcome); }

Q_SIGNALS:
    void finished(); ///< once, never from within the constructor or abort()

private:
    void readSome();
    void settle();
    [[nodiscard]] HttpOutcome decide();
    [[nodiscard]] bool nothingWentOut(bool isAnswered) const;

    HttpRequest m_request;
    OneShotBody *m_body = nullptr;    ///< of a POST
    QNetworkReply *m_reply = nullptr; ///< until settled
    QTimer m_deadline;
    QByteArray m_received;
    bool m_isTimedOut = false;
    bool m_isTooLarge = false;
    HttpOutcome m_outcome;
};

} // namespace counterbell::messaging
