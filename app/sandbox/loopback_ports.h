// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <QTcpServer>

#include <map>
#include <memory>

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
    [[nodiscard]] bool holds(quint16 port) const { return m_held.contains(port); }
    /// Lets a port go, for the program that is about to listen there. Ports not held are nobody's matter.
    void release(quint16 port) { m_held.erase(port); }

private:
    std::map<quint16, std::unique_ptr<QTcpServer>> m_held;
};

} // namespace counterbell::sandbox
