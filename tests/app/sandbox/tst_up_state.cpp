// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/up_state.h"

#include "app/sandbox/relay_pairing.h"

#include <QJsonDocument>
#include <QTest>

using namespace counterbell::sandbox;
using namespace Qt::StringLiterals;

namespace
{

UpState sample()
{
    return {.twilioPort = 20001,
            .mediaPort = 20002,
            .relayPort = 20003,
            .relayOpsPort = 20004,
            .corePort = 20005,
            .accountSid = u"AC2f7b9c2b0f1d2e3a4b5c6d7e8f9a0b1c"_s,
            .authToken = u"token"_s,
            .whatsappSender = u"+61491570006"_s,
            .smsSender = u"+61491570110"_s,
            .modelKey = u"key"_s,
            .pairingCode = u"http://127.0.0.1:20003#0123456789abcdef0123456789abcdef.secret.with.dots"_s};
}

} // namespace

class UpStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote()
    {
        const auto read = UpState::fromJson(sample().toJson());
        QVERIFY2(read, read ? "" : qPrintable(read.error()));
        QVERIFY(*read == sample());
    }

    void refusesAFileThatCannotBeItsOwn_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("another version") << u"version"_s << QJsonValue(2);
        QTest::newRow("no port") << u"corePort"_s << QJsonValue(0);
        QTest::newRow("a port beyond the last") << u"relayPort"_s << QJsonValue(65536);
        QTest::newRow("a port as text") << u"relayPort"_s << QJsonValue(u"20003"_s);
        QTest::newRow("no token") << u"authToken"_s << QJsonValue(QString());
        QTest::newRow("no model key") << u"modelKey"_s << QJsonValue(QJsonValue::Null);
    }
    void refusesAFileThatCannotBeItsOwn()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        auto object = sample().toJson();
        object.insert(field, value);
        QVERIFY(!UpState::fromJson(object));
    }

    void aShopThatIsNotPairedYetIsAState()
    {
        auto object = sample().toJson();
        object.insert(u"pairingCode"_s, QString());
        QVERIFY(UpState::fromJson(object));
        QCOMPARE(UpState::fromJson(object)->tenant(), QString());
    }

    void theReadyLineHasExactlyTheFieldsOfTheContract()
    {
        const auto line = readyLineFor(sample(), u"ws://127.0.0.1:20005"_s, u"launch"_s);
        QVERIFY(!line.contains('\n'));
        const auto tenant = u"http://127.0.0.1:20003/t/0123456789abcdef0123456789abcdef/twilio/"_s;
        const QJsonObject expected{{u"twilio"_s, u"http://127.0.0.1:20001"_s},
                                   {u"relay"_s, u"http://127.0.0.1:20003"_s},
                                   {u"webhookUrl"_s, tenant + u"inbound"_s},
                                   {u"publicWebhookUrl"_s, tenant + u"inbound"_s},
                                   {u"statusUrl"_s, tenant + u"status"_s},
                                   {u"core"_s, u"ws://127.0.0.1:20005"_s},
                                   {u"token"_s, u"launch"_s},
                                   {u"accountSid"_s, sample().accountSid},
                                   {u"authToken"_s, u"token"_s},
                                   {u"whatsappSender"_s, u"+61491570006"_s},
                                   {u"smsSender"_s, u"+61491570110"_s},
                                   {u"modelUrl"_s, u"http://127.0.0.1:20001/v1"_s}};
        QCOMPARE(QJsonDocument::fromJson(line).object(), expected);
    }

    void theRelaysConfigurationSurvivesAFolderWithQuotesAndBackslashes()
    {
        const auto text = relayConfigurationFor(sample(), u"/tmp/a \"b\" \\c"_s);
        QVERIFY2(text.contains("spool = \"/tmp/a \\\"b\\\" \\\\c/spool.sqlite\""), text.constData());
        QVERIFY(text.contains("listen = \"127.0.0.1:20003\"\n"));
        QVERIFY(text.contains("public_url = \"http://127.0.0.1:20003\"\n"));
        QVERIFY(text.contains("ops_listen = \"127.0.0.1:20004\"\n"));
    }

    void aPairingCodeHasThreeParts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isCode");
        QTest::newRow("whole") << u"http://127.0.0.1:1#abc.def"_s << true;
        QTest::newRow("https") << u"https://relay.example#abc.def"_s << true;
        QTest::newRow("no secret") << u"http://127.0.0.1:1#abc."_s << false;
        QTest::newRow("no tenant") << u"http://127.0.0.1:1#.def"_s << false;
        QTest::newRow("no address") << u"#abc.def"_s << false;
        QTest::newRow("a sentence before it") << u"Code: http://127.0.0.1:1#abc.def"_s << false;
        QTest::newRow("two lines") << u"http://127.0.0.1:1#abc.def\nmore"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void aPairingCodeHasThreeParts()
    {
        QFETCH(QString, text);
        QFETCH(bool, isCode);
        QCOMPARE(isPairingCode(text), isCode);
    }
};

QTEST_GUILESS_MAIN(UpStateTest)
#include "tst_up_state.moc"
