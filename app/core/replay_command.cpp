// SPDX-License-Identifier: Apache-2.0
#include "app/core/backups.h"
#include "app/core/commands.h"
#include "app/core/event_rendering.h"
#include "app/core/missing_shop.h"
#include "app/core/replay_requests.h"
#include "app/core/shop_secrets.h"
#include "core/agent/turn_repository.h"
#include "core/messaging/setup/account_settings.h"
#include "core/store/migrator.h"
#include "core/webhooks/relay_settings.h"
#include "core/workspace/business_clock.h"
#include "core/workspace/workspace_settings.h"

#include <QUuid>

#include <qcorotimer.h>

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kPatience = 10min;
constexpr auto kLookInterval = 200ms;

CommandReport reportOf(const webhooks::IngestCounts &counts)
{
    CommandReport report;
    report.status = counts.failed > 0 ? 1 : 0;
    report.json = {{u"applied"_s, counts.applied},
                   {u"duplicates"_s, counts.duplicates},
                   {u"rejected"_s, counts.rejected},
                   {u"failed"_s, counts.failed}};
    report.lines << u"%1 applied, %2 known already, %3 rejected, %4 failed."_s.arg(counts.applied)
                        .arg(counts.duplicates)
                        .arg(counts.rejected)
                        .arg(counts.failed);
    if (counts.applied + counts.duplicates + counts.rejected + counts.failed == 0)
        report.lines = {u"The journal holds no such webhook."_s};
    return report;
}

CommandReport cannotReplay(const QString &problem)
{
    return notDone(u"The webhooks can't be replayed: %1."_s.arg(problem), problem);
}

QCoro::Task<CommandReport> askTheCore(store::Store &store, const Clock &clock, webhooks::JournalFilter filter)
{
    const ReplayRequest request{QUuid::createUuid().toString(QUuid::WithoutBraces), std::move(filter)};
    auto writing = store.write(
        [request, now = clock.now()](store::Tx &tx) -> Result<> { return leaveReplayRequest(tx, request, now); });
    if (const auto left = co_await std::move(writing); !left)
        co_return cannotReplay(problemWord(left.error()));
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < until) {
        auto reading = store.read([id = request.id](store::Connection &db) -> Result<std::optional<ReplayAnswer>> {
            return replayAnswer(db, id);
        });
        const auto answer = co_await std::move(reading);
        if (answer && *answer && !(*answer)->problem.isEmpty())
            co_return cannotReplay((*answer)->problem);
        if (answer && *answer)
            co_return reportOf((*answer)->counts);
        co_await QCoro::sleepFor(kLookInterval);
    }
    co_return notDone(u"The running core has not answered for ten minutes; it may still be at it."_s, u"noAnswer"_s);
}

QCoro::Task<CommandReport> replayHere(store::Store &store, const Clock &clock, webhooks::JournalFilter filter,
                                      CoreOptions options)
{
    const auto where = secretOptions(options);
    const auto opened = co_await secrets::openSecrets(where);
    if (!opened)
        co_return notDone(u"The webhooks can't be replayed. "_s + secretsSentence(opened.error()),
                          problemWord(opened.error()));
    const auto account = co_await messaging::readAccount(&store, opened->store.get());
    if (!account)
        co_return cannotReplay(problemWord(account.error()));
    webhooks::IngestService ingest(store, clock, {}, [](store::Tx &tx, ConversationId conversation, Timestamp now) {
        agent::TurnRepository().request(tx, conversation, now);
    });
    auto reading = store.read([](store::Connection &db) -> Result<webhooks::PairedRelays> {
        return store::settingsOf<webhooks::PairedRelays>(db, webhooks::kRelaysGroup);
    });
    const auto relays = co_await std::move(reading);
    if (!relays)
        co_return cannotReplay(problemWord(relays.error()));
    webhooks::WebhookKeys keys{account->account.accountSid, account->tokens, {}};
    for (const auto &relay : relays->items) {
        for (const auto &base : relay.publicBases())
            keys.publicBases.push_back(base.toUtf8());
    }
    for (const auto &base : relays->leftBases.value_or(std::vector<QString>()))
        keys.publicBases.push_back(base.toUtf8());
    ingest.setKeys(std::move(keys));
    const auto done = co_await ingest.replay(std::move(filter));
    co_return done ? reportOf(*done) : cannotReplay(problemWord(done.error()));
}

/// A replay brings no database up to date: a core that runs on it may be of another version.
Result<> checkSchema(const CoreOptions &options)
{
    try {
        const auto dialect = dialectFor(options);
        store::Connection db(*dialect, u"replay"_s, true);
        return store::checkMigrations(db, store::builtInMigrations(*dialect));
    } catch (const store::SqlError &) {
        return refuse(Reason::Internal, {{u"problem"_s, u"unreadable"_s}});
    }
}

} // namespace

QCoro::Task<CommandReport> replay(CoreOptions options)
{
    if (const auto missing = missingShop(options))
        co_return notDone(*missing, u"missingShop"_s);
    if (!options.postgres && !hasDatabase(options.dataDir + u'/' + kDatabaseFile))
        co_return notDone(u"There is no shop in the data folder \"%1\"."_s.arg(options.dataDir), u"noShop"_s);
    if (const auto checked = checkSchema(options); !checked)
        co_return cannotReplay(problemWord(checked.error()));
    // Where a core holds the folder, that core does it; where cores share a database, their leader.
    DataFolder folder;
    const bool isAlone = !options.postgres && folder.take(options.dataDir).has_value();
    workspace::BusinessClock clock;
    store::Store store(dialectFor(options), clock, {});
    if (const auto opened = store.open(eventRenderer()); !opened)
        co_return cannotReplay(problemWord(opened.error()));
    auto reading = store.read(
        [](store::Connection &db) -> Result<std::chrono::seconds> { return workspace::readClockOffset(db); });
    const auto offset = co_await std::move(reading);
    clock.setOffset(offset.value_or(std::chrono::seconds{0}));
    const webhooks::JournalFilter filter{options.sid, options.since};
    auto task = isAlone ? replayHere(store, clock, filter, options) : askTheCore(store, clock, filter);
    auto report = co_await std::move(task);
    store.close();
    co_return report;
}

} // namespace counterbell
