// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/search_index.h"
#include "core/inbox/word_index.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

class SearchIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("a word") << "Your ring is ready" << "ring" << true;
        QTest::newRow("in any case") << "Your RING is ready" << "rInG" << true;
        QTest::newRow("the beginning of the last word") << "Your bracelet" << "your brac" << true;
        QTest::newRow("the beginning of an earlier word alone") << "Your bracelet" << "brac your" << false;
        QTest::newRow("inside a word") << "Your bracelet" << "race" << false;
        QTest::newRow("several words in any order") << "The ring for Ann is ready" << "ready ring" << true;
        QTest::newRow("one word too many") << "The ring is ready" << "ring gold" << false;
        QTest::newRow("without accents") << "Café Münster" << "cafe munster" << true;
        QTest::newRow("with accents") << "Cafe Munster" << "café münster" << true;
        QTest::newRow("Arabic with marks") << u"مَرْحَبًا بِكُم"_s << u"مرحبا"_s << true;
        QTest::newRow("Arabic asked with marks") << u"مرحبا بكم"_s << u"مَرْحَبًا"_s << true;
        QTest::newRow("Arabic with tatweel") << u"خـــاتم ذهب"_s << u"خاتم"_s << true;
        QTest::newRow("Arabic with a hamza") << u"أهلا"_s << u"اهلا"_s << true;
        QTest::newRow("full-width letters") << u"ＲＩＮＧ"_s << "ring" << true;
        QTest::newRow("a number") << "Job R-1042, 85.50" << "1042" << true;
        QTest::newRow("words with signs") << "O'Neil's ring" << "o'neil" << true;
        QTest::newRow("query syntax is plain text") << "ring NEAR gold" << "ring* OR \"gold" << false;
        QTest::newRow("with an emoji") << u"ring 💍 ready"_s << u"ring 💍"_s << true;
        QTest::newRow("blank") << "ring" << "  " << false;
        QTest::newRow("signs alone") << "ring" << "\"*()" << false;
    }
    void finds()
    {
        QFETCH(QString, body);
        QFETCH(QString, text);
        QFETCH(bool, isFound);
        Shop shop;
        const auto id = shop.receives(body);
        const auto found =
            inRead(*shop.store, [&](store::Connection &db) { return inbox::searchMessages(db, text, {}, 10); });
        QCOMPARE(found, isFound ? std::vector{id} : std::vector<MessageId>{});
    }

    void findsNewestFirstAndPages()
    {
        Shop shop;
        // A message that comes late, by listing, stands where it belongs: between those of its time.
        const auto start = shop.clock.now();
        std::vector<std::pair<Timestamp, MessageId>> added;
        for (const int minute : {0, 30, 10, 20, 40, 20, 5}) {
            shop.clock += start + std::chrono::minutes(minute) - shop.clock.now();
            added.emplace_back(shop.clock.now(), shop.receives(u"ring %1"_s.arg(minute)));
        }
        std::sort(added.begin(), added.end(), std::greater());
        std::vector<MessageId> expected;
        for (const auto &[at, id] : added)
            expected.push_back(id);
        std::vector<MessageId> found;
        std::optional<store::TimeCursor> before;
        for (int page = 0; page < 4; ++page) {
            const auto some = inRead(
                *shop.store, [&](store::Connection &db) { return inbox::searchMessages(db, u"ring"_s, before, 2); });
            for (const auto id : some)
                found.push_back(id);
            const auto last =
                std::find_if(added.begin(), added.end(), [&](const auto &a) { return a.second == found.back(); });
            before = {last->first, last->second.value};
        }
        QCOMPARE(found, expected);
    }

    void findsWhatLiesFarBackAndPagesThroughIt()
    {
        Shop shop;
        // Only the newest three are compared one by one, where the database does that at all.
        const auto index = TestDatabase::isPostgres() ? inbox::postgresWordIndex(3) : inbox::sqliteWordIndex();
        std::vector<MessageId> ids;
        std::vector<qint64> places;
        for (int i = 0; i < 9; ++i) {
            shop.clock += std::chrono::seconds(2);
            ids.push_back(shop.receives(i % 4 == 0 ? u"gold ring"_s : u"ring"_s));
            places.push_back(inbox::searchKey({shop.clock.now(), ids.back().value}));
        }
        const auto find = [&](const QStringList &words, qint64 before, int limit) {
            return inRead(*shop.store, [&](store::Connection &db) { return index->find(db, words, before, limit); });
        };
        using Ids = std::vector<MessageId>;
        const auto end = places.back() + 1;
        QCOMPARE(find({u"ring"_s}, end, 2), (Ids{ids[8], ids[7]}));        // among the newest
        QCOMPARE(find({u"go"_s}, end, 3), (Ids{ids[8], ids[4], ids[0]}));  // too few of them there
        QCOMPARE(find({u"ring"_s, u"go"_s}, places[8], 1), (Ids{ids[4]})); // before a place
        QCOMPARE(find({u"go"_s}, places[4], 9), (Ids{ids[0]}));
        QCOMPARE(find({u"silver"_s}, end, 9), Ids{});
    }

    void findsByOneLetterThroughTheIndex()
    {
        Shop shop;
        const auto id = shop.receives(u"Sapphire"_s);
        const auto plan = inRead(*shop.store, [](store::Connection &db) {
            if (TestDatabase::isPostgres())
                return u"prefix='1 2 3'"_s; // its index knows beginnings of any length
            const auto row = db.query(u"SELECT sql FROM sqlite_master WHERE name = 'message_search'"_s);
            return row->next() ? row->text(0) : QString();
        });
        QVERIFY2(plan.contains(u"prefix='1 2 3'"_s), qPrintable(plan)); // else every word is read
        QCOMPARE(inRead(*shop.store, [](store::Connection &db) { return inbox::searchMessages(db, u"s"_s, {}, 10); }),
                 std::vector{id});
    }

    void forgetsWhatWasErased()
    {
        Shop shop;
        shop.receives(u"sapphire"_s);
        inTx(*shop.store, [&](store::Tx &tx) {
            QStringList sids;
            return inbox::MessageRepository().eraseSome(tx, shop.conversation, 10, sids);
        });
        // The index itself holds no word of it: the row's absence alone would hide that.
        QCOMPARE(number(*shop.store,
                        TestDatabase::isPostgres()
                            ? u"SELECT COUNT(*) FROM message_search WHERE words @@ CAST('sapphire' AS tsquery)"_s
                            : u"SELECT COUNT(*) FROM message_search WHERE message_search MATCH 'sapphire'"_s),
                 0);
    }

    void followsAChangedText()
    {
        Shop shop;
        auto send = shop.text(u"old words"_s);
        send.holdUntil = shop.clock.now() + std::chrono::seconds(10);
        const auto id = shop.request(send).sendId;
        inTx(*shop.store, [&](store::Tx &tx) {
            return messaging::Outbox().edit(tx, id, u"new words"_s, shop.clock.now()).has_value();
        });
        const auto count = [&](const QString &text) {
            return inRead(*shop.store,
                          [&](store::Connection &db) { return int(inbox::searchMessages(db, text, {}, 10).size()); });
        };
        QCOMPARE(count(u"old"_s), 0);
        QCOMPARE(count(u"new"_s), 1);
    }
};

QTEST_GUILESS_MAIN(SearchIndexTest)
#include "tst_search_index.moc"
