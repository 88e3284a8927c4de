// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <QTcpServer>

#include <memory>
#include <vector>

namespace counterbell::sandbox
{

/// True when a program could listen on 127.0.0.1:`port` now.
[[nodiscard]] bool isPortFree(quint16 port);

/// Free loopback ports, each held until it is let go, so that two picks never meet.
/// They lie below the range from which the system takes ports for outgoing connections: a port of that range could
/// be taken by somebody's connection while its program is being restarted.
class PortPicker
{
public:
    /// 0 when none was found.
    [[nodiscard]] quint16 pick();
    /// Frees every port picked, for the programs that are about to listen.
    void release() { m_held.clear(); }

private:
    std::vector<std::unique_ptr<QTcpServer>> m_held;
};

} // namespace counterbell::sandbox
