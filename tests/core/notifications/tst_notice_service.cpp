// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/notice_service.h"

#include "core/messaging/send_repository.h"
#include "core/messaging/template_repository.h"
#include "tests/support/shop.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::notifications;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Who is told what, by which way; Mia acts, Tom is the assignee.
class NoticeServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<Shop>();
        m_job.kind = JobKind::Repair;
        m_job.ticket = u"R-1001"_s;
        m_job.description = u"Gold bracelet"_s;
        m_job.contactId = m_shop->ava;
        m_job.contactName = u"Ava Lindqvist"_s;
        m_job.assigneeId = m_shop->tom.id;
        m_job.dueAt = fromIso(u"2026-05-17T02:00:00Z"_s);
        m_job.id = inTx(m_shop->store(), [](Tx &tx) {
            return JobId{tx.insert(u"INSERT INTO jobs (ticket, kind, status, description, created_at, updated_at) "
                                   "VALUES ('R-1001', 'repair', 'received', 'Gold bracelet', 0, 0)"_s)};
        });
    }
    void cleanup() { m_shop.reset(); }

    void assignsByWhatsAppTextWhileTheWindowIsOpen_NX08_NX10()
    {
        m_shop->openWindowOf(m_shop->tom);
        addTemplate(u"task_assignment"_s, TemplateStatus::Approved);
        const auto send = assigned();
        QCOMPARE(send.channel, Channel::Whatsapp);
        QVERIFY(!send.templateSid);
        QCOMPARE(send.body, u"\U0001F514 New repair assigned: Gold bracelet \u2014 Ava\n"
                            "Due: Sun 17 May 2026"_s);
        QCOMPARE(waysLeft(send.id), 2u);
    }

    void assignsByTheApprovedTemplateOutsideTheWindow()
    {
        m_shop->openWindowOf(m_shop->tom);
        m_shop->clock() += 24h;
        addTemplate(u"task_assignment"_s, TemplateStatus::Approved);
        const auto send = assigned();
        QCOMPARE(send.channel, Channel::Whatsapp);
        QCOMPARE(send.templateSid, u"HXtask_assignment"_s);
        QCOMPARE(send.body, u"\U0001F514 New repair assigned: Gold bracelet for Ava, due Sun 17 May 2026. "
                            "See Counterbell."_s);
        QCOMPARE(waysLeft(send.id), 1u);
    }

    void assignsBySmsWithoutAnApprovedTemplate()
    {
        addTemplate(u"task_assignment"_s, TemplateStatus::Paused);
        const auto send = assigned();
        QCOMPARE(send.channel, Channel::Sms);
        QCOMPARE(send.recipient.number, u"+61491573003"_s);
    }

    void assignsBySmsWhoIsNotOnWhatsApp()
    {
        m_shop->openWindowOf(m_shop->tom);
        addTemplate(u"task_assignment"_s, TemplateStatus::Approved);
        inTx(m_shop->store(),
             [this](Tx &tx) { team::MemberRepository().learnCapability(tx, m_shop->tom.id, false, {}); });
        QCOMPARE(assigned().channel, Channel::Sms);
    }

    void leavesOutWhatAJobDoesNotSay()
    {
        m_job.contactName.reset();
        m_job.dueAt.reset();
        m_shop->openWindowOf(m_shop->tom);
        QCOMPARE(assigned().body, u"\U0001F514 New repair assigned: Gold bracelet"_s);
    }

    void onePersonalOptOutSilencesAllThree_NX05_NX06()
    {
        inTx(m_shop->store(), [this](Tx &tx) { team::MemberRepository().setOptedOut(tx, m_shop->tom.id, true); });
        tellAll();
        QCOMPARE(m_shop->told(), u"task_assignment sms refused memberOptedOut; status_change sms refused "
                                 "memberOptedOut; urgent_flagged sms refused memberOptedOut; job_ready sms queued"_s);
    }

    void eachToggleSilencesItsOwnCategory_NX01_NX07_data()
    {
        QTest::addColumn<QString>("toggle");
        QTest::addColumn<QString>("category");
        QTest::newRow("job ready") << u"jobReady"_s << u"job_ready"_s;
        QTest::newRow("assignment") << u"taskAssignment"_s << u"task_assignment"_s;
        QTest::newRow("status change") << u"statusChange"_s << u"status_change"_s;
        QTest::newRow("urgent") << u"urgentFlagged"_s << u"urgent_flagged"_s;
    }
    void eachToggleSilencesItsOwnCategory_NX01_NX07()
    {
        QFETCH(QString, toggle);
        QFETCH(QString, category);
        inTx(m_shop->store(), [&](Tx &tx) { writeSettings(tx, u"notifications"_s, {{toggle, false}}); });
        tellAll();
        QStringList refused;
        for (const auto &send : m_shop->sends()) {
            if (send.status == DeliveryStatus::Refused)
                refused << QString(wireName(send.category)) + u' ' + *send.reason;
        }
        QCOMPARE(refused, QStringList{category + u" categoryDisabled"_s});
    }

    void needsANumberOnFile_NX07()
    {
        inTx(m_shop->store(), [this](Tx &tx) {
            auto tom = m_shop->tom;
            tom.phone.reset();
            team::MemberRepository().update(tx, tom);
        });
        QCOMPARE(assigned().reason, u"noPhone"_s);
    }

    void readsTheNumberWhenItSends_NX14()
    {
        inTx(m_shop->store(), [this](Tx &tx) {
            auto tom = m_shop->tom;
            tom.phone = u"+61491573099"_s;
            team::MemberRepository().update(tx, tom);
        });
        QCOMPARE(assigned().recipient.number, u"+61491573099"_s);
    }

    void tellsNobodyWhatTheyDidThemselves()
    {
        m_job.assigneeId = m_shop->mia.id;
        inTx(m_shop->store(), [this](Tx &tx) {
            m_notices.notifyAssigned(tx, m_job, occasion());
            m_notices.notifyStatusChanged(tx, m_job, JobStatus::Received, occasion());
            m_notices.notifyUrgent(tx, m_job, occasion());
        });
        QCOMPARE(m_shop->told(), u""_s);
    }

    void tellsOncePerCauseAndRecipient()
    {
        const auto first = assigned().id;
        QCOMPARE(assigned().id, first);
        QCOMPARE(m_shop->sends().size(), 1u);
    }

    void triesTheShopsTemplateBeforeSmsWhereItIsSetSo_NX08()
    {
        addTemplate(u"ready"_s, TemplateStatus::Approved, u"Hi {{1}}, your {{2}} is ready at {{4}}: {{3}}"_s);
        m_shop->setToggles({.jobReadyByWhatsApp = true, .jobReadyTemplateSid = u"HXready"_s});
        const auto send = ready();
        QCOMPARE(send.channel, Channel::Whatsapp);
        QCOMPARE(send.templateSid, u"HXready"_s);
        QCOMPARE(send.body, u"Hi Ava, your repair is ready at Halden & Rowe: Gold bracelet"_s);
        QCOMPARE(waysLeft(send.id), 1u);
    }

    void fallsBackToSmsWhereTheTemplateIsNotApproved()
    {
        addTemplate(u"ready"_s, TemplateStatus::Pending, u"Hi {{1}}"_s);
        m_shop->setToggles({.jobReadyByWhatsApp = true, .jobReadyTemplateSid = u"HXready"_s});
        QCOMPARE(ready().channel, Channel::Sms);
    }

    void usesTheShopsOwnWording()
    {
        m_shop->setToggles({.jobReadyWording = u"{customer}: fetch your {item} at {business}."_s});
        QCOMPARE(ready().body, u"Ava: fetch your repair at Halden & Rowe."_s);
    }

    void showsTheNoticeInTheCustomersConversation()
    {
        const auto send = ready();
        QVERIFY(send.conversationId);
        QCOMPARE(
            number(m_shop->store(),
                   u"SELECT COUNT(*) FROM messages WHERE id = %1 AND conversation_id = %2 AND body LIKE 'Hi Ava%'"_s
                       .arg(send.messageId->value)
                       .arg(send.conversationId->value)),
            1);
    }

    void saysNothingToWhoOptedOut_PQ30()
    {
        inTx(m_shop->store(), [this](Tx &tx) {
            const auto now = m_shop->clock().now();
            tx.execute(u"INSERT INTO consent_entries (contact_id, channel, purpose, state, source, action_at, at) "
                       "VALUES (?, 'sms', 'service', 'opted_out', 'keyword', ?, ?)"_s,
                       m_shop->ava, now, now);
        });
        QCOMPARE(ready().reason, u"recipientOptedOut"_s);
    }

    void takesBackAllOrNothing()
    {
        const auto hold = [this] {
            auto held = occasion();
            held.holdUntil = m_shop->clock().now() + 10s;
            return held;
        }();
        const auto claimed = inTx(m_shop->store(), [&](Tx &tx) {
            m_notices.notifyReady(tx, m_job, hold);
            return *m_notices.notifyStatusChanged(tx, m_job, JobStatus::Received, hold);
        });
        m_shop->claim(claimed);
        QVERIFY(isRefused(cancelAll(), Reason::TooLate));
        QCOMPARE(m_shop->told(), u"job_ready sms held; status_change sms sending"_s);
        QCOMPARE(inTx(m_shop->store(),
                      [&](Tx &tx) {
                          m_notices.cancelHeld(tx, m_job.id, u"job:1:2"_s, m_shop->clock().now());
                          m_notices.cancelHeld(tx, m_job.id, u"job:1"_s, m_shop->clock().now()); // another cause
                          return true;
                      }),
                 true);
        QCOMPARE(m_shop->told(), u"job_ready sms cancelled; status_change sms sending"_s);
    }

private:
    NoticeOccasion occasion() { return {u"job:1:2"_s, m_shop->mia, m_shop->clock().now()}; }
    Send find(SendId id)
    {
        return inRead(m_shop->store(), [id](Connection &db) { return messaging::SendLogRepository().find(db, id); })
            .value();
    }
    Send assigned()
    {
        return find(*inTx(m_shop->store(), [this](Tx &tx) { return m_notices.notifyAssigned(tx, m_job, occasion()); }));
    }
    Send ready()
    {
        return find(*inTx(m_shop->store(), [this](Tx &tx) { return m_notices.notifyReady(tx, m_job, occasion()); }));
    }
    void tellAll()
    {
        inTx(m_shop->store(), [this](Tx &tx) {
            m_notices.notifyAssigned(tx, m_job, occasion());
            m_notices.notifyStatusChanged(tx, m_job, JobStatus::Received, occasion());
            m_notices.notifyUrgent(tx, m_job, occasion());
            m_notices.notifyReady(tx, m_job, occasion());
        });
    }
    Result<> cancelAll()
    {
        return waitFor(m_shop->store().write([this, now = m_shop->clock().now()](Tx &tx) {
            return m_notices.cancelAll(tx, m_job.id, u"job:1:2"_s, now);
        }));
    }
    /// How many steps of a send's route are still to be tried.
    size_t waysLeft(SendId id)
    {
        return inRead(m_shop->store(), [id](Connection &db) { return messaging::SendRepository().find(db, id); })
            ->nextSteps.size();
    }
    void
    addTemplate(const QString &name, TemplateStatus status,
                const QString &body = u"\U0001F514 New {{1}} assigned: {{2}} for {{3}}, due {{4}}. See Counterbell."_s)
    {
        inTx(m_shop->store(), [&](Tx &tx) {
            Template made;
            made.sid = u"HX"_s + name;
            made.name = name;
            made.language = u"en"_s;
            made.status = status;
            made.body = body;
            for (int i = 1; i <= body.count(u"{{"_s); ++i)
                made.parameters.push_back(QString::number(i));
            messaging::TemplateRepository().replaceAll(tx, {made}, m_shop->clock().now());
        });
    }

    const NoticeService m_notices{};
    std::unique_ptr<Shop> m_shop;
    Job m_job;
};

QTEST_GUILESS_MAIN(NoticeServiceTest)
#include "tst_notice_service.moc"
