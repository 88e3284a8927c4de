// SPDX-License-Identifier: Apache-2.0
#include "app/core/backups.h"

#include "core/async/run_aside.h"
#include "core/store/database_check.h"
#include "core/store/migrator.h"
#include "core/store/task_repository.h"

#include <QFile>

#include <qcorofuture.h>

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kLookInterval = 1min;
constexpr auto kDaily = 24h;
constexpr auto kRetry = 15min;
const auto kTask = u"backup"_s;

} // namespace

Result<> backUpBeforeMigration(const DataFolder &folder, Timestamp now)
{
    const auto file = folder.path(kDatabaseFile);
    if (!QFile::exists(file))
        return {};
    const auto dialect = store::sqliteDialect({file});
    try {
        store::Connection db(*dialect, u"before-migration"_s, false);
        if (store::isNewDatabase(db) || !store::isMigrationDue(db, store::builtInMigrations(*dialect)))
            return {};
    } catch (const store::SqlError &) {
        return {}; // opening it for work says what is wrong, and says it better
    }
    const std::atomic_bool goesOn = false;
    const auto made = store::addBackup(file, folder.path(kBackupFolder), now, u"before-migration"_s, goesOn);
    if (!made)
        return tl::unexpected(made.error());
    return {};
}

Backups::Backups(store::Store &store, const Clock &clock, TaskGroup &tasks, workspace::HealthService &health,
                 const DataFolder &folder)
    : m_store(store), m_clock(clock), m_tasks(tasks), m_health(health), m_folder(folder)
{
    m_timer.setInterval(kLookInterval);
    connect(&m_timer, &QTimer::timeout, this, &Backups::wake);
}

Backups::~Backups()
{
    stop();
}

void Backups::start()
{
    m_isRunning = true;
    m_timer.start();
    wake();
}

void Backups::stop()
{
    m_isRunning = false;
    m_timer.stop();
    *m_isStopped = true;
}

void Backups::wake()
{
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"backup"_s, run());
}

QCoro::Task<> Backups::run()
{
    const auto now = m_clock.now();
    // Due farther ahead than a day: the clock was set back since.
    auto reading = m_store.read([now](store::Connection &db) -> Result<bool> {
        return store::isTaskDue(db, kTask, now) || !store::isTaskDue(db, kTask, now + kDaily);
    });
    const auto isDue = co_await std::move(reading);
    if (isDue.value_or(false) && m_isRunning) {
        const auto made = co_await copy();
        // A core that stops in the middle makes it at its next start.
        if (made || m_isRunning) {
            const auto next = now + (made ? std::chrono::seconds(kDaily) : std::chrono::seconds(kRetry));
            auto writing = m_store.write([next](store::Tx &tx) -> Result<> {
                store::scheduleTask(tx, kTask, next);
                return {};
            });
            (void)co_await std::move(writing);
            const bool isUnsound = !made && store::isDamage(made.error());
            m_health.set(u"backup"_s,
                         made        ? HealthStatus::Ok
                         : isUnsound ? HealthStatus::Failed
                                     : HealthStatus::Degraded,
                         made ? std::nullopt
                              : std::optional(made.error().details.value(u"problem"_s).toString(u"internal"_s)));
        }
        if (!made)
            qWarning("backup: %s", qUtf8Printable(made.error().details.value(u"problem"_s).toString()));
    }
    m_isBusy = false;
}

QCoro::Task<Result<store::Backup>> Backups::copy()
{
    auto copying =
        runAside([database = m_folder.path(kDatabaseFile), folder = m_folder.path(kBackupFolder), now = m_clock.now(),
                  stop = m_isStopped] { return store::addBackup(database, folder, now, u"daily"_s, *stop); });
    co_return co_await std::move(copying);
}

} // namespace counterbell
