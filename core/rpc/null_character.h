// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>

namespace counterbell::rpc
{

/// Whether a text in it holds U+0000, however deep. JSON can say it, no person types it, and PostgreSQL can't keep it:
/// such a request is refused whatever the database, so that all behave alike.
[[nodiscard]] bool holdsNullCharacter(const QJsonValue &value);

} // namespace counterbell::rpc
