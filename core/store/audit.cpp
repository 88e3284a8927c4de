// SPDX-License-Identifier: Apache-2.0
#include "core/store/audit.h"

#include <QJsonDocument>

namespace counterbell::store
{

void audit(Tx &tx, const AuditEntry &entry, Timestamp now)
{
    tx.execute(QStringLiteral("INSERT INTO audit_log (at, actor, action, details) VALUES (?, ?, ?, ?)"), now,
               entry.actor, entry.action,
               QString::fromUtf8(QJsonDocument(entry.details).toJson(QJsonDocument::Compact)));
}

} // namespace counterbell::store
