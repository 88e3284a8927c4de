// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_intake.h"

#include "tests/ui/jobs/board_samples.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;

namespace
{

struct Counter {
    FakeCoreClient client;
    JobIntake intake{client};
    std::optional<Job> made;
    std::optional<Error> error;

    Counter()
    {
        client.setNow(boardNow());
        QObject::connect(&intake, &JobIntake::done, &intake, [this](const Job &job) { made = job; });
        QObject::connect(&intake, &JobIntake::failed, &intake, [this](const Error &failure) { error = failure; });
        client.answer(methods::contactsGet, ava());
        client.answer(methods::consentRecord, recorded());
    }
    static Contact ava()
    {
        Contact contact;
        contact.id = ContactId{7};
        contact.name = u"Ava Lindqvist"_s;
        return contact;
    }
    static IntakeForm form()
    {
        IntakeForm form;
        form.name = u"Ava Lindqvist"_s;
        form.phone = u"+61412345678"_s;
        form.agreesToSms = true;
        form.agreesToWhatsApp = true;
        form.job.description = u"Gold bracelet"_s;
        return form;
    }
    static Job job(Timestamp createdAt = boardNow())
    {
        auto job = counterbell::test::job(1059, JobStatus::Received, u"Ava Lindqvist"_s, u"Gold bracelet"_s);
        job.contactId = ContactId{7};
        job.createdAt = createdAt;
        return job;
    }
    bool run(const IntakeForm &form = Counter::form())
    {
        error.reset();
        intake.run(form);
        return QTest::qWaitFor([this] { return made || error; });
    }
    QString asked() const
    {
        QStringList methods;
        for (const auto &call : client.calls)
            methods << call.method;
        return methods.join(u' ');
    }
};

} // namespace

class JobIntakeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesCustomerConsentsAndJobInThatOrder()
    {
        Counter counter;
        counter.client.answer(methods::contactsCreate, Counter::ava());
        counter.client.answer(methods::jobsCreate, Counter::job());
        QVERIFY(counter.run());
        QVERIFY(counter.made);
        QCOMPARE(counter.asked(), u"contacts.create contacts.get consent.record consent.record jobs.create"_s);
        const auto consent = counter.client.callsOf("consent.record"_L1)[0].parameters;
        QCOMPARE(consent["intake"_L1].toBool(), true);
        QCOMPARE(consent["state"_L1].toString(), u"opted_in"_s);
        QVERIFY(consent["evidence"_L1].toString().contains(counter.client.who()->member.name));
        QCOMPARE(counter.client.lastCall("jobs.create"_L1)["contactId"_L1].toString(), u"7"_s);
    }

    void goesOnWhereItStopped()
    {
        Counter counter;
        counter.client.answer(methods::contactsCreate, Counter::ava());
        counter.client.forget("consent.record"_L1);
        counter.client.answer(methods::consentRecord, recorded());
        counter.client.refuse(methods::consentRecord, {Reason::Conflict});
        QVERIFY(counter.run());
        QCOMPARE(counter.error->reason, Reason::Conflict);
        counter.client.calls.clear();
        counter.client.forget("consent.record"_L1);
        counter.client.answer(methods::consentRecord, recorded());
        counter.client.answer(methods::jobsCreate, Counter::job());
        QVERIFY(counter.run());
        QVERIFY(counter.made);
        QCOMPARE(counter.asked(), u"contacts.get consent.record jobs.create"_s);
    }

    void startsAfreshForAnotherPerson()
    {
        Counter counter;
        counter.client.answer(methods::contactsCreate, Counter::ava());
        counter.client.refuse(methods::jobsCreate, {Reason::InvalidArgument});
        QVERIFY(counter.run());
        counter.client.calls.clear();
        auto other = Counter::form();
        other.name = u"Noor Haddad"_s;
        QVERIFY(counter.run(other));
        QVERIFY(counter.asked().startsWith(u"contacts.create"_s));
    }

    void recordsNothingTwice()
    {
        Counter counter;
        auto known = Counter::ava();
        known.consent = {ConsentState::OptedIn, ConsentState::OptedOut};
        counter.client.forget("contacts.get"_L1);
        counter.client.answer(methods::contactsGet, known);
        counter.client.answer(methods::jobsCreate, Counter::job());
        auto form = Counter::form();
        form.customer = known.id;
        QVERIFY(counter.run(form));
        QCOMPARE(counter.client.callsOf("consent.record"_L1).size(), 1u);
        QCOMPARE(counter.client.lastCall("consent.record"_L1)["channel"_L1].toString(), u"sms"_s);
    }

    void adoptsTheJobWhoseAnswerWasLost()
    {
        Counter counter;
        counter.client.answer(methods::contactsCreate, Counter::ava());
        counter.client.refuse(methods::jobsCreate, {Reason::ShuttingDown, {{u"problem"_s, u"timeout"_s}}});
        QVERIFY(counter.run());
        counter.client.calls.clear();
        counter.client.answer(methods::jobsList, {{Counter::job()}, {}});
        QVERIFY(counter.run());
        QCOMPARE(counter.made->ticket, u"R-1059"_s);
        QVERIFY(counter.client.callsOf("jobs.create"_L1).empty());
    }

    void makesItWhenTheLostOneIsNotThere()
    {
        Counter counter;
        counter.client.answer(methods::contactsCreate, Counter::ava());
        counter.client.refuse(methods::jobsCreate, {Reason::ShuttingDown});
        QVERIFY(counter.run());
        counter.client.forget("jobs.create"_L1);
        counter.client.answer(methods::jobsCreate, Counter::job());
        counter.client.answer(methods::jobsList, {{Counter::job(boardNow() - 24h)}, {}}); // last week's bracelet
        QVERIFY(counter.run());
        QVERIFY(counter.made);
        QCOMPARE(counter.client.callsOf("jobs.create"_L1).size(), 2u);
    }

    void adoptsTheCustomerWhoseAnswerWasLost()
    {
        Counter counter;
        counter.client.refuse(methods::contactsCreate, {Reason::ShuttingDown});
        counter.client.refuse(methods::contactsCreate, {Reason::DuplicatePhone, {{u"contactId"_s, u"7"_s}}});
        counter.client.answer(methods::jobsCreate, Counter::job());
        QVERIFY(counter.run());
        QVERIFY(!counter.made);
        QVERIFY(counter.run());
        QVERIFY(counter.made);
    }

    void asksWhoseANumberIsThatItDidNotMake()
    {
        Counter counter;
        counter.client.refuse(methods::contactsCreate, {Reason::DuplicatePhone, {{u"contactId"_s, u"7"_s}}});
        QVERIFY(counter.run());
        QCOMPARE(counter.error->reason, Reason::DuplicatePhone);
        QVERIFY(counter.client.callsOf("jobs.create"_L1).empty());
    }

    void needsNobodyForATask()
    {
        Counter counter;
        counter.client.answer(methods::jobsCreate, Counter::job());
        IntakeForm form;
        form.job.kind = JobKind::Task;
        form.job.description = u"Order boxes"_s;
        QVERIFY(counter.run(form));
        QCOMPARE(counter.asked(), u"jobs.create"_s);
    }
};

QTEST_GUILESS_MAIN(JobIntakeTest)
#include "tst_job_intake.moc"
