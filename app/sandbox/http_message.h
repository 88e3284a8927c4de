// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/form.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace counterbell::sandbox
{

using Header = std::pair<QByteArray, QByteArray>;

/// One complete request. `target` is what stood in the request line, byte for byte; `params` are the `{name}`
/// segments of the route that took it, percent-decoded; `route` is that route's pattern.
struct HttpRequest {
    QByteArray method;
    QByteArray target;
    QByteArray path;
    Form query = {};
    QList<Header> headers = {};
    QByteArray body = {};
    QHash<QString, QString> params = {};
    QString route = {};

    /// The first header of that name, case-insensitive; null when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// The body as a form, however it is labelled.
    [[nodiscard]] Form form() const { return Form::parse(body); }
};

/// What goes back. Content-Length, Date and Connection are added by the server.
struct HttpResponse {
    int status = 200;
    QList<Header> headers = {};
    QByteArray body = {};

    void addHeader(const QByteArray &name, const QByteArray &value) { headers.emplaceBack(name, value); }
    [[nodiscard]] static HttpResponse json(int status, const QJsonObject &object);
};

/// The right to answer one request, once, now or later. Copies share that right; when the last copy goes
/// without an answer the client gets a 500, so a forgotten answer can't hang a connection.
class HttpResponder
{
public:
    /// A status of 0 tells the sink that the connection is to be cut.
    using Sink = std::function<void(HttpResponse)>;

    explicit HttpResponder(Sink sink);

    void send(HttpResponse response) const;
    /// Closes the connection without a byte of answer (faults loseAnswers and loseRequests).
    void cutConnection() const;

private:
    struct Pending;
    std::shared_ptr<Pending> m_pending;
};

using HttpHandler = std::function<void(HttpRequest, HttpResponder)>;

} // namespace counterbell::sandbox
