// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::webhooks
{
class RelayService;
}

namespace counterbell::rpc
{

class MethodRegistry;

/// relays.*
void addRelayMethods(MethodRegistry &registry, webhooks::RelayService &relays);

} // namespace counterbell::rpc
