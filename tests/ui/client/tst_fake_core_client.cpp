// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using ui::Connection;
using ui::FakeCoreClient;

/// Page tests stand on this; what it promises is what WsCoreClient does.
class TestFakeCoreClient : public QObject
{
    Q_OBJECT

    FakeCoreClient m_client;
    std::vector<Result<Job>> m_answers;

    static Job jobWith(const QString &ticket)
    {
        Job job;
        job.ticket = ticket;
        return job;
    }
    void ask()
    {
        m_client.call(methods::jobsGet, JobParams{JobId{7}}, this,
                      [this](Result<Job> answer) { m_answers.push_back(std::move(answer)); });
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_client.forget(methods::jobsGet.name);
        m_client.setConnection(Connection::Online);
        m_client.calls.clear();
        m_answers.clear();
    }

    void answersLaterAndByName()
    {
        m_client.answer(methods::jobsGet, jobWith(u"R-1042"_s));
        ask();
        QVERIFY(m_answers.empty());
        QTRY_COMPARE(m_answers.size(), 1U);
        QCOMPARE(m_answers[0]->ticket, u"R-1042"_s);
        QCOMPARE(m_client.lastCall("jobs.get"_L1)[u"jobId"_s].toString(), u"7"_s);
    }

    void aCallWaitsUntilThereIsAnAnswer()
    {
        ask();
        m_client.refuse(methods::jobsGet, Error{Reason::NotFound});
        QTRY_COMPARE(m_answers.size(), 1U);
        QCOMPARE(m_answers[0].error().reason, Reason::NotFound);
    }

    void answersAreUsedInOrderAndTheLastStays()
    {
        m_client.answer(methods::jobsGet, jobWith(u"one"_s));
        m_client.answer(methods::jobsGet, jobWith(u"two"_s));
        for (int i = 0; i < 3; ++i)
            ask();
        QTRY_COMPARE(m_answers.size(), 3U);
        QCOMPARE(m_answers[0]->ticket, u"one"_s);
        QCOMPARE(m_answers[1]->ticket, u"two"_s);
        QCOMPARE(m_answers[2]->ticket, u"two"_s);
    }

    void refusesWhileOffline()
    {
        m_client.setConnection(Connection::Offline);
        ask();
        QTRY_COMPARE(m_answers.size(), 1U);
        QCOMPARE(m_answers[0].error(), (Error{Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}}));
        QVERIFY(m_client.calls.empty());
    }

    void signsIn()
    {
        m_client.signOut();
        QCOMPARE(m_client.connection(), Connection::SignIn);
        m_client.refuse(methods::sessionLogin, Error{Reason::WrongPin});
        Signed priya;
        priya.member.name = u"Priya Nair"_s;
        m_client.answer(methods::sessionLogin, priya);
        std::vector<Result<Signed>> answers;
        const auto keep = [&](Result<Signed> answer) { answers.push_back(std::move(answer)); };
        m_client.signIn(u"agent"_s, u"0000"_s, this, keep);
        m_client.signIn(u"agent"_s, u"3333"_s, this, keep);
        QTRY_COMPARE(answers.size(), 2U);
        QCOMPARE(answers[0].error().reason, Reason::WrongPin);
        QCOMPARE(m_client.who()->member.name, u"Priya Nair"_s);
        QCOMPARE(m_client.connection(), Connection::Online);
    }
};

QTEST_GUILESS_MAIN(TestFakeCoreClient)
#include "tst_fake_core_client.moc"
