// SPDX-License-Identifier: Apache-2.0
#include "tests/support/script_server.h"

#include <QTcpSocket>

#include <sys/socket.h>

namespace counterbell::test
{

Reaction answer(int status, QByteArray body, Headers headers)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n";
    for (const auto &[name, value] : headers)
        bytes += name + ": " + value + "\r\n";
    if (status != 204 && status != 304)
        bytes += "content-length: " + QByteArray::number(body.size()) + "\r\n";
    return raw(bytes + "\r\n" + body);
}

Reaction raw(QByteArray bytes)
{
    return [bytes = std::move(bytes)](QTcpSocket &socket) {
        socket.write(bytes);
        socket.flush();
    };
}

Reaction rawThenClose(QByteArray bytes)
{
    return [bytes = std::move(bytes)](QTcpSocket &socket) {
        socket.write(bytes);
        socket.disconnectFromHost();
    };
}

Reaction closeConnection()
{
    return [](QTcpSocket &socket) { socket.disconnectFromHost(); };
}

Reaction resetConnection()
{
    return [](QTcpSocket &socket) {
        const linger now{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket.abort();
    };
}

Reaction silence()
{
    return [](QTcpSocket &) {};
}

} // namespace counterbell::test
