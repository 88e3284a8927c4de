// SPDX-License-Identifier: Apache-2.0
#include "app/core/commands.h"
#include "core/async/task_group.h"

#include <QCoreApplication>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

QCoro::Task<CommandReport> start(const CoreOptions &options, const DataFolder *folder, Timestamp now)
{
    switch (options.command) {
    case CoreCommand::Restore:
        return restore(options, folder, now);
    case CoreCommand::Doctor:
        return doctor(options);
    case CoreCommand::Replay:
        return replay(options);
    case CoreCommand::MigrateStore:
        return migrate(options, folder);
    case CoreCommand::Backup:
    case CoreCommand::Serve:
        break;
    }
    Q_UNREACHABLE();
}

QCoro::Task<> runAndQuit(QCoro::Task<CommandReport> task, CommandReport &report)
{
    report = co_await std::move(task);
    QCoreApplication::quit();
}

} // namespace

int runCommand(const CoreOptions &options)
{
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (options.command == CoreCommand::Backup)
        return print(backUp(options, now), options.isJson);
    DataFolder folder;
    if (options.command == CoreCommand::Restore || options.command == CoreCommand::MigrateStore) {
        if (const auto taken = folder.take(options.dataDir); !taken)
            return print(notDone(taken.error(), u"dataFolder"_s), options.isJson);
    }
    TaskGroup tasks;
    CommandReport report = notDone(u"The command was broken off."_s, u"internal"_s);
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [&] { tasks.spawn(u"command"_s, runAndQuit(start(options, &folder, now), report)); }, Qt::QueuedConnection);
    QCoreApplication::exec();
    return print(report, options.isJson);
}

} // namespace counterbell
