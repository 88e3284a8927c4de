// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/snooze_times.h"

#include "ui/client/format.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace std::chrono_literals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::Snooze", text);
}

Timestamp at(const QDate &day, int hour)
{
    return fromMillis(QDateTime(day, QTime(hour, 0)).toMSecsSinceEpoch());
}

} // namespace

std::vector<SnoozeTime> snoozeTimes(Timestamp now)
{
    const auto today = QDateTime::fromMSecsSinceEpoch(toMillis(now)).date();
    const auto afternoon = at(today, 15);
    const auto tomorrow = at(today.addDays(1), 9);
    const auto monday = at(today.addDays(8 - today.dayOfWeek()), 9);
    std::vector<SnoozeTime> times{{tr("For an hour, until %1").arg(clockTime(now + 1h)), now + 1h}};
    if (afternoon > now + 1h)
        times.push_back({tr("Until this afternoon, %1").arg(clockTime(afternoon)), afternoon});
    times.push_back({tr("Until tomorrow, %1").arg(clockTime(tomorrow)), tomorrow});
    if (monday != tomorrow)
        times.push_back({tr("Until Monday, %1").arg(clockTime(monday)), monday});
    return times;
}

} // namespace counterbell::ui
