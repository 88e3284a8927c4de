// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_ledger.h"

#include "core/contacts/contact_repository.h"
#include "core/store/settings_repository.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ConsentLedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        m_contact = inTx(**m_store, [this](Tx &tx) {
            return ContactRepository().create(tx, {.name = u"Ann"_s, .phone = u"+61412345678"_s}, m_clock.now());
        });
    }
    void cleanup() { m_store.reset(); }

    void closesEveryChannelAndPurpose_PQ32()
    {
        stop(Channel::Whatsapp);
        QCOMPARE(state(Channel::Whatsapp), ConsentState::OptedOut);
        QCOMPARE(state(Channel::Sms), ConsentState::OptedOut);
        QCOMPARE(state(Channel::Sms, ConsentPurpose::Marketing), ConsentState::OptedOut);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM consent_entries WHERE evidence = 'stop' AND source = "
                                   "'keyword' AND origin_channel = 'whatsapp'"_s),
                 4);
    }

    void closesItsOwnChannelOnlyWhereTheShopSaysSo()
    {
        inTx(**m_store, [](Tx &tx) { writeSettings(tx, u"workspace"_s, {{u"optOutPerChannel"_s, true}}); });
        stop(Channel::Whatsapp);
        QCOMPARE(state(Channel::Whatsapp), ConsentState::OptedOut);
        QCOMPARE(state(Channel::Sms), ConsentState::Unknown);
    }

    void opensAgainWhatStopClosedAndKeepsTheOldRows_PQ33()
    {
        stop(Channel::Whatsapp);
        start(Channel::Sms);
        QCOMPARE(state(Channel::Sms), ConsentState::OptedIn);
        QCOMPARE(state(Channel::Whatsapp), ConsentState::OptedIn);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM consent_entries WHERE state = 'opted_out'"_s), 4);
    }

    void leavesClosedWhatAPersonOfTheShopClosed()
    {
        inTx(**m_store, [this](Tx &tx) {
            ConsentRepository().append(tx, {.contactId = m_contact,
                                            .channel = Channel::Whatsapp,
                                            .state = ConsentState::OptedOut,
                                            .actionAt = m_clock.now(),
                                            .at = m_clock.now()});
        });
        start(Channel::Sms);
        QCOMPARE(state(Channel::Whatsapp), ConsentState::OptedOut);
        QCOMPARE(state(Channel::Sms), ConsentState::OptedIn);
    }

    void recordsAnOptInOnceWhenACustomerWrites()
    {
        const auto write = [this] {
            return inTx(**m_store, [this](Tx &tx) {
                return m_ledger.recordInbound(tx, m_contact, Channel::Sms, m_clock.now(),
                                              {.text = u"hello"_s, .actor = u"Ann"_s, .now = m_clock.now()});
            });
        };
        QCOMPARE(write()->source, ConsentSource::Inbound);
        QVERIFY(!write());
        stop(Channel::Sms);
        QVERIFY(!write());
        QCOMPARE(state(Channel::Sms), ConsentState::OptedOut);
    }

private:
    void stop(Channel channel)
    {
        m_clock += 1min;
        inTx(**m_store, [&](Tx &tx) {
            m_ledger.recordOptOut(tx, m_contact, {.channel = channel, .at = m_clock.now()},
                                  {.text = u"stop"_s, .actor = u"Ann"_s, .now = m_clock.now()});
        });
    }
    void start(Channel channel)
    {
        m_clock += 1min;
        inTx(**m_store, [&](Tx &tx) {
            m_ledger.recordOptIn(tx, m_contact, {.channel = channel, .at = m_clock.now()},
                                 {.text = u"START"_s, .actor = u"Ann"_s, .now = m_clock.now()});
        });
    }
    ConsentState state(Channel channel, ConsentPurpose purpose = ConsentPurpose::Service)
    {
        return inRead(**m_store,
                      [&](Connection &db) { return ConsentRepository().current(db, m_contact, channel, purpose); });
    }

    FakeClock m_clock;
    const ConsentLedger m_ledger{};
    std::unique_ptr<TestStore> m_store;
    ContactId m_contact;
};

QTEST_GUILESS_MAIN(ConsentLedgerTest)
#include "tst_consent_ledger.moc"
