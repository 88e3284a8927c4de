// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/health_report.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

QStringList whatIsNotReady(const QJsonObject &health)
{
    // CONTRACT 1: the core answers, the relay link is up, templates are synced, the seed is in, none of it under way.
    constexpr QLatin1StringView kAwaited[] = {"database"_L1, "relayLink"_L1, "templates"_L1, "provider"_L1,
                                              "webhooks"_L1, "seed"_L1,      "clock"_L1};
    QHash<QString, QJsonObject> checks;
    for (const auto &value : health.value("checks"_L1).toArray())
        checks.insert(value.toObject().value("name"_L1).toString(), value.toObject());
    QStringList missing;
    for (const auto name : kAwaited) {
        const auto check = checks.value(name);
        const auto status = check.value("status"_L1).toString(u"absent"_s);
        if (status == "ok"_L1)
            continue;
        const auto detail = check.value("detail"_L1).toString();
        missing << name + ": "_L1 + status + (detail.isEmpty() ? QString() : u" ("_s + detail + u')');
    }
    return missing;
}

} // namespace counterbell::sandbox
