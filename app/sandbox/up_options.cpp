// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/up_options.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

tl::expected<UpOptions, QString> parseUpOptions(const QStringList &words, const QString &ownDirectory)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs the sandbox, a relay and a core on free loopback ports, wired together, with a seeded shop."_s);
    const QCommandLineOption data(u"data"_s, u"The folder of this shop; an empty one is seeded, another resumed."_s,
                                  u"DIR"_s);
    const QCommandLineOption ready(u"ready-file"_s, u"Written, as one line of JSON, when everything is ready."_s,
                                   u"F"_s);
    const QCommandLineOption programs(
        u"programs"_s, u"Takes counterbell-core and counterbell-relay from this folder (tests, packaging)."_s,
        u"DIR"_s);
    const QCommandLineOption newShop(
        u"new-shop"_s, u"Keeps the shop that is in DIR aside, in DIR/old-1 (2, 3 …), and begins with a new one."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this text."_s);
    parser.addOptions({data, ready, programs, newShop, help});
    if (!parser.parse(QStringList{u"counterbell-sandbox up"_s} + words))
        return tl::unexpected(parser.errorText());

    UpOptions options;
    options.helpOnly = parser.isSet(help);
    options.help = parser.helpText();
    if (options.helpOnly)
        return options;
    if (!parser.positionalArguments().isEmpty())
        return tl::unexpected(u"up takes no argument \"%1\"."_s.arg(parser.positionalArguments().constFirst()));
    if (parser.value(data).isEmpty())
        return tl::unexpected(u"up needs --data DIR, the folder of its shop."_s);
    const auto absolute = [](const QString &path) { return QDir::cleanPath(QFileInfo(path).absoluteFilePath()); };
    options.newShop = parser.isSet(newShop);
    options.dataDir = absolute(parser.value(data));
    if (parser.isSet(ready)) {
        options.readyFile = absolute(parser.value(ready));
        if (parser.value(ready).isEmpty() || QFileInfo(options.readyFile).isDir() ||
            !QFileInfo(options.readyFile).dir().exists())
            return tl::unexpected(u"--ready-file %1 can't be written there."_s.arg(parser.value(ready)));
    }
    options.programsDir = parser.isSet(programs) ? absolute(parser.value(programs)) : ownDirectory;
    for (const auto &name : {u"counterbell-core"_s, u"counterbell-relay"_s}) {
        if (!QFileInfo(QDir(options.programsDir).filePath(name)).isExecutable())
            return tl::unexpected(u"There is no program %1 in %2."_s.arg(name, options.programsDir));
    }
    return options;
}

} // namespace counterbell::sandbox
