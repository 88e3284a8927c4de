// SPDX-License-Identifier: Apache-2.0
#include "core/api/money.h"

namespace counterbell
{

namespace
{
constexpr qint64 kMicros = 1'000'000;
}

QString formatAmount(qint64 micros)
{
    const auto magnitude = micros < 0 ? -micros : micros;
    auto decimals = QStringLiteral("%1").arg(magnitude % kMicros, 6, 10, QLatin1Char('0'));
    while (decimals.size() > 4 && decimals.endsWith(QLatin1Char('0')))
        decimals.chop(1);
    return QStringLiteral("%1%2.%3").arg(micros < 0 ? QStringLiteral("-") : QString(),
                                         QString::number(magnitude / kMicros), decimals);
}

std::optional<qint64> parseAmount(QStringView text)
{
    const bool isNegative = text.startsWith(QLatin1Char('-'));
    if (isNegative)
        text = text.mid(1);
    const auto point = text.indexOf(QLatin1Char('.'));
    const auto whole = point < 0 ? text : text.left(point);
    const auto decimals = point < 0 ? QStringView() : text.mid(point + 1);
    if (whole.isEmpty() || whole.size() > 11 || decimals.size() > 6 || (point >= 0 && decimals.isEmpty()))
        return std::nullopt;
    qint64 micros = 0;
    const auto feed = [&](QStringView digits) {
        return std::all_of(digits.begin(), digits.end(), [&](QChar c) {
            if (c < QLatin1Char('0') || c > QLatin1Char('9'))
                return false;
            micros = micros * 10 + (c.unicode() - '0');
            return true;
        });
    };
    if (!feed(whole) || !feed(decimals))
        return std::nullopt;
    for (auto i = decimals.size(); i < 6; ++i)
        micros *= 10;
    return isNegative ? -micros : micros;
}

} // namespace counterbell
