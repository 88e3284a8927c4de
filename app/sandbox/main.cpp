// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/json_log.h"
#include "app/sandbox/serve_command.h"
#include "app/sandbox/up_command.h"

#include "counterbell_version.h"

#include <QCoreApplication>
#include <QStringList>

#include <cstdio>

namespace
{

struct Command {
    const char *name;
    const char *summary;
    int (*run)(const QStringList &arguments);
};

/// Each subcommand is a function of its own file; its arguments come without the program's name.
constexpr Command kCommands[] = {
    {"up", "sandbox, relay and core, wired together and seeded", &counterbell::sandbox::upCommand},
    {"serve", "Twilio's side alone", &counterbell::sandbox::serveCommand},
};

void printHelp(std::FILE *to)
{
    std::fprintf(to, "counterbell-sandbox: a stand-in for Twilio and the customers' phones, on loopback.\n\nUsage:\n");
    for (const auto &command : kCommands)
        std::fprintf(to, "  counterbell-sandbox %-6s %s\n", command.name, command.summary);
    std::fprintf(to, "\nEach command knows --help. --version prints the version.\n");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("counterbell-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COUNTERBELL_VERSION));

    counterbell::sandbox::startJsonLog(QStringLiteral("sandbox"));

    const auto arguments = QCoreApplication::arguments();
    const auto word = arguments.value(1);
    for (const auto &command : kCommands) {
        if (word == QLatin1StringView(command.name))
            return command.run(arguments.sliced(1));
    }
    if (word == QLatin1StringView("--version")) {
        std::printf("counterbell-sandbox %s\n", COUNTERBELL_VERSION);
        return 0;
    }
    if (word == QLatin1StringView("--help")) {
        printHelp(stdout);
        return 0;
    }
    std::fprintf(stderr, "counterbell-sandbox: %s\n",
                 word.isEmpty()
                     ? "A command is missing; see --help."
                     : qUtf8Printable(QStringLiteral("There is no command or option \"%1\"; see --help.").arg(word)));
    return 2;
}
