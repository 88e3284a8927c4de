// SPDX-License-Identifier: Apache-2.0
#include "core/api/fields.h"

#include <QTimeZone>

namespace counterbell
{

QString toIso(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Timestamp> fromIso(const QString &text)
{
    if (text.size() > 40)
        return std::nullopt;
    const auto at = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return fromMillis(at.toMSecsSinceEpoch());
}

} // namespace counterbell
