// SPDX-License-Identifier: Apache-2.0
#include "core/agent/agent_tools.h"
#include "tests/core/agent/agent_world.h"

using namespace counterbell;
using namespace counterbell::agent;
using namespace counterbell::test;

class TestAgentTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheReasonBounded_data();
    void readsTheReasonBounded();
    void listsTheNewestTwentyJobsOfOneContact();
    void describesTwoTools();
};

void TestAgentTools::readsTheReasonBounded_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a reason") << u"{\"reason\":\"Wants a quote\"}"_s << u"Wants a quote"_s;
    QTest::newRow("lines") << u"{\"reason\":\" a\\n\\tb \"}"_s << u"a b"_s;
    QTest::newRow("bidi") << u"{\"reason\":\"a\\u202eb\"}"_s << u"ab"_s;
    QTest::newRow("none") << u"{}"_s << u"modelAsked"_s;
    QTest::newRow("a number") << u"{\"reason\":7}"_s << u"modelAsked"_s;
    QTest::newRow("no JSON") << u"because"_s << u"modelAsked"_s;
    QTest::newRow("long") << u"{\"reason\":\"%1\"}"_s.arg(QString(900, u'x')) << QString(200, u'x');
    QTest::newRow("long, at an emoji") << u"{\"reason\":\"%1💍\"}"_s.arg(QString(199, u'x')) << QString(199, u'x');
}

void TestAgentTools::readsTheReasonBounded()
{
    QFETCH(QString, arguments);
    QFETCH(QString, reason);
    QCOMPARE(handOverReason({u"c"_s, u"hand_over"_s, arguments}), reason);
}

void TestAgentTools::listsTheNewestTwentyJobsOfOneContact()
{
    AgentWorld world;
    const auto ava = world.contact;
    world.addCustomer(u"Jonas"_s, u"+61491573002"_s);
    inTx(*world.store, [&](store::Tx &tx) {
        for (int i = 1; i <= 25; ++i) {
            for (const auto contact : {ava, world.contact})
                tx.insert(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, due_at, created_at, "
                          "updated_at) VALUES (?, 'repair', 'ready', ?, ?, ?, 1, ?)"_s,
                          u"R-%1-%2"_s.arg(contact.value).arg(i), contact, QString(400, u'd'),
                          fromMillis(1'780'000'000'000), i);
        }
    });
    const auto json = inRead(*world.store, [&](store::Connection &db) { return jobsOf(db, ava); });
    const auto jobs = QJsonDocument::fromJson(json.toUtf8()).object().value(u"jobs"_s).toArray();
    QCOMPARE(jobs.size(), 20);
    QCOMPARE(jobs.first().toObject().value(u"ticket"_s).toString(), u"R-%1-25"_s.arg(ava.value));
    for (const auto &job : jobs) {
        QVERIFY(job.toObject().value(u"ticket"_s).toString().startsWith(u"R-%1-"_s.arg(ava.value)));
        QCOMPARE(job.toObject().value(u"description"_s).toString().size(), 300);
        QCOMPARE(job.toObject().value(u"dueAt"_s).toString(), u"2026-05-28T20:26:40Z"_s);
        QVERIFY(!job.toObject().contains(u"readyAt"_s));
    }
}

void TestAgentTools::describesTwoTools()
{
    const auto tools = toolDescriptions();
    QStringList names;
    for (const auto &tool : tools) {
        QCOMPARE(tool.toObject().value(u"type"_s).toString(), u"function"_s);
        names << tool.toObject().value(u"function"_s).toObject().value(u"name"_s).toString();
    }
    QCOMPARE(names, (QStringList{u"customer_jobs"_s, u"hand_over"_s}));
}

QTEST_GUILESS_MAIN(TestAgentTools)
#include "tst_agent_tools.moc"
