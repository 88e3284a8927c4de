// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::inbox
{
class InboxService;
}

namespace counterbell::rpc
{

class MethodRegistry;

/// inbox.*
void addInboxMethods(MethodRegistry &registry, inbox::InboxService &inbox);

} // namespace counterbell::rpc
