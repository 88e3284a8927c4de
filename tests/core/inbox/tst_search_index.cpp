// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/search_index.h"
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
        const auto found = inRead(*shop.store, [&](store::Connection &db) {
            return inbox::searchMessages(db, text, std::numeric_limits<qint64>::max(), 10);
        });
        QCOMPARE(found, isFound ? std::vector{id} : std::vector<MessageId>{});
    }

    void findsNewestFirstAndPages()
    {
        Shop shop;
        std::vector<MessageId> ids;
        for (int i = 0; i < 5; ++i)
            ids.insert(ids.begin(), shop.receives(u"ring %1"_s.arg(i)));
        const auto found = inRead(*shop.store, [&](store::Connection &db) {
            auto first = inbox::searchMessages(db, u"ring"_s, std::numeric_limits<qint64>::max(), 3);
            for (const auto id : inbox::searchMessages(db, u"ring"_s, first.back().value, 3))
                first.push_back(id);
            return first;
        });
        QCOMPARE(found, ids);
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
            return inRead(*shop.store, [&](store::Connection &db) {
                return int(inbox::searchMessages(db, text, std::numeric_limits<qint64>::max(), 10).size());
            });
        };
        QCOMPARE(count(u"old"_s), 0);
        QCOMPARE(count(u"new"_s), 1);
    }
};

QTEST_GUILESS_MAIN(SearchIndexTest)
#include "tst_search_index.moc"
