// SPDX-License-Identifier: Apache-2.0
#include "core/api/fields.h"

#include <QTimeZone>

#include <array>
#include <cstdio>

namespace counterbell
{

QString toIso(Timestamp at)
{
    // By hand: each event has several of them, and by QDateTime they were a hundredth of all that ingest does.
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    if (date.year() < std::chrono::year(0) || date.year() > std::chrono::year(9999))
        return QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC).toString(Qt::ISODateWithMs);
    std::array<char, 32> text;
    const int size =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                      unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                      int(time.minutes().count()), int(time.seconds().count()), int(time.subseconds().count()));
    return QString::fromLatin1(text.data(), size);
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
