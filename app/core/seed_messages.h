// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/seed_keys.h"
#include "core/store/transaction.h"

namespace counterbell
{

/// The seed's conversations with their messages, oldest first, and the sends that have no message.
void loadConversations(store::Tx &tx, const QJsonArray &conversations, SeedKeys &keys);
void loadMessages(store::Tx &tx, const QJsonArray &messages, const QJsonObject &account, const SeedKeys &keys);
void loadSends(store::Tx &tx, const QJsonArray &sends, const QJsonObject &account, const SeedKeys &keys);
/// How each conversation stands now, after its messages are in.
void settleConversations(store::Tx &tx, const QJsonArray &conversations, const SeedKeys &keys);

} // namespace counterbell
