// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_join_repository.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ContactJoinTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        m_byPhone = inbound({.phone = u"+61412345678"_s});
        m_byUserId = inbound({.phone = {}, .bsuid = u"AU.1"_s, .profileName = u"Ann"_s});
        QVERIFY(m_byPhone != m_byUserId);
    }
    void cleanup() { m_store.reset(); }

    void makesOneContactOfTwoThatOneMessageNames()
    {
        inTx(**m_store, [this](Tx &tx) {
            tx.execute(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, created_at, updated_at) "
                       "VALUES ('R-1001', 'repair', 'received', ?, 'ring', 0, 0)"_s,
                       m_byUserId);
        });
        QCOMPARE(joinByMessage(), m_byPhone);
        const auto contact = inRead(**m_store, [this](Connection &db) { return m_contacts.find(db, m_byPhone); });
        QCOMPARE(contact->addresses, (std::vector<QString>{u"+61412345678"_s, u"AU.1"_s}));
        QCOMPARE(contact->name, u"Ann"_s);
        QCOMPARE(contact->phone, u"+61412345678"_s);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM contacts"_s), 1);
        QCOMPARE(number(**m_store, u"SELECT contact_id FROM jobs"_s), m_byPhone.value);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM audit_log WHERE action = 'contacts.joined'"_s), 1);
    }

    void holdsAnOptOutOfEither_PQ31()
    {
        inTx(**m_store, [this](Tx &tx) {
            const ConsentRepository consents;
            const auto now = m_clock.now();
            consents.append(tx, {.contactId = m_byUserId, .state = ConsentState::OptedOut, .actionAt = now, .at = now});
            consents.append(tx, {.contactId = m_byPhone, .actionAt = now - 1h, .at = now});
        });
        joinByMessage();
        const auto contact = inRead(**m_store, [this](Connection &db) { return m_contacts.find(db, m_byPhone); });
        QCOMPARE(contact->consent.sms, ConsentState::OptedOut);
    }

    void movesTheOnlyConversation()
    {
        talk(m_byUserId, u"ai"_s, 0h);
        joinByMessage();
        QCOMPARE(number(**m_store, u"SELECT contact_id FROM conversations"_s), m_byPhone.value);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM messages"_s), 1);
    }

    void makesOneTimelineOfTwoConversations()
    {
        const auto kept = talk(m_byPhone, u"ai"_s, 2h);
        const auto gone = talk(m_byUserId, u"human"_s, 0h);
        inTx(**m_store, [&](Tx &tx) {
            tx.execute(u"INSERT INTO agent_turns (conversation_id, state, handling_version, last_inbound_id, due_at, "
                       "created_at) VALUES (?, 'due', 1, 1, 0, 0), (?, 'due', 1, 1, 0, 0)"_s,
                       kept, gone);
        });
        joinByMessage();
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM conversations"_s), 1);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM messages WHERE conversation_id = %1"_s.arg(kept)), 2);
        QCOMPARE(number(**m_store, u"SELECT unread FROM conversations"_s), 2);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM conversations WHERE handling = 'human'"_s), 1);
        QCOMPARE(number(**m_store, u"SELECT handling_version FROM conversations"_s), 2);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM agent_turns WHERE state <> 'cancelled'"_s), 0);
        QCOMPARE(number(**m_store, u"SELECT last_inbound_at FROM conversation_channels"_s),
                 qint64(toMillis(m_clock.now())));
        QCOMPARE(number(**m_store, u"SELECT last_message_id FROM conversations"_s), 2);
    }

    void keepsTheLaterWindowWhicheverContactHasIt()
    {
        talk(m_byPhone, u"ai"_s, 0h);
        talk(m_byUserId, u"ai"_s, 30h);
        joinByMessage();
        QCOMPARE(number(**m_store, u"SELECT last_inbound_at FROM conversation_channels"_s),
                 qint64(toMillis(m_clock.now())));
    }

private:
    ContactId inbound(const InboundIdentity &identity)
    {
        return inTx(**m_store, [&](Tx &tx) { return m_contacts.findOrCreateForInbound(tx, identity, m_clock.now()); });
    }
    ContactId joinByMessage() { return inbound({.phone = u"+61412345678"_s, .bsuid = u"AU.1"_s}); }
    /// A conversation with one message on WhatsApp, so long ago.
    qint64 talk(ContactId contact, const QString &handling, std::chrono::hours ago)
    {
        return inTx(**m_store, [&](Tx &tx) {
            const auto at = m_clock.now() - ago;
            const auto id = tx.insert(u"INSERT INTO conversations (contact_id, handling, unread, last_activity_at) "
                                      "VALUES (?, ?, 1, ?)"_s,
                                      contact, handling, at);
            tx.execute(u"INSERT INTO conversation_channels (conversation_id, channel, address, sender, "
                       "last_inbound_at) VALUES (?, 'whatsapp', 'x', 'y', ?)"_s,
                       id, at);
            const auto message = tx.insert(u"INSERT INTO messages (conversation_id, channel, kind, body, status, "
                                           "author_kind, at) VALUES (?, 'whatsapp', 'text', 'hi', 'received', "
                                           "'contact', ?)"_s,
                                           id, at);
            tx.execute(u"UPDATE conversations SET last_message_id = ?, last_inbound_id = ? WHERE id = ?"_s, message,
                       message, id);
            return id;
        });
    }

    FakeClock m_clock;
    const ContactRepository m_contacts{};
    std::unique_ptr<TestStore> m_store;
    ContactId m_byPhone;
    ContactId m_byUserId;
};

QTEST_GUILESS_MAIN(ContactJoinTest)
#include "tst_contact_join_repository.moc"
