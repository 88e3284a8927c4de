// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/clock.h"
#include "core/api/result.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <deque>
#include <functional>
#include <vector>

namespace counterbell::ui
{

/// What a handset received (CONTRACT 2).
struct HandsetMessage {
    QString sid;
    Channel channel = Channel::Sms;
    QString body;
    int media = 0; ///< how many files came with it
    Timestamp at;

    bool operator==(const HandsetMessage &) const = default;
};

/// What a handset can do.
struct HandsetState {
    bool onWhatsApp = true;
    bool reachable = true;
    bool reads = true;

    bool operator==(const HandsetState &) const = default;
};

/// The sandbox's control API on loopback, one call after the other: who leaves WhatsApp and then writes did it in that
/// order. Answers come later and once; an error is `internal` with a sentence of the
/// sandbox's in details.problem.
class SandboxApi : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<QJsonObject>)>;
    using Received = std::function<void(Result<std::vector<HandsetMessage>>)>;

    /// Where the sandbox is; empty while it is not known.
    void setBase(const QUrl &base) { m_base = base; }

    void write(const QString &number, Channel channel, const QString &body, const std::optional<QString> &buttonPayload,
               Done done);
    void received(const QString &number, Received done);
    void change(const QString &number, const HandsetState &state, Done done);
    void skip(std::chrono::seconds time, Done done);

private:
    void call(const QByteArray &verb, const QString &path, const QJsonObject &body, Done done);

    void sendNext();
    void finish(const Result<QJsonObject> &answer);

    struct Call {
        QByteArray verb;
        QString path;
        QJsonObject body;
        Done done;
    };
    std::deque<Call> m_waiting; ///< the first is under way
    QNetworkAccessManager m_network;
    QUrl m_base;
};

} // namespace counterbell::ui
