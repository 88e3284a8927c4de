// SPDX-License-Identifier: Apache-2.0
#include "core/api/channel.h"
#include "core/store/settings_repository.h"
#include "tests/support/test_store.h"

#include <QTest>

#include <thread>

using namespace counterbell;
using namespace counterbell::store;
using namespace Qt::StringLiterals;

namespace
{

struct Sample {
    QString name;
    int count = 7;
    Channel lane = Channel::Sms;
    std::vector<QString> words;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &Sample::name), field("count", &Sample::count), field("lane", &Sample::lane),
                          field("words", &Sample::words)};
    }
};

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tellsEveryoneOnlyWhatEveryoneMayRead_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("the shop") << u"workspace"_s << true;
        QTest::newRow("toggles") << u"notifications"_s << true;
        QTest::newRow("the sandbox's clock") << u"clock"_s << true;
        QTest::newRow("the AI's prompt and endpoint") << u"agent"_s << false;
        QTest::newRow("relays, their tenants and pairing codes") << u"relays"_s << false;
        QTest::newRow("the account") << u"twilio"_s << false;
        QTest::newRow("a group of a later version") << u"something"_s << false;
    }

    void tellsEveryoneOnlyWhatEveryoneMayRead()
    {
        QFETCH(QString, group);
        QFETCH(bool, isShown);
        TestStore store(m_clock);
        QJsonObject told;
        connect(&*store, &Store::committed, this,
                [&](const std::vector<Event> &events) { told = events.front().data; });
        const QJsonObject settings{{u"value"_s, u"secret"_s}};
        QVERIFY(waitFor(store->write([=](Tx &tx) -> Result<> {
            writeSettings(tx, group, settings);
            return {};
        })));
        QCOMPARE(told.value(u"group"_s).toString(), group);
        QCOMPARE(told.value(u"settings"_s).toObject(), isShown ? settings : QJsonObject{});
        const auto kept =
            waitFor(store->read([=](Connection &db) -> Result<QJsonObject> { return readSettings(db, group); }));
        QCOMPARE(kept.value(), settings);
    }

    void ignoresTheValueThatDoesNotFitAndKeepsTheOthers_data()
    {
        QTest::addColumn<QJsonObject>("stored");
        QTest::addColumn<QString>("ignored");
        QTest::newRow("a wrong type") << QJsonObject{{u"count"_s, u"many"_s}} << u"count"_s;
        QTest::newRow("a word that isn't") << QJsonObject{{u"lane"_s, u"sideways"_s}} << u"lane"_s;
        QTest::newRow("one bad element") << QJsonObject{{u"words"_s, QJsonArray{u"a"_s, 1}}} << u"words"_s;
        QTest::newRow("a later version's") << QJsonObject{{u"colour"_s, u"red"_s}} << u"colour"_s;
        QTest::newRow("null") << QJsonObject{{u"count"_s, QJsonValue::Null}} << u"count"_s;
    }
    void ignoresTheValueThatDoesNotFitAndKeepsTheOthers()
    {
        QFETCH(QJsonObject, stored);
        QFETCH(QString, ignored);
        TestStore store(m_clock);
        stored.insert(u"name"_s, u"Halden & Rowe"_s);
        QVERIFY(waitFor(store->write([=](Tx &tx) -> Result<> {
            writeSettings(tx, u"sample"_s, stored);
            return {};
        })));
        QTest::ignoreMessage(QtWarningMsg,
                             qPrintable(u"settings: sample.%1 doesn't fit and is ignored"_s.arg(ignored)));
        const auto read =
            waitFor(store->read([](Connection &db) -> Result<Sample> { return settingsOf<Sample>(db, u"sample"_s); }));
        QCOMPARE(read->name, u"Halden & Rowe"_s);
        QCOMPARE(read->count, 7);
        QCOMPARE(read->lane, Channel::Sms);
        QVERIFY(read->words.empty());
    }

    void defaultsOfOnesOwnAreNobodyElses()
    {
        TestStore store(m_clock);
        const auto read = waitFor(store->write([](Tx &tx) -> Result<QString> {
            const auto plain = settingsOf<Sample>(tx, u"sample"_s).count;
            const auto own = settingsOf<Sample>(tx, u"sample"_s, Sample{.count = 3}).count;
            return u"%1 %2 %3"_s.arg(plain).arg(own).arg(settingsOf<Sample>(tx, u"sample"_s).count);
        }));
        QCOMPARE(read.value(), u"7 3 7"_s);
    }

    void aJobReadsWhatItWroteAndNothingThatWasTakenBack()
    {
        TestStore store(m_clock);
        const auto named = [](const QString &name, bool isKept) {
            return [=](Tx &tx) -> Result<QString> {
                const auto before = settingsOf<Sample>(tx, u"sample"_s).name;
                writeSettings(tx, u"sample"_s, {{u"name"_s, name}});
                if (settingsOf<Sample>(tx, u"sample"_s).name != name)
                    return refuse(Reason::Internal, {});
                return isKept ? Result<QString>(before) : refuse(Reason::Conflict, {});
            };
        };
        QVERIFY(waitFor(store->write(named(u"first"_s, true))));
        // Held up by one that waits, the others share a transaction, with a savepoint each.
        std::atomic<bool> isIn = false;
        std::atomic<bool> isOpen = false;
        auto holding = store->write([&](Tx &) -> Result<> {
            isIn = true;
            while (!isOpen)
                std::this_thread::yield();
            return {};
        });
        QTRY_VERIFY(isIn);
        auto refused = store->write(named(u"taken back"_s, false));
        auto kept = store->write(named(u"second"_s, true));
        isOpen = true;
        QVERIFY(waitFor(std::move(holding)));
        QCOMPARE(waitFor(std::move(refused)).error().reason, Reason::Conflict);
        QCOMPARE(waitFor(std::move(kept)).value(), u"first"_s);
        QVERIFY(!waitFor(store->write(named(u"taken back again"_s, false))));
        QCOMPARE(waitFor(store->write(named(u"third"_s, true))).value(), u"second"_s);
    }

private:
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
