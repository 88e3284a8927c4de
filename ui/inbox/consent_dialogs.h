// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <QWidget>

namespace counterbell::ui
{

/// The whole consent ledger of a customer, a page at a time.
void showConsentHistory(CoreClient &client, ContactId contact, const QString &name, QWidget *over);

/// Record opt-in…: asks how the customer agreed, which is kept as the evidence, and records it. A refusal is said in
/// the dialog. `recorded` runs once it is done.
void recordOptIn(CoreClient &client, ContactId contact, Channel channel, const QString &name, QWidget *over,
                 std::function<void()> recorded = {});

} // namespace counterbell::ui
