// SPDX-License-Identifier: Apache-2.0
#include "app/core/shop_checks.h"

#include "app/core/command_report.h"
#include "core/messaging/send_repository.h"
#include "core/messaging/senders.h"
#include "core/store/database_check.h"
#include "core/webhooks/journal_repository.h"

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMostCounted = 10'000;

Finding soundness(store::Connection &db)
{
    const auto checked = store::checkDatabase(db);
    if (checked)
        return {u"database"_s, HealthStatus::Ok, u"sound"_s};
    const auto problem = problemWord(checked.error());
    if (problem == u"notMigrated"_s)
        return {u"database"_s, HealthStatus::Ok, u"sound; the next start brings it up to date"_s};
    const bool isDamaged = problem == u"damaged"_s || problem == u"foreignKeys"_s || problem == u"unreadable"_s;
    const auto advice = isDamaged ? u" Stop the core and run \"restore\"."_s : QString();
    return {u"database"_s, HealthStatus::Failed, storeSentence(checked.error()) + advice};
}

Finding journal(store::Connection &db)
{
    const auto failed = webhooks::JournalRepository().failedCount(db);
    if (failed == 0)
        return {u"journal"_s, HealthStatus::Ok, u"every webhook was taken in"_s};
    return {u"journal"_s, HealthStatus::Failed,
            u"%1 webhooks could not be taken in; run \"replay --since\" with the day it began"_s.arg(failed)};
}

Finding sends(store::Connection &db)
{
    const auto count =
        messaging::SendRepository().inState(db, messaging::OutboxState::NeedsReview, kMostCounted).size();
    if (count == 0)
        return {u"sends"_s, HealthStatus::Ok, u"no message waits for a decision"_s};
    return {u"sends"_s, HealthStatus::Degraded,
            u"%1 messages may or may not have been sent; decide on them in the send log"_s.arg(count)};
}

Finding senders(store::Connection &db, Timestamp now)
{
    QStringList out;
    for (const auto &sender : messaging::readSenders(db).items) {
        if (sender.down.value_or(false))
            out << u"%1 can't send (Twilio error 63007)"_s.arg(sender.number);
        else if (sender.isPaused(now))
            out << u"%1 rests until %2, its daily limit is reached"_s.arg(sender.number,
                                                                          utcText(toMillis(*sender.pausedUntil)));
    }
    if (out.isEmpty())
        return {u"senders"_s, HealthStatus::Ok, u"none is down"_s};
    return {u"senders"_s, HealthStatus::Degraded, out.join(u"; "_s)};
}

} // namespace

std::vector<Finding> checkShop(store::Connection &db, Timestamp now)
{
    std::vector<Finding> findings{soundness(db)};
    if (findings.front().status == HealthStatus::Failed)
        return findings;
    findings.push_back(journal(db));
    findings.push_back(sends(db));
    findings.push_back(senders(db, now));
    return findings;
}

} // namespace counterbell
