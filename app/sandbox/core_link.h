// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include <tl/expected.hpp>

#include <functional>

namespace counterbell::sandbox
{

/// A JSON-RPC connection to the core that `up` runs (CONTRACT 3), found through its core.json and renewed for as long
/// as there is one. Calls answer once: with the result, or with a sentence.
class CoreLink : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(tl::expected<QJsonObject, QString>)>;

    /// `coreJson` is the file that the core writes: {url, pid, token}.
    explicit CoreLink(QString coreJson, QObject *parent = nullptr);
    ~CoreLink() override;

    /// Looks for the core with this process id from now on. A core.json of another process is of an earlier run,
    /// whose port may be somebody else's by now: the token isn't shown to it.
    void follow(qint64 processId);

    void call(const QString &method, const QJsonObject &params, Answer answer);
    [[nodiscard]] bool isConnected() const { return m_isConnected; }
    [[nodiscard]] const QString &url() const { return m_url; }
    [[nodiscard]] const QString &token() const { return m_token; }

Q_SIGNALS:
    void connected();

private:
    void look();
    void receive(const QString &frame);
    void lose();

    QString m_coreJson;
    qint64 m_processId = 0;
    QString m_url;
    QString m_token;
    QWebSocket m_socket;
    QTimer m_retry;
    QHash<int, Answer> m_waiting;
    int m_lastId = 0;
    bool m_isConnected = false;
};

} // namespace counterbell::sandbox
