// SPDX-License-Identifier: Apache-2.0
#include "core/store/settings_repository.h"
#include "tests/support/test_store.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

private:
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
