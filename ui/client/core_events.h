// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

namespace counterbell::ui
{

/// Turns an event of CONTRACT 3 into the client's signal for it. `conversation.updated` and `contact.updated` may say
/// that the row is gone: erased, or joined into another. False when it can't be read; unknown names are skipped.
[[nodiscard]] bool emitEvent(CoreClient &client, const QString &name, const QJsonObject &data);

} // namespace counterbell::ui
