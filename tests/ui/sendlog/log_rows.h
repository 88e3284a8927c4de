// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/send_log.h"

namespace counterbell::ui
{

/// A row of the log: `minutesAgo` before 17 May 2026, 12:00 UTC.
inline Send row(int id, const QString &name, DeliveryStatus status, int minutesAgo, const QString &reason = {})
{
    using namespace Qt::StringLiterals;
    Send send;
    send.id = SendId{id};
    send.at = *fromIso(u"2026-05-17T12:00:00.000Z"_s) - std::chrono::minutes(minutesAgo);
    send.category = SendCategory::JobReady;
    send.recipient = {name, u"+61491570%1"_s.arg(id % 1000, 3, 10, QLatin1Char('0'))};
    send.channel = Channel::Sms;
    send.status = status;
    if (!reason.isEmpty())
        send.reason = reason;
    send.provider = u"twilio"_s;
    send.body = u"Hi %1! Great news - your repair is ready for pickup at Halden & Rowe! See you soon!"_s.arg(
        name.section(QLatin1Char(' '), 0, 0));
    send.segments = 1;
    send.contactId = ContactId{id};
    if (groupOf(status) != SendGroup::NeverAttempted) {
        send.sid = u"SM7f3a09000000000000000000000%1"_s.arg(id, 5, 10, QLatin1Char('0'));
        send.attempts = {{send.at, Channel::Sms, send.sid, status, std::nullopt}};
    }
    if (groupOf(status) == SendGroup::Delivered)
        send.cost = Money{79'000, u"AUD"_s};
    return send;
}

/// `count` delivered rows, newest first, ids falling from `newest`.
inline std::vector<Send> rows(int newest, int count)
{
    std::vector<Send> made;
    for (int i = 0; i < count; ++i)
        made.push_back(
            row(newest - i, QStringLiteral("Ava Lindqvist"), DeliveryStatus::Delivered, 100'000 - newest + i));
    return made;
}

} // namespace counterbell::ui
