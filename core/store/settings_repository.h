// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/store/transaction.h"

namespace counterbell::store
{

/// Groups of settings, one JSON object each: "workspace", "notifications", "agent", "twilio". Each capability has
/// a struct for its own group; secrets are not kept here.
[[nodiscard]] QJsonObject readSettings(Connection &db, const QString &group);

/// Replaces a group and announces it as settings.updated `{group, settings?}`: the values only of groups that every
/// member may read.
void writeSettings(Tx &tx, const QString &group, const QJsonObject &settings);

/// The next number of a series, from 1 on: tickets.
[[nodiscard]] qint64 nextNumber(Tx &tx, const QString &series);

/// Raises a series to at least this number, for rows that came with numbers of their own.
void raiseSeries(Tx &tx, const QString &series, qint64 to);

/// Says in the log that a stored value is ignored, without the value.
void reportIgnored(const QString &group, const QString &name);

/// What is missing keeps its default, and so does a value that doesn't fit, which is named in the log.
template <HasFields T>
[[nodiscard]] T settingsFrom(const QJsonObject &stored, const QString &group, const T &defaults)
{
    auto merged = toJson(defaults);
    for (auto it = stored.begin(); it != stored.end(); ++it)
        merged.insert(it.key(), it.value());
    T value = defaults;
    JsonProblem problem;
    if (Json<T>::read(merged, value, problem))
        return value;
    // One value at a time: one that a later version wrote, or a hand, costs none of the others.
    value = defaults;
    auto fitting = toJson(defaults);
    for (auto it = stored.begin(); it != stored.end(); ++it) {
        auto tried = fitting;
        tried.insert(it.key(), it.value());
        T next = defaults;
        JsonProblem misfit;
        if (Json<T>::read(tried, next, misfit)) {
            fitting = tried;
            value = next;
        } else {
            reportIgnored(group, it.key());
        }
    }
    return value;
}

/// By which a group is remembered that was read with defaults of its own, which are the same wherever that is done.
[[nodiscard]] inline QString memoWithDefaults(const QString &group)
{
    return group + QLatin1StringView(" with defaults");
}

/// Reads a group into its struct, once in a write transaction.
template <HasFields T>
[[nodiscard]] T settingsOf(Connection &db, const QString &group, const std::optional<T> &defaults = std::nullopt)
{
    const auto name = defaults ? memoWithDefaults(group) : group;
    if (const auto known = std::any_cast<T>(db.memo(name)))
        return *known;
    auto value = settingsFrom(readSettings(db, group), group, defaults.value_or(T{}));
    if (const auto memo = db.memo(name))
        *memo = value;
    return value;
}

} // namespace counterbell::store
