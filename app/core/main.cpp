// SPDX-License-Identifier: Apache-2.0
#include "app/core/commands.h"
#include "app/core/core_app.h"
#include "core/async/logging.h"
#include "core/async/termination.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>

#include <sys/stat.h>

namespace
{

int complain(const QString &sentence)
{
    std::fprintf(stderr, "counterbell-core: %s\n", qPrintable(sentence));
    return 2;
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
    if (options->command != CoreCommand::Serve) {
        QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false\n*.info=false"));
        return runCommand(*options);
    }
    DataFolder folder;
    if (const auto taken = folder.take(options->dataDir); !taken)
        return complain(taken.error());
    const Logging logging({.file = folder.path(QStringLiteral("core.log"))});
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
