// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/message_store.h"

#include <QJsonObject>

namespace counterbell::sandbox
{

struct Context;

/// The Message resource as the 2010 API shows it (FACTS 1.2): counts and price are strings, the error code is a
/// number or null, dates are RFC 2822, links are relative.
[[nodiscard]] QJsonObject messageJson(const Context &context, const Message &message);
/// One entry of `media_list` (FACTS 1.5).
[[nodiscard]] QJsonObject mediaJson(const Context &context, const Media &media);

} // namespace counterbell::sandbox
