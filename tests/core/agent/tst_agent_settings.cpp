// SPDX-License-Identifier: Apache-2.0
#include "core/agent/agent_settings_service.h"
#include "core/rpc/method_registry.h"
#include "core/rpc/methods/agent_methods.h"
#include "tests/core/agent/agent_world.h"

using namespace counterbell;
using namespace counterbell::agent;
using namespace counterbell::test;

class TestAgentSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheKeyInTheSecretStoreAndTellsOnlyThatThereIsOne();
    void leavesWhatIsAbsent();
    void namesItsAuthor();
    void aNewBaseUrlDropsTheOldKey();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void triesAReplyWithoutSendingAnything();
    void tellsWhyATryFailed();
    void managersAndOwnersAlone();

private:
    struct Fixture {
        AgentWorld world;
        ModelClient client{{std::chrono::seconds{5}, 0}};
        AgentSettingsService service{*world.store, world.clock, world.secretStore(), client};

        QByteArray key()
        {
            return waitForTask(world.secretStore().read(QString(kModelKeySecret))).value().value_or(QByteArray());
        }
    };
};

void TestAgentSettings::keepsTheKeyInTheSecretStoreAndTellsOnlyThatThereIsOne()
{
    Fixture f;
    SetAgent change;
    change.key = u"sk-new-5"_s;
    const auto set = waitForTask(f.service.set(change));
    QVERIFY(set && set->hasKey);
    QCOMPARE(f.key(), "sk-new-5");
    QVERIFY(!QJsonDocument(toJson(*set)).toJson().contains("sk-new-5"));
    QCOMPARE(number(*f.world.store, u"SELECT COUNT(*) FROM settings WHERE value LIKE '%sk-new-5%'"_s), 0);
    QCOMPARE(number(*f.world.store, u"SELECT COUNT(*) FROM event_log WHERE data LIKE '%sk-new-5%'"_s), 0);
    change.key = QString();
    const auto removed = waitForTask(f.service.set(change));
    QVERIFY(removed && !removed->hasKey);
    QCOMPARE(f.key(), QByteArray());
}

void TestAgentSettings::leavesWhatIsAbsent()
{
    Fixture f;
    SetAgent change;
    change.maximumReplies = 3;
    QVERIFY(waitForTask(f.service.set(change)));
    auto expected = f.world.settings;
    expected.maximumReplies = 3;
    QCOMPARE(toJson(*waitForTask(f.service.get())), toJson(expected));
    QCOMPARE(f.key(), AgentWorld::kKey);
}

void TestAgentSettings::namesItsAuthor()
{
    Fixture f;
    QCOMPARE(waitForTask(f.service.get())->name, u"AI assistant"_s);
    SetAgent change;
    change.name = u" Hal \n"_s;
    QCOMPARE(waitForTask(f.service.set(change))->name, u"Hal"_s);
    QCOMPARE(waitForTask(f.service.get())->name, u"Hal"_s);
    change.name = u" "_s;
    QCOMPARE(waitForTask(f.service.set(change))->name, u"AI assistant"_s);
}

void TestAgentSettings::aNewBaseUrlDropsTheOldKey()
{
    Fixture f;
    SetAgent change;
    change.baseUrl = u"https://elsewhere.example/v1"_s;
    const auto set = waitForTask(f.service.set(change));
    QVERIFY(set && !set->hasKey);
    QCOMPARE(f.key(), QByteArray());
}

void TestAgentSettings::refusesWhatCannotBe_data()
{
    QTest::addColumn<SetAgent>("change");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, auto member, auto value, const QString &argument, const QString &problem) {
        SetAgent change;
        change.*member = value;
        QTest::newRow(name) << change << argument << problem;
    };
    row("plain http", &SetAgent::baseUrl, u"http://models.example/v1"_s, u"baseUrl"_s, u"unsafe"_s);
    row("no URL", &SetAgent::baseUrl, u"models"_s, u"baseUrl"_s, u"unsafe"_s);
    row("with a password", &SetAgent::baseUrl, u"https://a:b@models.example"_s, u"baseUrl"_s, u"unsafe"_s);
    row("with a query", &SetAgent::baseUrl, u"https://models.example/?k=1"_s, u"baseUrl"_s, u"unsafe"_s);
    row("long URL", &SetAgent::baseUrl, u"https://m.example/"_s + QString(2048, u'a'), u"baseUrl"_s, u"tooLong"_s);
    row("long name", &SetAgent::name, QString(61, u'a'), u"name"_s, u"tooLong"_s);
    row("long model", &SetAgent::model, QString(201, u'a'), u"model"_s, u"tooLong"_s);
    row("long prompt", &SetAgent::prompt, QString(8001, u'a'), u"prompt"_s, u"tooLong"_s);
    row("long key", &SetAgent::key, QString(4097, u'a'), u"key"_s, u"tooLong"_s);
    row("a header in the key", &SetAgent::key, u"a\r\nX: y"_s, u"key"_s, u"characters"_s);
    row("no reply", &SetAgent::maximumReplies, 0, u"maximumReplies"_s, u"range"_s);
    row("too many replies", &SetAgent::maximumReplies, 101, u"maximumReplies"_s, u"range"_s);
    row("no history", &SetAgent::historyMessages, 0, u"historyMessages"_s, u"range"_s);
    row("on without a URL", &SetAgent::baseUrl, QString(), u"enabled"_s, u"baseUrlMissing"_s);
    row("on without a model", &SetAgent::model, QString(), u"enabled"_s, u"modelMissing"_s);
}

void TestAgentSettings::refusesWhatCannotBe()
{
    QFETCH(SetAgent, change);
    QFETCH(QString, argument);
    QFETCH(QString, problem);
    Fixture f;
    const auto set = waitForTask(f.service.set(change));
    QVERIFY(!set);
    QCOMPARE(int(set.error().reason), int(Reason::InvalidArgument));
    QCOMPARE(set.error().details.value(u"argument"_s).toString(), argument);
    QCOMPARE(set.error().details.value(u"problem"_s).toString(), problem);
    QCOMPARE(toJson(*waitForTask(f.service.get())), toJson(f.world.settings));
    QCOMPARE(f.key(), AgentWorld::kKey);
}

void TestAgentSettings::triesAReplyWithoutSendingAnything()
{
    Fixture f;
    f.world.server.then(says(u"Welcome!"_s));
    const auto tried = waitForTask(f.service.testReply({u"Are you open?"_s}));
    QVERIFY(tried);
    QCOMPARE(tried->reply, u"Welcome!"_s);
    const auto asked = f.world.asked(0);
    QVERIFY(!asked.contains(u"tools"_s));
    QVERIFY(f.world.server.requests().front().body.contains("Are you open?"));
    QVERIFY(f.world.server.requests().front().body.contains("be Halden."));
    QCOMPARE(number(*f.world.store, u"SELECT (SELECT COUNT(*) FROM sends) + (SELECT COUNT(*) FROM messages)"_s), 0);
}

void TestAgentSettings::tellsWhyATryFailed()
{
    Fixture f;
    f.world.server.then(answer(401, "{}"));
    const auto refused = waitForTask(f.service.testReply({u"Hi"_s}));
    QCOMPARE(int(refused.error().reason), int(Reason::ProviderUnreachable));
    QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"modelKeyRefused"_s);
    const auto empty = waitForTask(f.service.testReply({u"  "_s}));
    QCOMPARE(int(empty.error().reason), int(Reason::InvalidArgument));
}

void TestAgentSettings::managersAndOwnersAlone()
{
    Fixture f;
    rpc::MethodRegistry registry;
    rpc::addAgentMethods(registry, f.service);
    for (const auto &name : {u"agent.get"_s, u"agent.set"_s, u"agent.testReply"_s}) {
        QVERIFY(registry.find(name));
        QCOMPARE(int(registry.find(name)->permission), int(rpc::Permission::ManagerUp));
    }
}

QTEST_GUILESS_MAIN(TestAgentSettings)
#include "tst_agent_settings.moc"
