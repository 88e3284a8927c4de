// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/form.h"
#include "app/sandbox/message_store.h"
#include "app/sandbox/twilio_errors.h"

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

struct Context;

/// A message that was accepted, and what it carries.
struct Accepted {
    Message message;
    QStringList mediaUrls;
};

/// POST Messages.json up to its 201: every synchronous refusal of FACTS 1.1, 6.3, 7.2, 7.3 and 8, and what will
/// fail later (63016 …) noted in `plannedError`. Reads, writes nothing.
[[nodiscard]] tl::expected<Accepted, TwilioError> checkCreate(const Context &context, const Form &form);

/// Writes the message and its media in one transaction.
[[nodiscard]] bool storeAccepted(Context &context, Accepted *accepted);

} // namespace counterbell::sandbox
