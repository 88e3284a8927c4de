// SPDX-License-Identifier: Apache-2.0
#include "app/console/options.h"

#include "counterbell_version.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace counterbell::console
{

tl::expected<Options, QString> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The Counterbell console: the shop's inbox, counter and send log.\n"
                                     "Without options it attaches to this user's core, or starts one."_s);
    const QCommandLineOption sandbox(
        u"sandbox"_s, u"Runs a practice shop on this PC: nothing reaches real phones. It ends with the window."_s);
    const QCommandLineOption core(
        u"core"_s, u"Attaches to the core at this ws:// address. Its token is read from COUNTERBELL_TOKEN."_s,
        u"URL"_s);
    const QCommandLineOption newShop(
        u"new-shop"_s, u"With --sandbox: begins with a new practice shop, and keeps the old one aside."_s);
    parser.addOptions({sandbox, core, newShop});
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    if (!parser.parse(arguments))
        return tl::unexpected(parser.errorText());

    Options options;
    if (parser.isSet(help)) {
        options.answer = parser.helpText();
        return options;
    }
    if (parser.isSet(version)) {
        options.answer = u"counterbell " COUNTERBELL_VERSION "\n"_s;
        return options;
    }
    if (!parser.positionalArguments().isEmpty())
        return tl::unexpected(u"There is no argument \"%1\"."_s.arg(parser.positionalArguments().constFirst()));
    options.isSandbox = parser.isSet(sandbox);
    if (parser.isSet(core)) {
        const QUrl url(parser.value(core), QUrl::StrictMode);
        const bool isSocket = url.scheme() == u"ws"_s || url.scheme() == u"wss"_s;
        if (!url.isValid() || !isSocket || url.host().isEmpty())
            return tl::unexpected(
                u"The address \"%1\" of --core is not of the form ws://HOST:PORT."_s.arg(parser.value(core)));
        if (!url.userInfo().isEmpty())
            return tl::unexpected(u"The address of --core holds a password; command lines are public."_s);
        options.core = url;
    }
    options.isNewShop = parser.isSet(newShop);
    if (options.isNewShop && !options.isSandbox)
        return tl::unexpected(u"--new-shop goes with --sandbox: other shops are never put aside."_s);
    if (options.isSandbox && options.core)
        return tl::unexpected(u"--sandbox and --core exclude each other: a sandbox brings its own core."_s);
    return options;
}

} // namespace counterbell::console
