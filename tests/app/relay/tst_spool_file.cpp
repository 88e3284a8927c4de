// SPDX-License-Identifier: Apache-2.0
#include "app/relay/spool_file.h"
#include "app/relay/spool_reader.h"

#include <QTemporaryDir>
#include <QTest>

using namespace counterbell::relay;
using namespace std::chrono_literals;

namespace
{

std::vector<SpoolFile::Entry> batch(const std::string &tenant, std::initializer_list<std::string> bodies,
                                    UnixMs at = unixNow())
{
    std::vector<SpoolFile::Entry> entries;
    for (const auto &body : bodies) {
        auto event = std::make_shared<Event>();
        event->at = at;
        event->header = R"("h":1})";
        event->body = body;
        entries.push_back({tenant, event});
    }
    return entries;
}

/// "1=a 2=b gap(3-4 quota) 5=c"
std::string shown(const std::vector<Item> &items)
{
    std::string text;
    for (const auto &item : items) {
        if (!text.empty())
            text += ' ';
        if (const auto *event = std::get_if<EventPtr>(&item)) {
            text += std::to_string((*event)->seq) + "=" + (*event)->body.substr(0, 8);
        } else {
            const auto &gap = std::get<Gap>(item);
            text += "gap(" + std::to_string(gap.first) + "-" + std::to_string(gap.last) + " " +
                    std::string(wireName(gap.reason)) + ")";
        }
    }
    return text;
}

} // namespace

/// The spool's file: numbering, quota, retention, damage, a full disk.
class TestSpoolFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("spool.db")).toStdString();
    }

    void numbersDenselyPerTenantAndSurvivesReopening()
    {
        std::string id;
        {
            SpoolFile file(m_path, {});
            id = file.id();
            auto one = batch("a", {"a1", "a2"});
            file.append(one);
            auto other = batch("b", {"b1"});
            file.append(other);
            QVERIFY(one[0].kept && one[1].kept && other[0].kept);
            QCOMPARE(one[1].event->seq, 2u);
            QCOMPARE(other[0].event->seq, 1u);
        }
        SpoolFile file(m_path, {});
        QCOMPARE(file.id(), id);
        auto more = batch("a", {"a3"});
        file.append(more);
        QCOMPARE(more[0].event->seq, 3u);
        SpoolReader reader(m_path);
        QCOMPARE(shown(reader.read("a", 1)), "1=a1 2=a2 3=a3");
        QCOMPARE(shown(reader.read("a", 3)), "3=a3");
        QCOMPARE(shown(reader.read("a", 4)), "");
        QCOMPARE(shown(reader.read("b", 1)), "1=b1");
        QCOMPARE(shown(reader.read("nobody", 1)), "");
    }

    void aNumberIsNeverGivenTwiceThoughItsEventIsGone()
    {
        SpoolLimits limits;
        limits.acknowledged = 0ms;
        {
            SpoolFile file(m_path, limits);
            auto entries = batch("a", {"1", "2"});
            file.append(entries);
            file.acknowledge({{"a", 2}});
            QVERIFY(!file.prune(unixNow() + 1));
        }
        SpoolFile file(m_path, limits);
        QCOMPARE(file.streams().at("a").state.oldest, 3u);
        QCOMPARE(file.streams().at("a").state.bytes, 0u);
        auto entries = batch("a", {"3"});
        file.append(entries);
        QCOMPARE(entries[0].event->seq, 3u);
    }

    void keepsBytesAsTheyAre()
    {
        SpoolFile file(m_path, {});
        const std::string body("\0\xff\r\n", 4);
        auto entries = batch("a", {body, ""});
        file.append(entries);
        SpoolReader reader(m_path);
        const auto items = reader.read("a", 1);
        QCOMPARE(items.size(), 2u);
        QVERIFY(std::get<EventPtr>(items[0])->body == body);
        QVERIFY(std::get<EventPtr>(items[1])->body.empty());
        QCOMPARE(std::get<EventPtr>(items[0])->header, R"("h":1})");
    }

    void theOldestGoWhenTheQuotaIsFull()
    {
        SpoolLimits limits;
        limits.bytesPerTenant = 3 * (6 + 100);
        SpoolFile file(m_path, limits);
        for (const char c : {'1', '2', '3', '4', '5'}) {
            auto entries = batch("a", {std::string(100, c)});
            file.append(entries);
            QVERIFY(entries[0].kept);
        }
        auto other = batch("b", {std::string(100, 'b')});
        file.append(other);
        SpoolReader reader(m_path);
        QCOMPARE(shown(reader.read("a", 1)), "gap(1-2 quota) 3=33333333 4=44444444 5=55555555");
        QCOMPARE(shown(reader.read("a", 2)), "gap(2-2 quota) 3=33333333 4=44444444 5=55555555");
        QCOMPARE(shown(reader.read("b", 1)), "1=bbbbbbbb");
        auto giant = batch("a", {std::string(1000, 'x')});
        file.append(giant);
        QVERIFY(!giant[0].kept);
        QCOMPARE(file.streams().at("a").state.head, 5u);
    }

    void expiresByAcknowledgementAndAge_data()
    {
        QTest::addColumn<int>("acked");
        QTest::addColumn<qint64>("laterBy");
        QTest::addColumn<QByteArray>("left");
        constexpr qint64 hour = 3600 * 1000;
        QTest::newRow("nothing yet") << 2 << 24 * hour - 1 << QByteArray("1=1 2=2 3=3");
        QTest::newRow("acknowledged, a day") << 2 << 24 * hour << QByteArray("gap(1-2 expired) 3=3");
        QTest::newRow("unacknowledged, just under a week") << 0 << 168 * hour - 1 << QByteArray("1=1 2=2 3=3");
        QTest::newRow("unacknowledged, a week") << 0 << 168 * hour << QByteArray("gap(1-3 expired)");
    }
    void expiresByAcknowledgementAndAge()
    {
        QFETCH(int, acked);
        QFETCH(qint64, laterBy);
        QFETCH(QByteArray, left);
        SpoolFile file(m_path, {});
        const auto now = unixNow();
        auto entries = batch("a", {"1", "2", "3"}, now);
        file.append(entries);
        file.acknowledge({{"a", std::uint64_t(acked)}});
        QVERIFY(!file.prune(now + laterBy));
        SpoolReader reader(m_path);
        QCOMPARE(QByteArray::fromStdString(shown(reader.read("a", 1))), left);
    }

    void acknowledgedEventsStayForReplay()
    {
        SpoolFile file(m_path, {});
        auto entries = batch("a", {"1", "2"});
        file.append(entries);
        file.acknowledge({{"a", 2}});
        file.prune(unixNow());
        SpoolReader reader(m_path);
        QCOMPARE(shown(reader.read("a", 1)), "1=1 2=2");
    }

    void anAcknowledgementNeverGoesBackOrBeyondTheHead()
    {
        SpoolFile file(m_path, {});
        auto entries = batch("a", {"1", "2"});
        file.append(entries);
        file.acknowledge({{"a", 2}, {"nobody", 7}});
        file.acknowledge({{"a", 1}});
        QCOMPARE(file.streams().at("a").acked, 2u);
        file.acknowledge({{"a", 99}});
        QCOMPARE(file.streams().at("a").acked, 2u);
    }

    void prunesInPieces()
    {
        SpoolFile file(m_path, {});
        for (int i = 0; i < 6; ++i) {
            auto entries = batch("a", {"1"}, 0);
            while (entries.size() < 100)
                entries.push_back({"a", std::make_shared<Event>(*entries[0].event)});
            file.append(entries);
        }
        QVERIFY(file.prune(unixNow()));
        QVERIFY(!file.prune(unixNow()));
        SpoolReader reader(m_path);
        QCOMPARE(shown(reader.read("a", 1)), "gap(1-600 expired)");
    }

    void aDamagedRecordIsAGapAndTheRestIsRead_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("read");
        QTest::newRow("a changed body") << QByteArray("UPDATE events SET body = x'00' WHERE key % 1000 = 2")
                                        << QByteArray("1=1 gap(2-2 corrupt) 3=3 4=4");
        QTest::newRow("a changed time") << QByteArray("UPDATE events SET at = at + 1 WHERE key % 1000 = 1")
                                        << QByteArray("gap(1-1 corrupt) 2=2 3=3 4=4");
        QTest::newRow("a byte moved from header to body")
            << QByteArray("UPDATE events SET header = substr(header, 1, length(header) - 1), "
                          "body = CAST(substr(header, -1) || body AS BLOB) WHERE key % 1000 = 4")
            << QByteArray("1=1 2=2 3=3 gap(4-4 corrupt)");
        QTest::newRow("records that have vanished")
            << QByteArray("DELETE FROM events WHERE key % 1000 IN (2, 3)") << QByteArray("1=1 gap(2-3 corrupt) 4=4");
        QTest::newRow("the newest has vanished")
            << QByteArray("DELETE FROM events WHERE key % 1000 = 4") << QByteArray("1=1 2=2 3=3 gap(4-4 corrupt)");
    }
    void aDamagedRecordIsAGapAndTheRestIsRead()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, read);
        SpoolFile file(m_path, {});
        auto entries = batch("a", {"1", "2", "3", "4"});
        file.append(entries);
        sqlite::Database other(m_path);
        sql.replace("key % 1000", "(key & 0xffff)");
        other.exec(sql.constData());
        SpoolReader reader(m_path);
        QCOMPARE(QByteArray::fromStdString(shown(reader.read("a", 1))), read);
    }

    void readsInPages()
    {
        SpoolFile file(m_path, {});
        auto entries = batch("a", {std::string(300'000, 'x')});
        while (entries.size() < 10)
            entries.push_back({"a", std::make_shared<Event>(*entries[0].event)});
        file.append(entries);
        SpoolReader reader(m_path);
        const auto page = reader.read("a", 1);
        QCOMPARE(page.size(), 4u);
        QCOMPARE(std::get<EventPtr>(reader.read("a", 5)[0])->seq, 5u);
    }

    void aFullDiskKeepsNothingOfABatchAndGoesOnWithRoom()
    {
        SpoolFile file(m_path, {});
        auto first = batch("a", {"1"});
        file.append(first);
        file.limitPages(file.pages() + 3);
        auto many = batch("a", {std::string(30'000, 'x'), std::string(30'000, 'y')});
        for (auto &entry : batch("new", {std::string(30'000, 'z')}))
            many.push_back(entry);
        bool full = false;
        try {
            file.append(many);
        } catch (const sqlite::Fault &fault) {
            full = fault.full();
        }
        QVERIFY(full);
        QCOMPARE(file.streams().at("a").state.head, 1u);
        QVERIFY(!file.streams().contains("new"));
        SpoolReader reader(m_path);
        QCOMPARE(shown(reader.read("a", 1)), "1=1");
        file.limitPages(1'000'000);
        auto later = batch("a", {"2"});
        file.append(later);
        QCOMPARE(later[0].event->seq, 2u);
        QCOMPARE(shown(reader.read("a", 1)), "1=1 2=2");
    }

    void aDroppedTenantIsGone()
    {
        SpoolFile file(m_path, {});
        auto entries = batch("a", {"1"});
        file.append(entries);
        auto other = batch("b", {"b1"});
        file.append(other);
        file.drop("a");
        SpoolReader reader(m_path);
        QCOMPARE(shown(reader.read("a", 1)), "");
        QCOMPARE(shown(reader.read("b", 1)), "1=b1");
    }

    void refusesAFileOfANewerVersion()
    {
        {
            const SpoolFile file(m_path, {});
        }
        sqlite::Database(m_path).exec("PRAGMA user_version = 99");
        QVERIFY_THROWS_EXCEPTION(sqlite::Fault, SpoolFile(m_path, {}));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
};

QTEST_GUILESS_MAIN(TestSpoolFile)
#include "tst_spool_file.moc"
