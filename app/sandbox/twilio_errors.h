// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

namespace counterbell::sandbox
{

/// A refusal in Twilio's words: one of its codes, and the HTTP status it comes with.
struct TwilioError {
    int code = 20500;
    int status = 500;
    QString message;
};

/// The name that Twilio's dictionary gives a code (FACTS 7.2); empty for one the sandbox never uses.
[[nodiscard]] QString errorTitle(int code);
/// The refusal of that code with its usual status; `message` replaces the dictionary's title.
[[nodiscard]] TwilioError twilioError(int code, const QString &message = {});
/// `{"code", "message", "more_info", "status"}` (FACTS 1.7)
[[nodiscard]] HttpResponse errorAnswer(const TwilioError &error);

} // namespace counterbell::sandbox
