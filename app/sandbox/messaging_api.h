// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::sandbox
{

struct Context;
class Router;

/// messaging.twilio.com: Channels/Senders v2 (FACTS 9.3) and the typing indicator, v2 as a form and v3 as JSON
/// (FACTS 4.4), which also marks the customer's message read.
void addMessagingApi(Router &router, Context &context);

/// messaging.twilio.com/v1/Services (FACTS 9.1), as far as sending through one and its status callback need it.
void addServicesApi(Router &router, Context &context);

} // namespace counterbell::sandbox
