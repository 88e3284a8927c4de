// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::sandbox
{

struct Context;
class Router;

/// GET Accounts/{AC}.json and POST Keys.json for the auth token alone, GET Balance.json for every key (FACTS 1.6).
/// A key that was made there is a Standard key.
void addAccountApi(Router &router, Context &context);

/// …/IncomingPhoneNumbers: list by number, fetch, and registering SmsUrl and its fallback (FACTS 9.2).
void addNumbersApi(Router &router, Context &context);

} // namespace counterbell::sandbox
