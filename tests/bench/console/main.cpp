// SPDX-License-Identifier: Apache-2.0
// counterbell-bench-console start|open|frames|memory|search --core URL --shop FILE [--repeat N] [--rows N] [--seconds
// N] Measures the console from inside against a core that runs (its token in COUNTERBELL_TOKEN), and prints what it
// found as one JSON line. FILE is what counterbell-bench-shop printed.
#include "tests/bench/console/scenarios.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace counterbell;

namespace
{

using Measure = QJsonObject (*)(const bench::Course &);

Measure measureNamed(const QString &name)
{
    static const QHash<QString, Measure> kAll{{u"start"_s, bench::measureStart},
                                              {u"open"_s, bench::measureOpening},
                                              {u"frames"_s, bench::measureFrames},
                                              {u"memory"_s, bench::measureMemory},
                                              {u"search"_s, bench::measureSearch}};
    return kAll.value(name);
}

ConversationId idOf(const QJsonValue &text)
{
    return ConversationId{text.toString().toLongLong()};
}

bool readShop(const QString &path, bench::Course &course)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const auto shop = QJsonDocument::fromJson(file.readAll()).object();
    course.longest = idOf(shop["longestConversation"_L1]);
    course.longestRows = shop["longest"_L1].toInt();
    for (const auto &id : shop["otherConversations"_L1].toArray())
        course.others.push_back(idOf(id));
    return !course.longest.isNull() && !course.others.empty();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"counterbell"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    bench::Course course;
    QCommandLineParser parser;
    parser.addPositionalArgument(u"measurement"_s, u"start, open, frames, memory or search"_s);
    parser.addOption({u"core"_s, u"the core's address"_s, u"URL"_s});
    parser.addOption({u"shop"_s, u"what the shop holds"_s, u"FILE"_s});
    for (const auto &[name, value] : {std::pair(u"repeat"_s, &course.repeat), std::pair(u"rows"_s, &course.rows),
                                      std::pair(u"seconds"_s, &course.seconds)})
        parser.addOption({name, u"a number"_s, u"N"_s, QString::number(*value)});
    parser.process(application);
    const auto measure = measureNamed(parser.positionalArguments().value(0));
    course.core = QUrl(parser.value(u"core"_s));
    course.repeat = parser.value(u"repeat"_s).toInt();
    course.rows = parser.value(u"rows"_s).toInt();
    course.seconds = parser.value(u"seconds"_s).toInt();
    if (!measure || !course.core.isValid() || !readShop(parser.value(u"shop"_s), course)) {
        std::fprintf(stderr, "counterbell-bench-console: name a measurement, --core URL and --shop FILE.\n");
        return 2;
    }
    std::printf("%s\n", QJsonDocument(measure(course)).toJson(QJsonDocument::Compact).constData());
    return 0;
}
