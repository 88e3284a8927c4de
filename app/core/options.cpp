// SPDX-License-Identifier: Apache-2.0
#include "app/core/options.h"

#include "core/store/postgres_url.h"
#include "counterbell_version.h"

#include <QCommandLineParser>
#include <QDateTime>
#include <QDir>
#include <QHash>
#include <QRegularExpression>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<QString> wrong(const QString &sentence)
{
    return tl::unexpected<QString>(sentence);
}

/// "127.0.0.1:0", "[::1]:4000".
bool readAddress(const QString &text, CoreOptions &options)
{
    const auto colon = text.lastIndexOf(u':');
    bool isPort = false;
    const auto port = text.mid(colon + 1).toUShort(&isPort);
    auto host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    const QHostAddress address(host);
    if (colon < 1 || !isPort || address.isNull())
        return false;
    options.address = address;
    options.port = port;
    return true;
}

std::optional<CoreCommand> commandOf(const QString &word)
{
    static const QHash<QString, CoreCommand> commands{{u"backup"_s, CoreCommand::Backup},
                                                      {u"restore"_s, CoreCommand::Restore},
                                                      {u"doctor"_s, CoreCommand::Doctor},
                                                      {u"replay"_s, CoreCommand::Replay},
                                                      {u"migrate-store"_s, CoreCommand::MigrateStore}};
    const auto found = commands.find(word);
    return found == commands.end() ? std::nullopt : std::optional(*found);
}

/// The options that only a command has.
struct CommandOptions {
    QCommandLineOption json{u"json"_s, u"A command answers with one JSON object."_s};
    QCommandLineOption to{u"to"_s, u"backup: a new folder for a copy of database and media."_s, u"FOLDER"_s};
    QCommandLineOption from{u"from"_s, u"restore: a backup, or a folder that backup --to made."_s, u"PATH"_s};
    QCommandLineOption sid{u"sid"_s, u"replay: the webhooks of this message."_s, u"SID"_s};
    QCommandLineOption since{u"since"_s, u"replay: every webhook since then, as 2026-11-20T08:15:00Z."_s, u"TIME"_s};
    QCommandLineOption offline{u"offline"_s, u"doctor: ask neither Twilio nor the relays."_s};

    /// Of which command each is.
    [[nodiscard]] std::vector<std::pair<const QCommandLineOption *, CoreCommand>> owners() const
    {
        return {{&to, CoreCommand::Backup},
                {&from, CoreCommand::Restore},
                {&sid, CoreCommand::Replay},
                {&since, CoreCommand::Replay},
                {&offline, CoreCommand::Doctor}};
    }
};

tl::expected<void, QString> readReplay(const QCommandLineParser &parser, const CommandOptions &known,
                                       CoreOptions &options)
{
    static const QRegularExpression sidShape(u"^(SM|MM)[0-9a-f]{32}$"_s);
    if (parser.isSet(known.sid) == parser.isSet(known.since))
        return wrong(u"The command replay needs either --sid or --since."_s);
    if (parser.isSet(known.sid)) {
        options.sid = parser.value(known.sid);
        if (!sidShape.match(*options.sid).hasMatch())
            return wrong(
                u"\"%1\" of --sid is not the SID of a message: SM or MM and 32 hex digits."_s.arg(*options.sid));
        return {};
    }
    const auto at = QDateTime::fromString(parser.value(known.since), Qt::ISODateWithMs);
    if (!at.isValid())
        return wrong(u"\"%1\" of --since is not a time like 2026-11-20T08:15:00Z."_s.arg(parser.value(known.since)));
    options.since = fromMillis(at.toMSecsSinceEpoch());
    return {};
}

/// The command and what belongs to it.
tl::expected<void, QString> readCommand(const QCommandLineParser &parser, const CommandOptions &known,
                                        CoreOptions &options)
{
    const auto words = parser.positionalArguments();
    if (!words.isEmpty()) {
        const auto command = commandOf(words.first());
        if (!command || words.size() > 1)
            return wrong(u"There is no command \"%1\"."_s.arg(words.join(u' ')));
        options.command = *command;
    }
    for (const auto &[option, command] : known.owners()) {
        if (parser.isSet(*option) && options.command != command)
            return wrong(u"The option --%1 does not belong here."_s.arg(option->names().first()));
    }
    options.isJson = parser.isSet(known.json);
    if (options.isJson && options.command == CoreCommand::Serve)
        return wrong(u"The option --json does not belong here."_s);
    options.isOffline = parser.isSet(known.offline);
    for (const auto &[option, path] : {std::pair(&known.to, &options.to), std::pair(&known.from, &options.from)}) {
        if (!parser.isSet(*option))
            continue;
        if (parser.value(*option).isEmpty())
            return wrong(u"The option --%1 names nothing."_s.arg(option->names().first()));
        *path = QDir(parser.value(*option)).absolutePath();
    }
    if (options.command == CoreCommand::Replay)
        return readReplay(parser, known, options);
    return {};
}

} // namespace

tl::expected<CoreOptions, QString> parseCoreOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"The Counterbell core: owns the shop's data and rules, and talks to Twilio.\n\n"
        "Without a command it runs as the core. The commands, each with --data:\n"
        "  backup   copies the database beside a running core\n"
        "  restore  puts a backup in the place of the data; unfinished messages wait for a person\n"
        "  doctor   says what is wrong\n"
        "  replay   runs webhooks through again, safely\n"
        "  migrate-store  copies the SQLite database and the files of messages into the empty PostgreSQL one that "
        "--store names"_s);
    parser.addPositionalArgument(u"command"_s, u"One of the commands above."_s, u"[command]"_s);
    const CommandOptions known;
    parser.addOptions({known.json, known.to, known.from, known.sid, known.since, known.offline});
    const QCommandLineOption data(u"data"_s, u"The folder that holds the shop's data."_s, u"DIR"_s);
    const QCommandLineOption storeOption(
        u"store"_s,
        u"Where the database is: sqlite, in the data folder, or postgresql://user@host:port/database; the "
        "password belongs into ~/.pgpass or a service file."_s,
        u"URL"_s, u"sqlite"_s);
    const QCommandLineOption listen(u"listen"_s, u"Where consoles connect."_s, u"HOST:PORT"_s, u"127.0.0.1:0"_s);
    parser.addOptions({data, storeOption, listen});
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    CoreOptions options;
    if (parser.isSet(help)) {
        options.answer = parser.helpText();
        return options;
    }
    if (parser.isSet(version)) {
        options.answer = u"counterbell-core " COUNTERBELL_VERSION "\n"_s;
        return options;
    }
    if (const auto read = readCommand(parser, known, options); !read)
        return tl::unexpected(read.error());
    if (!parser.isSet(data))
        return wrong(u"The option --data DIR is missing."_s);
    if (parser.value(storeOption) != u"sqlite"_s) {
        // No sentence of these repeats the URL: it may hold a password, and this is logged.
        auto location = store::readPostgresUrl(parser.value(storeOption));
        if (!location)
            return wrong(location.error());
        options.postgres = *location;
    }
    if (options.command == CoreCommand::MigrateStore && !options.postgres)
        return wrong(u"The command migrate-store needs --store postgresql://…, the database to copy to."_s);
    if (!readAddress(parser.value(listen), options))
        return wrong(u"The address \"%1\" of --listen is not of the form HOST:PORT."_s.arg(parser.value(listen)));
    if (!options.address.isLoopback())
        return wrong(
            u"The address \"%1\" of --listen is not on this machine; consoles on other machines are not served."_s.arg(
                parser.value(listen)));
    options.dataDir = QDir(parser.value(data)).absolutePath();
    return options;
}

} // namespace counterbell
