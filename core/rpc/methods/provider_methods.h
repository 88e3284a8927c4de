// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::messaging
{
class ProviderService;
}

namespace counterbell::rpc
{

class MethodRegistry;

/// providers.*
void addProviderMethods(MethodRegistry &registry, messaging::ProviderService &providers);

} // namespace counterbell::rpc
