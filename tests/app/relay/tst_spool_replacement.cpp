// SPDX-License-Identifier: Apache-2.0
#include "app/relay/spool_replacement.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell::relay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

std::vector<SpoolFile::Entry> batch(const std::string &tenant, std::initializer_list<std::string> bodies)
{
    std::vector<SpoolFile::Entry> entries;
    for (const auto &body : bodies) {
        auto event = std::make_shared<Event>();
        event->at = unixNow();
        event->header = "\"h\":1}";
        event->body = body;
        entries.push_back({tenant, std::move(event)});
    }
    return entries;
}

QString words(const std::vector<Item> &items)
{
    QStringList all;
    for (const auto &item : items) {
        if (const auto *event = std::get_if<EventPtr>(&item))
            all << u"%1:%2"_s.arg((*event)->seq).arg(QString::fromStdString((*event)->body));
        else
            all << u"%1-%2:%3"_s.arg(std::get<Gap>(item).first)
                       .arg(std::get<Gap>(item).last)
                       .arg(QString::fromUtf8(wireName(std::get<Gap>(item).reason)));
    }
    return all.join(u' ');
}

} // namespace

/// Files alone: what a new spool takes over, and what a crash at any moment leaves.
class TestSpoolReplacement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"spool.db"_s).toStdString();
        SpoolFile file(m_path, {});
        auto a = batch("a", {"a1", "a2", "a3", "a4"});
        auto b = batch("b", {"b1", "b2"});
        file.append(a);
        file.append(b);
        file.acknowledge({{"a", 2}});
        m_id = file.id();
    }

    void takesOverWhatNobodyHasRead()
    {
        const auto salvage = build();
        QCOMPARE(salvage.saved, 4u);
        QCOMPARE(salvage.lost, 0u);
        const auto aside = swap();
        QVERIFY(QFile::exists(aside));
        SpoolFile file(m_path, {});
        QVERIFY(file.id() != m_id);
        SpoolReader reader(m_path);
        QCOMPARE(words(reader.read("a", 1)), u"1:a3 2:a4"_s);
        QCOMPARE(words(reader.read("b", 1)), u"1:b1 2:b2"_s);
        // Numbering goes on behind it.
        auto more = batch("a", {"a5"});
        file.append(more);
        QCOMPARE(words(reader.read("a", 3)), u"3:a5"_s);
    }

    void namesAGapByItsOwnReason()
    {
        {
            SpoolFile file(m_path, {});
            file.lose("c", 2, GapReason::Corrupt);
            QCOMPARE(file.streams().at("c").state.oldest, 3u);
            file.lose("a", 3, GapReason::Quota);
            QCOMPARE(file.streams().at("a").state.oldest, 1u);
            auto more = batch("a", {"a8"});
            file.append(more);
        }
        QCOMPARE(build().lost, 5u);
        (void)swap();
        SpoolReader reader(m_path);
        QCOMPARE(words(reader.read("a", 1)), u"1:a3 2:a4 3-5:quota 6:a8"_s);
        QCOMPARE(words(reader.read("c", 1)), u"1-2:corrupt"_s);
    }

    void whatCannotBeReadAtAllIsAGapFromTheFirstOn()
    {
        SpoolReplacement replacement(m_path, {});
        {
            SpoolReader reader(m_path);
            QFile file(QString::fromStdString(m_path));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.write(QByteArray(int(file.size()), 'x')) > 0);
            file.close();
            // Numbers come from the process's memory where the file has none left.
            const auto salvage = replacement.build(&reader, {{"a", 1, 2, 4}, {"c", 9, 7, 7}}, [] { return true; });
            QCOMPARE(salvage.lost, 2u);
        }
        (void)replacement.swap();
        SpoolFile file(m_path, {});
        QCOMPARE(file.streams().at("a").state.head, 2u);
        QCOMPARE(file.streams().at("a").state.oldest, 3u);
        QVERIFY(!file.streams().contains("c"));
        SpoolReader reader(m_path);
        QCOMPARE(words(reader.read("a", 1)), u"1-2:corrupt"_s);
        auto more = batch("a", {"next"});
        file.append(more);
        QCOMPARE(words(reader.read("a", 1)), u"1-2:corrupt 3:next"_s);
    }

    void aCrashLosesNothing_data()
    {
        QTest::addColumn<QString>("died");
        QTest::addColumn<bool>("isNew");
        QTest::newRow("while the new one was made") << u"building"_s << false;
        QTest::newRow("before the damaged one was put aside") << u"built"_s << false;
        QTest::newRow("before its log was") << u"aside"_s << true;
        QTest::newRow("before the new one took its place") << u"logs"_s << true;
    }
    void aCrashLosesNothing()
    {
        QFETCH(QString, died);
        QFETCH(bool, isNew);
        (void)build();
        const auto path = QString::fromStdString(m_path);
        if (died == "building"_L1)
            QVERIFY(QFile::resize(path + u".new"_s, 5000));
        // The log that a killed process leaves; this one would be taken for the new file's, and ruin it.
        if (died != "logs"_L1) {
            QFile log(path + u"-wal"_s);
            QVERIFY(log.open(QIODevice::WriteOnly));
            log.write(isNew ? QByteArray(40'000, 'w') : QByteArray());
        }
        if (isNew)
            QVERIFY(QFile::rename(path, path + u".corrupt-1"_s));
        SpoolReplacement::recover(m_path);
        QVERIFY(!QFile::exists(path + u".new"_s));
        QVERIFY(!QFile::exists(path + u"-wal"_s) || !isNew);
        SpoolFile file(m_path, {});
        QCOMPARE(file.id() != m_id, isNew);
        SpoolReader reader(m_path);
        QCOMPARE(words(reader.read("b", 1)), u"1:b1 2:b2"_s);
        QCOMPARE(words(reader.read("a", 1)), isNew ? u"1:a3 2:a4"_s : u"1:a1 2:a2 3:a3 4:a4"_s);
        if (isNew && died != "logs"_L1)
            QCOMPARE(QDir(m_folder->path()).entryList({u"*.corrupt-*-wal"_s}).size(), 1);
    }

    void stopsWhenItIsTold()
    {
        SpoolReplacement replacement(m_path, {});
        SpoolReader reader(m_path);
        QVERIFY_THROWS_EXCEPTION(sqlite::Fault,
                                 (void)replacement.build(&reader, reader.streams(), [] { return false; }));
    }

    void damagedFilesAreNotKeptForEver()
    {
        const auto path = QString::fromStdString(m_path);
        const auto now = unixNow();
        const auto hour = std::chrono::milliseconds(1h).count();
        for (const auto age : {1, 2, 3, 4, 200})
            for (const auto *log : {"", "-wal"})
                QVERIFY(QFile::copy(path, path + u".corrupt-%1%2"_s.arg(now - age * hour).arg(QLatin1StringView(log))));
        QVERIFY(QFile::copy(path, path + u".corrupt-mine"_s));
        SpoolReplacement::sweep(m_path, now, 24h * 7);
        // The newest three, and what somebody named otherwise.
        QCOMPARE(QDir(m_folder->path()).entryList({u"*.corrupt-*"_s}).size(), 7);
        SpoolReplacement::sweep(m_path, now, 2h);
        QCOMPARE(QDir(m_folder->path()).entryList({u"*.corrupt-*"_s}),
                 (QStringList{u"spool.db.corrupt-%1"_s.arg(now - hour), u"spool.db.corrupt-%1-wal"_s.arg(now - hour),
                              u"spool.db.corrupt-mine"_s}));
        QVERIFY(QFile::exists(path));
    }

private:
    Salvage build()
    {
        SpoolReplacement replacement(m_path, {});
        SpoolReader reader(m_path);
        return replacement.build(&reader, reader.streams(), [] { return true; });
    }
    QString swap() { return QString::fromStdString(SpoolReplacement(m_path, {}).swap()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
    std::string m_id;
};

QTEST_GUILESS_MAIN(TestSpoolReplacement)
#include "tst_spool_replacement.moc"
