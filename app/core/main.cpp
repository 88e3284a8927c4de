// SPDX-License-Identifier: Apache-2.0
#include "app/core/core_app.h"
#include "app/core/store_migration.h"
#include "core/async/logging.h"
#include "core/async/termination.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

#include <sys/stat.h>

namespace
{

int complain(const QString &sentence)
{
    std::fprintf(stderr, "counterbell-core: %s\n", qPrintable(sentence));
    return 2;
}

/// Copies the database, and puts the old one aside: two cores on two copies of one shop would both send.
int migrateStore(const counterbell::DataFolder &folder, const counterbell::CoreOptions &options)
{
    using namespace counterbell;
    const auto file = folder.path(QStringLiteral("counterbell.sqlite"));
    if (!QFile::exists(file))
        return complain(QStringLiteral("There is no database in the data folder."));
    const auto migration =
        counterbell::migrateStore(*store::sqliteDialect({file}), *store::postgresDialect(*options.postgres));
    if (!migration) {
        complain(migration.error());
        return 1;
    }
    if (!QFile::rename(file, file + QStringLiteral(".migrated")))
        return complain(QStringLiteral("All was copied, but counterbell.sqlite can't be renamed: move it away."));
    auto report = migration->toJson();
    if (options.asJson) {
        std::fputs((QJsonDocument(report).toJson(QJsonDocument::Compact) + '\n').constData(), stdout);
        return 0;
    }
    for (const auto &table : migration->tables)
        std::printf("%-28s %lld\n", qPrintable(table.name), static_cast<long long>(table.rows));
    std::printf("%lld rows, as many as before. The old database is counterbell.sqlite.migrated.\n",
                static_cast<long long>(report[QLatin1StringView("rows")].toInteger()));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace counterbell;
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("counterbell-core"));
    const auto options = parseCoreOptions(QCoreApplication::arguments());
    if (!options)
        return complain(options.error());
    if (options->answer) {
        std::fputs(qPrintable(*options->answer), stdout);
        return 0;
    }
    ::umask(S_IRWXG | S_IRWXO); // data files are the owner's alone
    DataFolder folder;
    if (const auto taken = folder.take(options->dataDir); !taken)
        return complain(taken.error());
    const Logging logging({.file = folder.path(QStringLiteral("core.log"))});
    if (options->migratesStore)
        return migrateStore(folder, *options);
    CoreApp core(folder, *options);
    if (const auto opened = core.open(); !opened)
        return complain(opened.error());
    int status = 0;
    QObject::connect(&core, &CoreApp::failed, &application, [&](const QString &sentence) {
        status = complain(sentence);
        core.stop();
    });
    QObject::connect(&core, &CoreApp::stopped, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    const Termination termination([&core] { core.stop(); });
    core.start();
    QCoreApplication::exec();
    return status;
}
