// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

#include <QJsonObject>

namespace counterbell
{

/// The seeded shop that is built into the program (resources/seed/README.md).
[[nodiscard]] QJsonObject builtInSeed();

/// Fills a new sandbox workspace: members, customers with their consents, jobs, conversations with their messages, and
/// the send log. All times count from `now`. Announces nothing.
void loadSeed(store::Tx &tx, const QJsonObject &seed, Timestamp now);

} // namespace counterbell
