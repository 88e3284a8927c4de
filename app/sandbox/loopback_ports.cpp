// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/loopback_ports.h"

#include <QRandomGenerator>

namespace counterbell::sandbox
{

bool isPortFree(quint16 port)
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost, port);
}

quint16 PortPicker::pick()
{
    constexpr int kLowest = 20000;
    constexpr int kBeyond = 32000; // Linux gives outgoing connections 32768 and up
    for (int tries = 0; tries < 200; ++tries) {
        auto server = std::make_unique<QTcpServer>();
        if (server->listen(QHostAddress::LocalHost,
                           static_cast<quint16>(QRandomGenerator::system()->bounded(kLowest, kBeyond)))) {
            const auto port = server->serverPort();
            m_held.emplace(port, std::move(server));
            return port;
        }
    }
    return 0;
}

} // namespace counterbell::sandbox
