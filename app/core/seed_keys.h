// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/id.h"

#include <QHash>
#include <QJsonObject>

namespace counterbell
{

/// What the seed's keys have become, and the moment its times count from.
struct SeedKeys {
    Timestamp now;
    QHash<QString, MemberId> members;
    QHash<QString, QString> memberNames;
    QHash<QString, ContactId> customers;
    QHash<QString, JobId> jobs;
    QHash<QString, ConversationId> conversations;

    /// `minutesAgo` counts back, `…MinutesFromNow` ahead; fractions occur.
    [[nodiscard]] Timestamp ago(double minutes) const
    {
        return now - std::chrono::milliseconds(qint64(minutes * 60'000));
    }
    [[nodiscard]] Timestamp ahead(double minutes) const { return ago(-minutes); }
};

template <class I>
[[nodiscard]] std::optional<I> find(const QHash<QString, I> &ids, const QJsonValue &key)
{
    const auto it = ids.find(key.toString());
    return it == ids.end() ? std::nullopt : std::optional(*it);
}

[[nodiscard]] inline std::optional<QString> textOf(const QJsonValue &value)
{
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

} // namespace counterbell
