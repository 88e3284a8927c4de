// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>

namespace counterbell::rpc
{

class MethodRegistry;

/// The OpenRPC 1.2.6 document of exactly what is registered: parameters by name with their JSON Schemas, the
/// result, the errors, and the permission's word as `x-permission`.
[[nodiscard]] QJsonObject openRpcDocument(const MethodRegistry &registry);

/// Adds rpc.discover and system.version. `registry` describes itself, so it has to stay where it is.
void addDiscovery(MethodRegistry &registry);

} // namespace counterbell::rpc
