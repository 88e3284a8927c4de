// SPDX-License-Identifier: Apache-2.0
#include "app/core/options.h"

#include "core/store/postgres_url.h"
#include "counterbell_version.h"

#include <QCommandLineParser>
#include <QDir>

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

} // namespace

tl::expected<CoreOptions, QString> parseCoreOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The Counterbell core: owns the shop's data and rules, and talks to Twilio."_s);
    const QCommandLineOption data(u"data"_s, u"The folder that holds the shop's data."_s, u"DIR"_s);
    const QCommandLineOption storeOption(
        u"store"_s,
        u"Where the database is: sqlite, in the data folder, or postgresql://user@host:port/database; the "
        "password belongs into ~/.pgpass or a service file."_s,
        u"URL"_s, u"sqlite"_s);
    const QCommandLineOption listen(u"listen"_s, u"Where consoles connect."_s, u"HOST:PORT"_s, u"127.0.0.1:0"_s);
    const QCommandLineOption json(u"json"_s, u"Commands answer with one JSON object."_s);
    parser.addOptions({data, storeOption, listen, json});
    parser.addPositionalArgument(u"command"_s,
                                 u"migrate-store: copies the data folder's SQLite database into the empty one that "
                                 "--store names."_s,
                                 u"[command]"_s);
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
    const auto commands = parser.positionalArguments();
    options.migratesStore = commands == QStringList{u"migrate-store"_s};
    options.asJson = parser.isSet(json);
    if (!commands.isEmpty() && !options.migratesStore)
        return wrong(u"There is no command \"%1\"."_s.arg(commands.join(u' ')));
    if (!parser.isSet(data))
        return wrong(u"The option --data DIR is missing."_s);
    if (parser.value(storeOption) != u"sqlite"_s) {
        // No sentence of these repeats the URL: it may hold a password, and this is logged.
        auto location = store::readPostgresUrl(parser.value(storeOption));
        if (!location)
            return wrong(location.error());
        options.postgres = *location;
    }
    if (options.migratesStore && !options.postgres)
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
