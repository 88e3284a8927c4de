// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"

namespace counterbell
{

/// An amount in millionths of the currency's unit, so that sums are exact. On the wire `{amount: "0.0790", currency}`.
struct Money {
    qint64 micros = 0;
    QString currency;

    bool operator==(const Money &) const = default;
};

/// "0.0790": at least four decimals, more where they are needed.
[[nodiscard]] QString formatAmount(qint64 micros);
/// The opposite, for up to six decimals with an optional sign; empty for anything else.
[[nodiscard]] std::optional<qint64> parseAmount(QStringView text);

template <>
struct Json<Money> {
    static QJsonValue write(const Money &v)
    {
        return QJsonObject{{QStringLiteral("amount"), formatAmount(v.micros)},
                           {QStringLiteral("currency"), v.currency}};
    }
    static bool read(const QJsonValue &j, Money &out, JsonProblem &p)
    {
        const auto micros = parseAmount(j[QLatin1StringView("amount")].toString());
        out.currency = j[QLatin1StringView("currency")].toString();
        if (!micros || out.currency.size() != 3)
            return p.problem = QStringLiteral("expected {amount: \"0.0000\", currency: \"AUD\"}"), false;
        out.micros = *micros;
        return true;
    }
    static QJsonObject schema()
    {
        const QJsonObject text{{QStringLiteral("type"), QStringLiteral("string")}};
        return {{QStringLiteral("type"), QStringLiteral("object")},
                {QStringLiteral("properties"),
                 QJsonObject{{QStringLiteral("amount"), text}, {QStringLiteral("currency"), text}}},
                {QStringLiteral("required"), QJsonArray{QStringLiteral("amount"), QStringLiteral("currency")}}};
    }
};

} // namespace counterbell
