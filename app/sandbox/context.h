// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/account_state.h"
#include "app/sandbox/faults.h"
#include "app/sandbox/handsets.h"
#include "app/sandbox/message_store.h"
#include "app/sandbox/sandbox_clock.h"
#include "app/sandbox/traffic.h"

namespace counterbell::sandbox
{

class Delivery;
class WebhookSender;

/// What the parts of one sandbox share. SandboxServer owns all of it; everything runs on its thread.
struct Context {
    Database &database;
    AccountState state;
    MessageStore messages;
    Handsets handsets;
    SandboxClock clock;
    Faults faults;
    Traffic traffic;
    Account account;
    QString baseUrl;      ///< `http://127.0.0.1:4010`, for every host of Twilio's
    QString mediaBaseUrl; ///< the second port, where media are redirected to
    int maxConcurrent = 100;
    WebhookSender *webhooks = nullptr;
    Delivery *delivery = nullptr;

    explicit Context(Database &db) : database(db), state(db), messages(db), handsets(db) {}

    /// The account's WhatsApp sender resource (XE).
    [[nodiscard]] QJsonObject whatsAppSender() const { return state.resources(QStringLiteral("sender")).value(0); }
    [[nodiscard]] QString accountPath() const { return QStringLiteral("/2010-04-01/Accounts/") + account.sid; }
};

} // namespace counterbell::sandbox
