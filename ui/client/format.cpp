// SPDX-License-Identifier: Apache-2.0
#include "ui/client/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// Words of this file under one translation context.
QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("counterbell::ui::Format", text, nullptr, n);
}

QDateTime local(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at));
}

/// The locale's own short form without its year: "12 Nov", "Nov 12".
QString dayAndMonth(const QDate &day, bool isShort, bool withYear)
{
    //: A day of this year in a list, Qt date format
    const auto shortForm = withYear ? tr("d MMM yyyy") : tr("d MMM");
    //: A day of this year between messages, Qt date format
    const auto longForm = withYear ? tr("d MMMM yyyy") : tr("d MMMM");
    return QLocale().toString(day, isShort ? shortForm : longForm);
}

QString currencySign(const QString &code)
{
    struct Sign {
        QLatin1StringView code;
        QStringView sign;
    };
    // Dollars say whose they are: a shop near a border takes several.
    static constexpr auto kSigns = std::to_array<Sign>({{"AUD"_L1, u"A$"},
                                                        {"CAD"_L1, u"C$"},
                                                        {"EUR"_L1, u"€"},
                                                        {"GBP"_L1, u"£"},
                                                        {"HKD"_L1, u"HK$"},
                                                        {"INR"_L1, u"₹"},
                                                        {"JPY"_L1, u"¥"},
                                                        {"NZD"_L1, u"NZ$"},
                                                        {"SGD"_L1, u"S$"},
                                                        {"USD"_L1, u"US$"}});
    const auto known = std::ranges::find(kSigns, code, [](const Sign &sign) { return QString(sign.code); });
    return known == kSigns.end() ? code + u'\u00a0' : known->sign.toString();
}

} // namespace

QString leftToRight(const QString &text)
{
    return isolatedLtr(text);
}

QString clockTime(Timestamp at)
{
    //: A time of day, Qt time format
    return leftToRight(QLocale().toString(local(at).time(), tr("HH:mm")));
}

QString dayName(Timestamp at, Timestamp now)
{
    const auto day = local(at).date();
    const auto today = local(now).date();
    const auto age = day.daysTo(today);
    if (age == 0)
        return tr("Today");
    if (age == 1)
        return tr("Yesterday");
    if (age > 0 && age < 7)
        return QLocale().standaloneDayName(day.dayOfWeek());
    return dayAndMonth(day, false, day.year() != today.year());
}

QString listTime(Timestamp at, Timestamp now)
{
    const auto day = local(at).date();
    const auto today = local(now).date();
    const auto age = day.daysTo(today);
    if (age == 0)
        return clockTime(at);
    if (age > 0 && age < 7)
        return QLocale().standaloneDayName(day.dayOfWeek(), QLocale::ShortFormat);
    return dayAndMonth(day, true, day.year() != today.year());
}

QString duration(std::chrono::milliseconds span)
{
    using namespace std::chrono;
    const auto seconds = int(std::clamp<qint64>(duration_cast<std::chrono::seconds>(span).count(), 0, 1'000'000'000));
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    const int minutes = seconds / 60;
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    const int hours = minutes / 60;
    if (hours >= 48)
        return tr("%n days", hours / 24);
    if (minutes % 60 == 0)
        return tr("%1 h").arg(hours);
    return tr("%1 h %2 min").arg(hours).arg(minutes % 60);
}

QString money(const Money &amount)
{
    const auto size = std::abs(amount.micros);
    const int decimals = size >= 5'000 || size == 0 ? 2 : size >= 50 ? 4 : 6;
    const auto number = QLocale(QLocale::C).toString(double(size) / 1e6, 'f', decimals);
    const auto minus = amount.micros < 0 ? u"\u2212"_s : QString();
    return leftToRight(minus + currencySign(amount.currency) + number);
}

QString firstName(const QString &name)
{
    return name.simplified().section(u' ', 0, 0);
}

} // namespace counterbell::ui
