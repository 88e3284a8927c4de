// SPDX-License-Identifier: Apache-2.0
#include "core/agent/model_json.h"
#include "tests/core/agent/agent_world.h"

using namespace counterbell;
using namespace counterbell::agent;
using namespace counterbell::test;

namespace
{

QStringList *g_log = nullptr;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    g_log->append(message);
}

} // namespace

class TestModelClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnswers_data();
    void readsAnswers();
    void asksBelowTheBaseUrlWithOrWithoutSlash();
    void sendsNoAuthorizationWithoutAKey();
    void followsNoRedirectWithTheKey();
    void refusesAnUnsafeTarget();
    void writesNeitherKeyNorTextIntoTheLog();
    void endsWhatIsUnderWayWhenStopped();

private:
    static tl::expected<ModelAnswer, QString> ask(ModelClient &client, const ModelEndpoint &endpoint)
    {
        return waitForTask(client.ask(endpoint, {{ModelRole::User, u"a private question"_s}}, {}));
    }
    static constexpr ModelClient::Options kQuick{std::chrono::seconds{5}, 1, std::chrono::milliseconds{1}, 4096};
};

void TestModelClient::readsAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tools");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *message, const QString &text, int tools, const QString &problem) {
        QTest::newRow(name) << QByteArray("{\"choices\":[{\"message\":") + message + "}]}" << text << tools << problem;
    };
    const QByteArray call = R"({"id":"c","type":"function","function":{"name":"n","arguments":"{}"}})";
    const auto many = QByteArray(R"({"tool_calls":[)") + QByteArrayList(5, call).join(',') + "]}";
    row("text", R"({"content":" hi "})", u"hi"_s, 0, {});
    row("tool", (R"({"content":null,"tool_calls":[)" + call + "]}").constData(), {}, 1, {});
    row("text and tool", (R"({"content":"wait","tool_calls":[)" + call + "]}").constData(), u"wait"_s, 1, {});
    row("too many tools", many.constData(), {}, 0, u"modelAnswerMalformed"_s);
    row("tool without id", R"({"tool_calls":[{"function":{"name":"n"}}]})", {}, 0, u"modelAnswerMalformed"_s);
    row("tool without name", R"({"tool_calls":[{"id":"c","function":{}}]})", {}, 0, u"modelAnswerMalformed"_s);
    row("content as a list", R"({"content":["hi"]})", {}, 0, u"modelAnswerMalformed"_s);
    row("nothing", R"({"content":null})", {}, 0, u"modelAnswerEmpty"_s);
    row("blank", R"({"content":"\n"})", {}, 0, u"modelAnswerEmpty"_s);
    row("message is a text", R"("hi")", {}, 0, u"modelAnswerMalformed"_s);
    QTest::newRow("no JSON") << QByteArray("<html>") << QString() << 0 << u"modelAnswerMalformed"_s;
    QTest::newRow("no choices") << QByteArray("{\"choices\":[]}") << QString() << 0 << u"modelAnswerMalformed"_s;
    QTest::newRow("filtered") << completion({{u"content"_s, u"x"_s}}, u"content_filter"_s) << QString() << 0
                              << u"modelAnswerFiltered"_s;
}

void TestModelClient::readsAnswers()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    QFETCH(int, tools);
    QFETCH(QString, problem);
    const auto answer = readModelAnswer(body);
    QCOMPARE(answer.has_value(), problem.isEmpty());
    if (!answer) {
        QCOMPARE(answer.error(), problem);
        return;
    }
    QCOMPARE(answer->text, text);
    QCOMPARE(int(answer->toolCalls.size()), tools);
}

void TestModelClient::asksBelowTheBaseUrlWithOrWithoutSlash()
{
    ScriptServer server;
    ModelClient client(kQuick);
    for (const auto &base : {u"/v1"_s, u"/v1/"_s}) {
        server.then(says(u"ok"_s));
        QVERIFY(ask(client, {server.url(base).toString(), u"m"_s, {}}));
        QCOMPARE(server.requests().back().target, "/v1/chat/completions");
        QCOMPARE(server.requests().back().header("content-type"), "application/json");
    }
}

void TestModelClient::sendsNoAuthorizationWithoutAKey()
{
    ScriptServer server;
    server.then(says(u"ok"_s));
    ModelClient client(kQuick);
    QVERIFY(ask(client, {server.url().toString(), u"m"_s, {}}));
    QVERIFY(server.requests().front().header("authorization").isEmpty());
}

void TestModelClient::followsNoRedirectWithTheKey()
{
    ScriptServer server;
    ScriptServer elsewhere;
    server.then(answer(307, "", {{"location", elsewhere.url().toEncoded()}}));
    ModelClient client(kQuick);
    QVERIFY(!ask(client, {server.url().toString(), u"m"_s, "sk-1"}));
    elsewhere.fence();
    QCOMPARE(elsewhere.heads(), 0);
}

void TestModelClient::refusesAnUnsafeTarget()
{
    ModelClient client(kQuick);
    QCOMPARE(ask(client, {u"http://models.example/v1"_s, u"m"_s, "sk-1"}).error(), u"modelUnreachable"_s);
}

void TestModelClient::writesNeitherKeyNorTextIntoTheLog()
{
    QStringList log;
    g_log = &log;
    const auto before = qInstallMessageHandler(keepLog);
    ScriptServer server;
    for (int i = 0; i < 2; ++i)
        server.then(answer(500, "{\"error\":\"sk-live-77 is wrong, private answer\"}"));
    ModelClient client(kQuick);
    const auto answered = ask(client, {server.url().toString(), u"m"_s, "sk-live-77"});
    qInstallMessageHandler(before);
    QVERIFY(!answered);
    QVERIFY(!log.isEmpty());
    const auto all = log.join(u'\n');
    QVERIFY2(!all.contains(u"sk-live-77"_s) && !all.contains(u"private"_s), qPrintable(all));
}

void TestModelClient::endsWhatIsUnderWayWhenStopped()
{
    ScriptServer server;
    ModelClient client(kQuick);
    server.then([&](QTcpSocket &) { client.stop(); });
    QCOMPARE(ask(client, {server.url().toString(), u"m"_s, {}}).error(), u"shuttingDown"_s);
    QCOMPARE(ask(client, {server.url().toString(), u"m"_s, {}}).error(), u"shuttingDown"_s);
    QCOMPARE(int(server.requests().size()), 1);
}

QTEST_GUILESS_MAIN(TestModelClient)
#include "tst_model_client.moc"
