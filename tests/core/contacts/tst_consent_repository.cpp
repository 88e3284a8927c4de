// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_repository.h"

#include "core/contacts/contact_repository.h"
#include "tests/support/rows.h"

#include <QRandomGenerator>
#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ConsentRepositoryTest : public QObject
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

    void answersWithWhatItKept()
    {
        const auto entry = append({.contactId = m_contact,
                                   .channel = Channel::Whatsapp,
                                   .purpose = ConsentPurpose::Marketing,
                                   .state = ConsentState::OptedOut,
                                   .source = ConsentSource::Keyword,
                                   .evidence = u"stop"_s,
                                   .actor = u"Ann"_s,
                                   .actionAt = m_clock.now() - 1h,
                                   .at = m_clock.now(),
                                   .providerBlocked = true});
        QCOMPARE(entry.at, m_clock.now());
        QVERIFY(inRead(**m_store, [&](Connection &db) { return m_consents.find(db, entry.id); }) == entry);
    }

    void decidesByTheTimeOfTheActionNotOfTheRecord_PQ31()
    {
        append(entry(ConsentState::OptedOut, 0h));
        append(entry(ConsentState::OptedIn, -2h)); // recorded later, agreed to earlier
        QCOMPARE(current(), ConsentState::OptedOut);
        append(entry(ConsentState::OptedIn, 1h));
        QCOMPARE(current(), ConsentState::OptedIn);
    }

    void optOutWinsATie()
    {
        append(entry(ConsentState::OptedIn, 0h));
        append(entry(ConsentState::OptedOut, 0h));
        append(entry(ConsentState::OptedIn, 0h));
        QCOMPARE(current(), ConsentState::OptedOut);
    }

    /// The query and the rule are two sayings of one thing: they must agree on any ledger.
    void agreesWithTheRulesOnAnyLedger()
    {
        QRandomGenerator random(7);
        for (int ledger = 0; ledger < 40; ++ledger) {
            const auto contact = inTx(**m_store, [this](Tx &tx) {
                return ContactRepository().create(tx, {.name = u"Ann"_s}, m_clock.now());
            });
            for (int row = random.bounded(8); row > 0; --row) {
                auto next = entry(random.bounded(2) == 0 ? ConsentState::OptedIn : ConsentState::OptedOut,
                                  std::chrono::hours(random.bounded(3)));
                next.contactId = contact;
                next.channel = random.bounded(2) == 0 ? Channel::Sms : Channel::Whatsapp;
                next.purpose = random.bounded(2) == 0 ? ConsentPurpose::Service : ConsentPurpose::Marketing;
                next.source = std::array{ConsentSource::Keyword, ConsentSource::Provider,
                                         ConsentSource::Operator}[random.bounded(3)];
                next.providerBlocked = random.bounded(2) == 0;
                append(next);
            }
            const bool agrees = inRead(**m_store, [&](Connection &db) {
                const auto facts = m_consents.facts(db, contact);
                bool same = m_consents.isProviderBlocked(db, contact) == contacts::isProviderBlocked(facts);
                for (const auto channel : {Channel::Sms, Channel::Whatsapp}) {
                    for (const auto purpose : {ConsentPurpose::Service, ConsentPurpose::Marketing})
                        same = same && m_consents.current(db, contact, channel, purpose) ==
                                           currentConsent(facts, channel, purpose);
                }
                return same;
            });
            QVERIFY(agrees);
        }
    }

    void listsTheNewestRecordFirstPageByPage()
    {
        for (int i = 0; i < 5; ++i) {
            auto next = entry(ConsentState::OptedIn, 0h);
            next.evidence = QString::number(i);
            next.at = m_clock.now() + std::chrono::hours(i / 2);
            append(next);
        }
        QStringList seen;
        std::optional<QString> before;
        do {
            const auto window = timeWindow(before, 2).value();
            const auto page =
                inRead(**m_store, [&](Connection &db) { return m_consents.history(db, m_contact, window); });
            for (const auto &one : page.items)
                seen << one.evidence;
            before = page.next;
        } while (before);
        QCOMPARE(seen, (QStringList{u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s}));
    }

    void goesWithItsContact_PQ35()
    {
        append(entry(ConsentState::OptedIn, 0h));
        inTx(**m_store, [this](Tx &tx) { tx.execute(u"DELETE FROM contacts WHERE id = ?"_s, m_contact); });
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM consent_entries"_s), 0);
    }

private:
    NewConsent entry(ConsentState state, std::chrono::hours later) const
    {
        return {.contactId = m_contact, .state = state, .actionAt = m_clock.now() + later, .at = m_clock.now()};
    }
    ConsentEntry append(const NewConsent &entry)
    {
        return inTx(**m_store, [&](Tx &tx) { return m_consents.append(tx, entry); });
    }
    ConsentState current()
    {
        return inRead(**m_store, [&](Connection &db) {
            return m_consents.current(db, m_contact, Channel::Sms, ConsentPurpose::Service);
        });
    }

    FakeClock m_clock;
    const ConsentRepository m_consents{};
    std::unique_ptr<TestStore> m_store;
    ContactId m_contact;
};

QTEST_GUILESS_MAIN(ConsentRepositoryTest)
#include "tst_consent_repository.moc"
