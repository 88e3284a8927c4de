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
    if (day == QDateTime::fromMSecsSinceEpoch(toMillis(now)).date())
        //: Inside a sentence: "Ava opted out by replying STOP today at 14:03."
        return QCoreApplication::translate("counterbell::ui::Moment", "today at %1").arg(clockTime(at));
    //: Inside a sentence: "Ava opted out by replying STOP on 12 Nov, 14:03."
    return QCoreApplication::translate("counterbell::ui::Moment", "on %1, %2")
        .arg(QLocale().toString(day, QStringLiteral("d MMM")), clockTime(at));
}

} // namespace counterbell::ui
