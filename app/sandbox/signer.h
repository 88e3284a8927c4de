// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/form.h"

namespace counterbell::sandbox
{

/// X-Twilio-Signature of a request (FACTS 3): base64 of HMAC-SHA1, keyed with the auth token, over the URL as it
/// is configured, without fragment, followed by each parameter's name and value, sorted by name in code-point
/// order; several values of one name are sorted and repeats dropped. A JSON or GET request has no `params`.
[[nodiscard]] QByteArray twilioSignature(const QString &authToken, const QString &url, const Form &params);

} // namespace counterbell::sandbox
