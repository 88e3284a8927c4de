// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QString>

#include <utility>

namespace counterbell::e2e
{

/// An answer over HTTP; status 0 when there was none.
struct HttpAnswer {
    int status = 0;
    QByteArray body;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// Plain HTTP to the programs under test, one request at a time: each call runs the event loop until it is answered.
class Http
{
public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    HttpAnswer get(const QString &url, const Headers &headers = {});
    HttpAnswer post(const QString &url, const QByteArray &body, const Headers &headers);
    HttpAnswer postJson(const QString &url, const QJsonObject &body) { return sendJson("POST", url, body); }
    HttpAnswer sendJson(const QByteArray &verb, const QString &url, const QJsonObject &body);

private:
    HttpAnswer send(const QByteArray &verb, const QString &url, const QByteArray &body, const Headers &headers);

    QNetworkAccessManager m_network;
};

} // namespace counterbell::e2e
