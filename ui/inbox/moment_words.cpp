// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/moment_words.h"

#include "ui/client/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace counterbell::ui
{

QString momentWords(Timestamp at, Timestamp now)
{
    const auto day = QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
    const auto today = QDateTime::fromMSecsSinceEpoch(toMillis(now)).date();
    if (day == today)
        //: Inside a sentence: "Ava opted out by replying STOP today at 14:03."
        return QCoreApplication::translate("counterbell::ui::Moment", "today at %1").arg(clockTime(at));
    //: Inside a sentence: "Ava opted out by replying STOP on 12 Nov, 14:03."
    return QCoreApplication::translate("counterbell::ui::Moment", "on %1, %2")
        .arg(QLocale().toString(day,
                                day.year() == today.year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy")),
             clockTime(at));
}

} // namespace counterbell::ui
