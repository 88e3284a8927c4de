// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::store
{

/// Who did what, without personal data of customers: ids and counts only.
struct AuditEntry {
    QString actor; ///< a member's name, or "system"
    QString action;
    QJsonObject details = {};
};

/// Adds a row to `audit_log`.
void audit(Tx &tx, const AuditEntry &entry, Timestamp now);

} // namespace counterbell::store
