// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_date.h"

#include <QRegularExpression>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

std::optional<Timestamp> parseHttpDate(QStringView text)
{
    // Read by hand: Qt's RFC 2822 parser doesn't know "GMT", and its format strings follow the locale.
    static const QRegularExpression shape(
        u"^(?:[A-Z][a-z]{2}, )?(\\d{1,2}) ([A-Z][a-z]{2}) (\\d{4}) (\\d{2}):(\\d{2}):(\\d{2}) (?:GMT|([+-])(\\d{2})(\\d{2}))$"_s);
    const auto match = shape.match(text.trimmed().toString());
    if (!match.hasMatch())
        return std::nullopt;
    static constexpr QLatin1StringView kMonths{"JanFebMarAprMayJunJulAugSepOctNovDec"};
    const auto month = kMonths.indexOf(match.capturedView(2));
    if (month < 0 || month % 3 != 0)
        return std::nullopt;
    const auto number = [&](int group) { return match.capturedView(group).toInt(); };

    using namespace std::chrono;
    const year_month_day date{year{number(3)}, std::chrono::month{static_cast<unsigned>(month / 3 + 1)},
                              day{static_cast<unsigned>(number(1))}};
    if (!date.ok() || number(4) > 23 || number(5) > 59 || number(6) > 60)
        return std::nullopt;
    const auto offset = (hours{number(8)} + minutes{number(9)}) * (match.capturedView(7) == u"-" ? -1 : 1);
    return sys_days{date} + hours{number(4)} + minutes{number(5)} + seconds{number(6)} - offset;
}

} // namespace counterbell::messaging
