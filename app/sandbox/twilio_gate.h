// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

namespace counterbell::sandbox
{

struct Context;

/// Who may call: the auth token opens everything, a Standard key everything but accounts and keys (FACTS 1.6).
enum class Access { AnyKey, AuthTokenOnly };

using TwilioCall = std::function<void(const HttpRequest &, const HttpResponder &)>;

/// The door of every Twilio-side call: counts it, refuses too many at once (429/20429), checks the Basic
/// credentials (401/20003) and the account in the path, and puts Twilio's headers on the answer.
[[nodiscard]] HttpHandler twilioGate(Context &context, TwilioCall call, Access access = Access::AnyKey);

/// Counts the answer in /sandbox/account and passes it on.
[[nodiscard]] HttpResponder counted(Context &context, const HttpRequest &request, const HttpResponder &responder);

} // namespace counterbell::sandbox
