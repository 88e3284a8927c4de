// SPDX-License-Identifier: Apache-2.0
// counterbell-bench-core --database FILE [--frames N] [--events N] [--rounds N] [--seed N] [--only-ingest]
// Ingests webhooks into the database of a shop that counterbell-bench-shop has made, and after each round inserts the
// rows that came of it into FILE.bare, a copy, with SQLite alone. Prints what each frame took as one JSON line.
#include "app/core/event_rendering.h"
#include "tests/bench/core/bare_database.h"
#include "tests/bench/core/ingest_run.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace counterbell;

namespace
{

class WallClock : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return fromMillis(QDateTime::currentMSecsSinceEpoch()); }
};

struct Course {
    int frames = 0;
    int events = 0;
    int rounds = 0;
    quint64 seed = 1;
    bool isOnlyIngest = false;
};

QJsonArray list(const std::vector<qint64> &values)
{
    QJsonArray array;
    for (const auto value : values)
        array << value;
    return array;
}

void note(QJsonObject &tables, const std::vector<bench::TableRows> &found)
{
    for (const auto &table : found) {
        const auto before = tables[table.table].toObject();
        tables.insert(table.table, QJsonObject{{u"rows"_s, before["rows"_L1].toInteger() + qint64(table.rows.size())},
                                               {u"bytes"_s, before["bytes"_L1].toInteger() + table.bytes}});
    }
}

QJsonObject measure(const QString &file, const Course &course)
{
    const auto copy = file + u".bare"_s;
    QFile::remove(copy);
    if (!course.isOnlyIngest && !QFile::copy(file, copy))
        throw std::runtime_error("the database can't be copied");
    const WallClock clock;
    store::Store store(store::sqliteDialect({file}), clock, {});
    if (!store.open(eventRenderer()))
        throw std::runtime_error("the database can't be opened");
    bench::IngestRun run(store, clock, course.seed);
    bench::NewRows fresh(file);
    std::optional<bench::BareDatabase> bare;
    if (!course.isOnlyIngest)
        bare.emplace(copy);
    QJsonArray rounds;
    QJsonObject tables;
    for (int i = 0; i < course.rounds; ++i) {
        auto frames = run.frames(course.frames, course.events);
        QJsonObject round{{u"ingestNs"_s, list(run.feed(std::move(frames)))}};
        if (bare) {
            const auto rows = fresh.take();
            note(tables, rows);
            round.insert(u"bareNs"_s, list(bare->insert(rows, course.frames)));
        }
        rounds << round;
    }
    const auto &counts = run.counts();
    return {{u"rounds"_s, rounds},
            {u"tables"_s, tables},
            {u"eventsPerFrame"_s, course.events},
            {u"applied"_s, counts.applied},
            {u"others"_s, counts.duplicates + counts.rejected + counts.failed}};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const auto number = [&](const QString &name, int value) {
        parser.addOption({name, u"a number"_s, u"N"_s, QString::number(value)});
    };
    parser.addOption({u"database"_s, u"the SQLite file"_s, u"FILE"_s});
    number(u"frames"_s, 64);
    number(u"events"_s, 64);
    number(u"rounds"_s, 5);
    number(u"seed"_s, 1);
    parser.addOption({u"only-ingest"_s, u"without the baseline, for a profile"_s});
    parser.addHelpOption();
    parser.process(application);
    const Course course{parser.value(u"frames"_s).toInt(), parser.value(u"events"_s).toInt(),
                        parser.value(u"rounds"_s).toInt(), parser.value(u"seed"_s).toULongLong(),
                        parser.isSet(u"only-ingest"_s)};
    if (!parser.isSet(u"database"_s) || course.frames < 1 || course.events < 1 || course.rounds < 1) {
        std::fprintf(stderr, "counterbell-bench-core: name a --database and how much of each.\n");
        return 2;
    }
    try {
        const auto found = measure(parser.value(u"database"_s), course);
        std::printf("%s\n", QJsonDocument(found).toJson(QJsonDocument::Compact).constData());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "counterbell-bench-core: %s\n", error.what());
        return 1;
    }
    return 0;
}
