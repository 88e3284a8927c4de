// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/error.h"

#include <optional>

namespace counterbell::ui
{

/// What is wrong with a setting and how to fix it, for `invalidArgument`; nothing for arguments that aren't settings.
/// Only errorSentence() asks.
[[nodiscard]] std::optional<QString> settingSentence(const Error &error);

} // namespace counterbell::ui
