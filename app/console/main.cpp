// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_app.h"
#include "app/console/console_log.h"
#include "app/console/quit_signals.h"

#include <QApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

using namespace counterbell::console;

/// The command line without what is Qt's own (-platform offscreen, -reverse …). Read before there is a window, so that
/// help, version and complaints work where there is no display.
auto readOptions(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    static const QStringList kWithValue{
        u"-platform"_s,           u"-style"_s,         u"-stylesheet"_s, u"-display"_s,
        u"-platformpluginpath"_s, u"-platformtheme"_s, u"-plugin"_s,     u"-qwindowgeometry"_s,
        u"-qwindowtitle"_s,       u"-qwindowicon"_s,   u"-session"_s};
    QStringList words;
    const auto given = QCoreApplication::arguments();
    for (qsizetype at = 0; at < given.size(); ++at) {
        if (kWithValue.contains(given[at]))
            ++at;
        else if (given[at] != u"-reverse"_s)
            words << given[at];
    }
    return parseOptions(words);
}

int complain(const QString &sentence)
{
    std::fprintf(stderr, "counterbell: %s\n", qPrintable(sentence));
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    const auto options = readOptions(argc, argv);
    if (!options)
        return complain(options.error());
    if (options->answer) {
        std::fputs(qPrintable(*options->answer), stdout);
        return 0;
    }
    installLog(); // before Qt says its first word
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"counterbell"_s);
    QApplication::setDesktopFileName(u"counterbell"_s);
    QApplication::setQuitOnLastWindowClosed(false); // the practice shop is ended first
    ConsoleApp console(*options);
    QObject::connect(&console, &ConsoleApp::finished, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    const QuitSignals quitSignals([&console] { console.stop(); });
    console.start();
    return QApplication::exec();
}
