// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/seed_keys.h"
#include "core/store/transaction.h"

namespace counterbell
{

/// The seed's workspace settings, members, customers with their consents, and jobs.
void loadShop(store::Tx &tx, const QJsonObject &workspace);
void loadMembers(store::Tx &tx, const QJsonArray &members, SeedKeys &keys);
void loadCustomers(store::Tx &tx, const QJsonArray &customers, SeedKeys &keys);
void loadJobs(store::Tx &tx, const QJsonArray &jobs, SeedKeys &keys);

} // namespace counterbell
