// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_service.h"

#include "core/contacts/consent_ledger.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ConsentServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        m_service = std::make_unique<ConsentService>(**m_store, m_clock);
        m_contact = inTx(**m_store, [this](Tx &tx) {
            return ContactRepository().create(tx, {.name = u"Ann"_s, .phone = u"+61412345678"_s}, m_clock.now());
        });
    }
    void cleanup()
    {
        m_service.reset();
        m_store.reset();
    }

    void recordsAnOptInWithItsEvidenceAndAuthor()
    {
        const auto entry = record(Role::Agent, optIn(u"asked at the counter"_s));
        QVERIFY(entry);
        QCOMPARE(entry->source, ConsentSource::Operator);
        QCOMPARE(entry->purpose, ConsentPurpose::Service);
        QCOMPARE(entry->actor, u"Priya"_s);
        QCOMPARE(entry->evidence, u"asked at the counter"_s);
        QCOMPARE(entry->at, m_clock.now());
        const auto history = waitForTask(m_service->history({m_contact, {}, {}}));
        QCOMPARE(history->items, std::vector{*entry});
    }

    void asksForEvidenceOfAnOptInOnly()
    {
        QVERIFY(isRefused(record(Role::Agent, optIn(u"  "_s)), Reason::EvidenceRequired));
        auto missing = optIn(u""_s);
        missing.evidence.reset();
        QVERIFY(isRefused(record(Role::Agent, missing), Reason::EvidenceRequired));
        missing.state = ConsentState::OptedOut;
        QVERIFY(record(Role::Agent, missing));
    }

    void letsStaffRecordAtIntakeOnly()
    {
        auto request = optIn(u"said yes"_s);
        QVERIFY(isRefused(record(Role::Staff, request), Reason::NotPermitted));
        request.intake = true;
        QCOMPARE(record(Role::Staff, request)->source, ConsentSource::Intake);
    }

    void leavesANumberBlockedAtTwilioToTheCustomer()
    {
        inTx(**m_store, [this](Tx &tx) {
            ConsentLedger().recordOptOut(tx, m_contact, {.at = m_clock.now(), .blocksAtProvider = true},
                                         {.text = u"STOP"_s, .now = m_clock.now()});
        });
        m_clock += 1min;
        const auto refused = record(Role::Owner, optIn(u"phoned"_s));
        QVERIFY(isRefused(refused, Reason::Conflict));
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"onlyTheCustomerCan"_s);
        auto byWhatsApp = optIn(u"phoned"_s);
        byWhatsApp.channel = Channel::Whatsapp;
        QVERIFY(record(Role::Owner, byWhatsApp));
    }

    void refusesWhatMakesNoSense()
    {
        auto request = optIn(u"x"_s);
        request.state = ConsentState::Unknown;
        QVERIFY(isRefused(record(Role::Agent, request), Reason::InvalidArgument));
        request = optIn(QString(2001, u'x'));
        QVERIFY(isRefused(record(Role::Agent, request), Reason::InvalidArgument));
        request = optIn(u"x"_s);
        request.contactId = ContactId{999};
        QVERIFY(isRefused(record(Role::Agent, request), Reason::NotFound));
        QVERIFY(isRefused(waitForTask(m_service->history({ContactId{999}, {}, {}})), Reason::NotFound));
    }

private:
    RecordConsent optIn(const QString &evidence) const
    {
        RecordConsent request;
        request.contactId = m_contact;
        request.evidence = evidence;
        return request;
    }
    Result<ConsentEntry> record(Role role, const RecordConsent &request)
    {
        Member actor;
        actor.name = u"Priya"_s;
        actor.role = role;
        return waitForTask(m_service->record(actor, request));
    }

    FakeClock m_clock;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<ConsentService> m_service;
    ContactId m_contact;
};

QTEST_GUILESS_MAIN(ConsentServiceTest)
#include "tst_consent_service.moc"
