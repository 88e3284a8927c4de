// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/faults.h"

#include <array>
#include <cmath>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

struct Named {
    QLatin1StringView name;
    int Faults::*counter;
};

constexpr std::array kCounters{
    Named{"loseAnswers"_L1, &Faults::loseAnswers},           Named{"loseRequests"_L1, &Faults::loseRequests},
    Named{"serverErrors"_L1, &Faults::serverErrors},         Named{"delayMs"_L1, &Faults::delayMs},
    Named{"dropCallbacks"_L1, &Faults::dropCallbacks},       Named{"doubleCallbacks"_L1, &Faults::doubleCallbacks},
    Named{"shuffleCallbacks"_L1, &Faults::shuffleCallbacks}, Named{"earlyCallbacks"_L1, &Faults::earlyCallbacks},
    Named{"dropWebhooks"_L1, &Faults::dropWebhooks},         Named{"doubleWebhooks"_L1, &Faults::doubleWebhooks},
    Named{"forgedWebhooks"_L1, &Faults::forgedWebhooks},
};

tl::expected<int, QString> wholeNumber(const QJsonValue &value, const QString &name)
{
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > 1'000'000 || number != std::floor(number))
        return tl::unexpected(u"%1 must be a whole number from 0 to 1000000."_s.arg(name));
    return int(number);
}

tl::expected<void, QString> readRateLimit(const QJsonValue &value, Faults *faults)
{
    if (!value.isObject())
        return tl::unexpected(u"rateLimit must be an object {count, retryAfter?}."_s);
    const auto object = value.toObject();
    for (const auto &key : object.keys()) {
        if (key != "count"_L1 && key != "retryAfter"_L1)
            return tl::unexpected(u"rateLimit.%1 is not a field of a fault."_s.arg(key));
        const auto number = wholeNumber(object[key], u"rateLimit."_s + key);
        if (!number)
            return tl::unexpected(number.error());
        (key == "count"_L1 ? faults->rateLimitCount : faults->rateLimitRetryAfter) = *number;
    }
    return {};
}

} // namespace

tl::expected<Faults, QString> Faults::fromJson(const QJsonObject &json)
{
    Faults faults;
    for (const auto &key : json.keys()) {
        if (key == "rateLimit"_L1) {
            if (const auto read = readRateLimit(json[key], &faults); !read)
                return tl::unexpected(read.error());
            continue;
        }
        const auto *named = std::ranges::find(kCounters, key, &Named::name);
        if (named == kCounters.end())
            return tl::unexpected(u"%1 is not the name of a fault."_s.arg(key));
        const auto number = wholeNumber(json[key], key);
        if (!number)
            return tl::unexpected(number.error());
        faults.*named->counter = *number;
    }
    return faults;
}

QJsonObject Faults::toJson() const
{
    QJsonObject json;
    for (const auto &named : kCounters)
        json.insert(named.name, this->*named.counter);
    QJsonObject limit{{u"count"_s, rateLimitCount}};
    if (rateLimitRetryAfter >= 0)
        limit.insert(u"retryAfter"_s, rateLimitRetryAfter);
    json.insert(u"rateLimit"_s, limit);
    return json;
}

} // namespace counterbell::sandbox
