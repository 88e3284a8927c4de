// SPDX-License-Identifier: Apache-2.0
#include "app/core/backups.h"
#include "app/core/commands.h"
#include "app/core/event_rendering.h"
#include "app/core/media_copy.h"
#include "app/core/missing_shop.h"
#include "app/core/restore_source.h"
#include "core/agent/turn_steps.h"
#include "core/messaging/lease_repository.h"
#include "core/messaging/restored_sends.h"
#include "core/store/audit.h"
#include "core/store/database_check.h"
#include "core/store/settings_repository.h"
#include "core/workspace/business_clock.h"
#include "core/workspace/workspace_settings.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <fcntl.h>
#include <unistd.h>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

const std::atomic_bool kGoesOn = false;
const QStringList kSideFiles{u"-wal"_s, u"-shm"_s};

struct Restored {
    int needsReview = 0;
    int turns = 0;
};

tl::unexpected<CommandReport> failed(const Error &error)
{
    return tl::unexpected(notDone(storeSentence(error), problemWord(error)));
}

/// Everything that has to be true before a core may run on it.
QCoro::Task<Result<Restored>> prepare(std::unique_ptr<store::Dialect> dialect, Timestamp now)
{
    workspace::BusinessClock clock;
    store::Store store(std::move(dialect), clock, {});
    if (const auto opened = store.open(eventRenderer()); !opened)
        co_return tl::unexpected(opened.error());
    auto writing = store.write([now](store::Tx &tx) -> Result<Restored> {
        if (messaging::isLeaseRunning(tx))
            return refuse(Reason::Conflict, {{u"problem"_s, u"coreRunning"_s}});
        const auto at = now + workspace::readClockOffset(tx);
        Restored restored{messaging::reviewUnfinished(tx, at), agent::voidTurns(tx, at)};
        // Other data than consoles and relays have seen: they begin anew with it.
        store::writeSettings(tx, u"store"_s, {{u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}});
        store::audit(tx, {u"system"_s, u"restored"_s, {{u"needsReview"_s, restored.needsReview}}}, at);
        return restored;
    });
    auto restored = co_await std::move(writing);
    store.close();
    co_return restored;
}

/// The present data stays as a backup; what is damaged is put aside as it is, under no name that a backup has.
tl::expected<QString, CommandReport> keepPresent(const DataFolder &folder, Timestamp now)
{
    const auto present = folder.path(kDatabaseFile);
    if (!hasDatabase(present)) // a copy of nothing would be the newest of all
        return QString();
    const auto kept = store::addBackup(present, folder.path(kBackupFolder), now, u"before-restore"_s, kGoesOn);
    if (kept)
        return kept->file;
    if (!store::isDamage(kept.error()))
        return failed(kept.error());
    const auto aside = present + u".damaged-"_s + QString::number(toMillis(now));
    for (const auto &suffix : kSideFiles)
        QFile::rename(present + suffix, aside + suffix);
    // A link, so that a database stands there all the time: a core that found none would make a new shop.
    if (::link(QFile::encodeName(present).constData(), QFile::encodeName(aside).constData()) != 0)
        return tl::unexpected(notDone(u"The damaged database can't be put aside."_s, u"unwritable"_s));
    return aside;
}

/// One rename, after which the other database is the shop's. A -wal of the former one would be applied to it.
bool putInPlace(const QString &file, const DataFolder &folder)
{
    const auto present = folder.path(kDatabaseFile);
    for (const auto &suffix : kSideFiles) {
        if (QFile::exists(file + suffix) || (QFile::exists(present + suffix) && !QFile::remove(present + suffix)))
            return false;
    }
    if (::rename(QFile::encodeName(file).constData(), QFile::encodeName(present).constData()) != 0)
        return false;
    const int fd = ::open(QFile::encodeName(folder.path({})).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = fd >= 0 && ::fsync(fd) == 0;
    ::close(fd);
    return isSynced;
}

CommandReport reportOf(const RestoreSource &source, const QString &kept, const Restored &restored, int media)
{
    CommandReport report;
    report.json = {{u"from"_s, source.file},
                   {u"needsReview"_s, restored.needsReview},
                   {u"turns"_s, restored.turns},
                   {u"media"_s, media}};
    reportSkipped(source.skipped, report);
    report.lines << u"Restored %1."_s.arg(source.file);
    if (!kept.isEmpty()) {
        report.json.insert(u"kept"_s, kept);
        report.lines << u"What was there before is kept as %1."_s.arg(kept);
    }
    if (restored.needsReview > 0)
        report.lines << u"%1 unfinished messages wait for a person: they may have been sent since the backup. The send "
                        "log shows them as uncertain."_s.arg(restored.needsReview);
    if (restored.turns > 0)
        report.lines << u"%1 conversations that the AI was about to answer wait for a person."_s.arg(restored.turns);
    report.lines << u"What customers wrote since the backup is fetched again, from the relay and from Twilio, at the "
                    "next start."_s
                 << u"What the shop itself sent since then is not in the inbox any more (Twilio's own log has it), nor "
                    "are contacts and jobs made since."_s;
    return report;
}

/// On a new PC they are nowhere, and the core would make new ones at its next start.
void tellOfSecrets(CommandReport &report, const DataFolder &folder)
{
    const bool hasSecrets =
        QFile::exists(folder.path(u"secrets.enc"_s)) || QFile::exists(folder.path(u"secrets.backend"_s));
    report.json.insert(u"secrets"_s, hasSecrets);
    if (!hasSecrets)
        report.lines << u"No backup holds secrets (auth token, API key, links to relays, model key), and neither does "
                        "this folder: put secrets.* of the old folder into it before the next start, or enter the "
                        "account and pair the relays anew in Settings."_s;
}

/// pg_restore, or the server's backups, have brought the data back; the rest is the same.
QCoro::Task<CommandReport> finishOnServer(CoreOptions options, Timestamp now)
{
    if (!options.from.isEmpty())
        co_return notDone(
            u"A PostgreSQL database is restored by its own tools: pg_restore, or the server's backups; then "
            "run this without --from, while no core is running."_s,
            u"postgresql"_s);
    auto preparing = prepare(dialectFor(options), now);
    const auto restored = co_await std::move(preparing);
    if (!restored)
        co_return notDone(storeSentence(restored.error()), problemWord(restored.error()));
    co_return reportOf({u"what the PostgreSQL database holds"_s, {}}, {}, *restored, 0);
}

} // namespace

QCoro::Task<CommandReport> restore(CoreOptions options, const DataFolder *folder, Timestamp now)
{
    if (options.postgres) {
        auto finishing = finishOnServer(options, now);
        co_return co_await std::move(finishing);
    }
    // Its secrets have gone along, so both shops would send in the same name.
    if (wasMovedToServer(options.dataDir))
        co_return notDone(
            u"This shop was moved to PostgreSQL: give --store postgresql://…; if you really mean to bring "
            "a copy of before that to life, move %1.migrated away first."_s.arg(kDatabaseFile),
            u"moved"_s);
    const auto file = folder->path(kDatabaseFile + u".restoring"_s);
    for (const auto &suffix : kSideFiles)
        QFile::remove(file + suffix);
    const auto source = takeSource(options, *folder, file);
    if (!source)
        co_return source.error();
    auto preparing = prepare(store::sqliteDialect({file}), now);
    const auto restored = co_await std::move(preparing);
    if (!restored)
        co_return notDone(u"The backup can't be brought up to date. "_s + storeSentence(restored.error()),
                          problemWord(restored.error()));
    const auto media = QFileInfo(options.from).isDir() ? copyMedia(options.from, folder->path({})) : 0;
    if (!media)
        co_return notDone(u"The media files can't all be copied: %1. Nothing was restored."_s.arg(media.error()),
                          u"media"_s);
    // Damaged data has none to merge, and is put aside with its log.
    if (const auto present = folder->path(kDatabaseFile); hasDatabase(present))
        (void)store::mergeLog(present);
    const auto kept = keepPresent(*folder, now);
    if (!kept)
        co_return kept.error();
    if (!putInPlace(file, *folder))
        co_return notDone(u"The restored database can't be put in its place; nothing was changed."_s, u"unwritable"_s);
    auto report = reportOf(*source, *kept, *restored, *media);
    tellOfSecrets(report, *folder);
    co_return report;
}

} // namespace counterbell
