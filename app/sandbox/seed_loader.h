// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

struct Context;

/// Writes Twilio's part of a seed file into a new directory, in one transaction: `account`, `templates`,
/// `customers` (their handsets, opt-outs and windows), `messages` and `sends` with a sid (history). Fields it doesn't
/// know are ignored. The error is a sentence that names what is wrong; nothing was written then.
[[nodiscard]] tl::expected<void, QString> loadSeed(Context &context, const QJsonObject &seed);

} // namespace counterbell::sandbox
