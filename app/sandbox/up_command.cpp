// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/up_command.h"

#include "app/sandbox/termination.h"
#include "app/sandbox/up.h"
#include "app/sandbox/up_options.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

namespace
{

void complain(const QString &sentence)
{
    std::fprintf(stderr, "counterbell-sandbox: %s\n", qPrintable(sentence));
}

} // namespace

int upCommand(const QStringList &arguments)
{
    const auto options = parseUpOptions(arguments.sliced(1), QCoreApplication::applicationDirPath());
    if (!options) {
        complain(options.error());
        return 2;
    }
    if (options->helpOnly) {
        std::fputs(qPrintable(options->help), stdout);
        return 0;
    }

    Up up(*options);
    const Termination termination([&up] { up.stop(); });
    int status = 0;
    QObject::connect(&up, &Up::ready, [](const QByteArray &line) {
        std::fprintf(stdout, "%s\n", line.constData());
        std::fflush(stdout);
    });
    QObject::connect(&up, &Up::failed, &up, [&](const QString &sentence) {
        complain(sentence);
        status = up.hasChildren() ? 1 : 2;
        up.stop();
    });
    QObject::connect(
        &up, &Up::stopped, QCoreApplication::instance(), [&status] { QCoreApplication::exit(status); },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(&up, &Up::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace counterbell::sandbox
