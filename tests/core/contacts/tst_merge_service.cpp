// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/merge_service.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class MergeServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        m_service = std::make_unique<MergeService>(**m_store, m_clock);
        m_ann = add(u"Ann"_s, u"+61412000001"_s, {u"vip"_s}, u"likes gold"_s);
        m_anna = add(u"Anna"_s, u"+61412000002"_s, {u"vip"_s, u"rings"_s}, u"left-handed"_s);
    }
    void cleanup()
    {
        m_service.reset();
        m_store.reset();
    }

    void makesOneContactOfTwo()
    {
        const auto contact = merge();
        QVERIFY(contact);
        QCOMPARE(contact->id, m_ann);
        QCOMPARE(contact->phone, u"+61412000001"_s);
        QCOMPARE(contact->addresses, (std::vector<QString>{u"+61412000001"_s, u"+61412000002"_s}));
        QCOMPARE(contact->tags, (std::vector<QString>{u"vip"_s, u"rings"_s}));
        QCOMPARE(contact->notes, u"likes gold\nleft-handed"_s);
        QCOMPARE(count(u"contacts"_s), 1);
    }

    void restoresBothExactly_data()
    {
        QTest::addColumn<bool>("annTalks");
        QTest::addColumn<bool>("annaTalks");
        QTest::newRow("neither had written") << false << false;
        QTest::newRow("only the survivor had") << true << false;
        QTest::newRow("only the merged-away one had") << false << true;
        QTest::newRow("both had") << true << true;
    }
    void restoresBothExactly()
    {
        QFETCH(bool, annTalks);
        QFETCH(bool, annaTalks);
        fill(m_ann, u"human"_s, annTalks, 2h);
        fill(m_anna, u"ai"_s, annaTalks, 1h);
        const auto before = dump();
        QVERIFY(merge());
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM jobs WHERE contact_id = %1"_s.arg(m_ann.value)), 2);
        QCOMPARE(count(u"conversations"_s), annTalks || annaTalks ? 1 : 0);
        QVERIFY(dump() != before);
        const auto restored = unmerge();
        QVERIFY(restored);
        QCOMPARE(restored->id, m_anna);
        QCOMPARE(dump(), before);
        QCOMPARE(count(u"contact_merge_rows"_s) + count(u"contact_merge_contacts"_s), 0);
    }

    void raisesTheVersionsSoThatAnOlderTurnFindsItselfVoid()
    {
        fill(m_ann, u"ai"_s, true, 2h);
        fill(m_anna, u"ai"_s, true, 1h);
        QVERIFY(merge());
        const auto merged = number(**m_store, u"SELECT MAX(handling_version) FROM conversations"_s);
        QVERIFY(unmerge());
        QVERIFY(number(**m_store, u"SELECT MIN(handling_version) FROM conversations"_s) > merged);
    }

    void leavesWithTheSurvivorWhatCameLater_data()
    {
        QTest::addColumn<bool>("annTalks");
        QTest::newRow("the survivor had a conversation") << true;
        QTest::newRow("the survivor gets one for it") << false;
    }
    void leavesWithTheSurvivorWhatCameLater()
    {
        QFETCH(bool, annTalks);
        fill(m_ann, u"human"_s, annTalks, 2h);
        fill(m_anna, u"ai"_s, true, 1h);
        QVERIFY(merge());
        const auto later = write(number(**m_store, u"SELECT id FROM conversations"_s), 0h);
        inTx(**m_store,
             [this](Tx &tx) { tx.execute(u"UPDATE contacts SET notes = 'met her today' WHERE id = ?"_s, m_ann); });
        QVERIFY(unmerge());
        const auto owner = u"SELECT c.contact_id FROM messages m JOIN conversations c ON c.id = m.conversation_id "
                           "WHERE m.id = %1"_s;
        QCOMPARE(number(**m_store, owner.arg(later)), m_ann.value);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM messages m JOIN conversations c ON c.id = m.conversation_id "
                                   "WHERE c.contact_id = %1"_s.arg(m_anna.value)),
                 1);
        QCOMPARE(
            number(**m_store, u"SELECT last_message_id FROM conversations WHERE contact_id = %1"_s.arg(m_ann.value)),
            later);
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM conversations c JOIN messages m ON m.id = c.last_message_id "
                                   "WHERE m.conversation_id <> c.id"_s),
                 0);
        QCOMPARE(find(m_ann)->notes, u"met her today"_s);
        QCOMPARE(find(m_ann)->name, u"Ann"_s);
        QCOMPARE(find(m_anna)->notes, u"left-handed"_s);
    }

    void readsTheTimelineAnewWhereSomebodyTouchedTheConversation()
    {
        fill(m_ann, u"human"_s, true, 2h);
        fill(m_anna, u"ai"_s, true, 1h);
        QVERIFY(merge());
        inTx(**m_store,
             [](Tx &tx) { tx.execute(u"UPDATE conversations SET status = 'closed', version = version + 1"_s); });
        QVERIFY(unmerge());
        QCOMPARE(number(**m_store, u"SELECT COUNT(*) FROM conversations c JOIN messages m ON m.id = c.last_message_id "
                                   "WHERE m.conversation_id = c.id AND c.last_activity_at = m.at"_s),
                 2);
        QCOMPARE(
            number(**m_store, u"SELECT COUNT(*) FROM conversations WHERE contact_id = %1 AND status = 'closed'"_s.arg(
                                  m_ann.value)),
            1);
    }

    void holdsAStopWrittenSinceForBoth_PQ31()
    {
        QVERIFY(merge());
        stop(m_ann);
        QVERIFY(unmerge());
        QCOMPARE(find(m_ann)->consent.sms, ConsentState::OptedOut);
        QCOMPARE(find(m_anna)->consent.sms, ConsentState::OptedOut);
    }
    void partsAnEarlierStopWithItsOwner()
    {
        stop(m_anna);
        QVERIFY(merge());
        QCOMPARE(find(m_ann)->consent.sms, ConsentState::OptedOut);
        QVERIFY(unmerge());
        QCOMPARE(find(m_ann)->consent.sms, ConsentState::Unknown);
        QCOMPARE(find(m_anna)->consent.sms, ConsentState::OptedOut);
    }

    void leavesANumberWithTheSurvivorWhoTookItAsTheirs()
    {
        QVERIFY(merge());
        inTx(**m_store, [this](Tx &tx) {
            auto ann = ContactRepository().find(tx, m_ann).value();
            ann.phone = u"+61412000002"_s;
            ContactRepository().update(tx, ann, m_clock.now());
        });
        QVERIFY(unmerge());
        QCOMPARE(find(m_ann)->phone, u"+61412000002"_s);
        QCOMPARE(find(m_anna)->phone, std::nullopt);
    }

    void undoesTheLastMergeFirst()
    {
        const auto third = add(u"Annie"_s, u"+61412000003"_s, {}, {});
        QVERIFY(merge());
        QVERIFY(waitForTask(m_service->merge(m_member, {third, m_ann})));
        const auto early = unmerge();
        QVERIFY(isRefused(early, Reason::Conflict));
        QCOMPARE(early.error().details.value(u"problem"_s).toString(), u"laterMerge"_s);
        const MergeId last{early.error().details.value(u"mergeId"_s).toString().toLongLong()};
        QCOMPARE(waitForTask(m_service->unmerge(m_member, {{}, last}))->id, third);
        QCOMPARE(unmerge()->id, m_anna);
        QVERIFY(isRefused(waitForTask(m_service->unmerge(m_member, {{}, last})), Reason::Conflict));
    }

    void refusesWhatCannotBeMerged()
    {
        QVERIFY(isRefused(waitForTask(m_service->merge(m_member, {m_ann, m_ann})), Reason::Conflict));
        QVERIFY(isRefused(waitForTask(m_service->merge(m_member, {m_ann, ContactId{99}})), Reason::NotFound));
        QVERIFY(isRefused(waitForTask(m_service->merge(m_member, {ContactId{99}, m_ann})), Reason::NotFound));
        QVERIFY(isRefused(unmerge(), Reason::NotFound));
        QVERIFY(isRefused(waitForTask(m_service->unmerge(m_member, {})), Reason::InvalidArgument));
        QCOMPARE(count(u"audit_log"_s), 0);
    }

private:
    ContactId add(const QString &name, const QString &phone, const std::vector<QString> &tags, const QString &notes)
    {
        return inTx(**m_store, [&](Tx &tx) {
            return ContactRepository().create(tx, {.name = name, .phone = phone, .tags = tags, .notes = notes},
                                              m_clock.now());
        });
    }
    Result<Contact> merge() { return waitForTask(m_service->merge(m_member, {m_anna, m_ann})); }
    Result<Contact> unmerge() { return waitForTask(m_service->unmerge(m_member, {m_anna, {}})); }
    std::optional<Contact> find(ContactId id)
    {
        return inRead(**m_store, [&](Connection &db) { return ContactRepository().find(db, id); });
    }
    qint64 count(const QString &table) { return number(**m_store, u"SELECT COUNT(*) FROM %1"_s.arg(table)); }
    void stop(ContactId contact)
    {
        inTx(**m_store, [&](Tx &tx) {
            const auto now = m_clock.now();
            ConsentRepository().append(
                tx, {.contactId = contact, .state = ConsentState::OptedOut, .actionAt = now, .at = now});
        });
    }

    /// A job, a send and a consent; with `talks` a conversation with a message and a turn on WhatsApp.
    void fill(ContactId contact, const QString &handling, bool talks, std::chrono::hours ago)
    {
        inTx(**m_store, [&](Tx &tx) {
            const auto at = m_clock.now() - ago;
            tx.execute(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, created_at, updated_at) "
                       "VALUES (?, 'repair', 'received', ?, 'ring', 0, 0)"_s,
                       u"R-%1"_s.arg(contact.value), contact);
            ConsentRepository().append(tx,
                                       {.contactId = contact, .channel = Channel::Whatsapp, .actionAt = at, .at = at});
            std::optional<ConversationId> conversation;
            if (talks)
                conversation = ConversationId{
                    tx.insert(u"INSERT INTO conversations (contact_id, handling, unread, last_activity_at, draft) "
                              "VALUES (?, ?, 1, ?, ?)"_s,
                              contact, handling, at, u"draft %1"_s.arg(contact.value))};
            tx.execute(u"INSERT INTO sends (at, category, channel, state, status, body, contact_id, conversation_id, "
                       "author_kind, updated_at) VALUES (?, 'reply', 'sms', 'sent', 'sent', 'hi', ?, ?, 'member', 0)"_s,
                       at, contact, conversation);
            if (!conversation)
                return;
            tx.execute(u"INSERT INTO conversation_channels (conversation_id, channel, address, sender, "
                       "last_inbound_at) VALUES (?, 'whatsapp', ?, 'y', ?)"_s,
                       *conversation, u"w%1"_s.arg(contact.value), at);
            tx.execute(u"INSERT INTO agent_turns (conversation_id, state, handling_version, last_inbound_id, due_at, "
                       "created_at) VALUES (?, 'done', 1, 1, 0, 0)"_s,
                       *conversation);
        });
        if (talks)
            write(number(**m_store, u"SELECT MAX(id) FROM conversations"_s), ago);
    }
    qint64 write(qint64 conversation, std::chrono::hours ago)
    {
        return inTx(**m_store, [&](Tx &tx) {
            const auto at = m_clock.now() - ago;
            const auto message = tx.insert(u"INSERT INTO messages (conversation_id, channel, direction, kind, body, "
                                           "status, author_kind, at) VALUES (?, 'whatsapp', 'inbound', 'text', 'hi', "
                                           "'received', 'contact', ?)"_s,
                                           conversation, at);
            tx.execute(u"UPDATE conversations SET last_message_id = ?, last_inbound_id = ?, last_activity_at = ?, "
                       "version = version + 1 WHERE id = ?"_s,
                       message, message, at, conversation);
            return message;
        });
    }
    /// All that a merge moves, as text; versions and the time of the last change aside.
    QString dump()
    {
        return inRead(**m_store, [](Connection &db) {
            QString text;
            const QList<std::pair<QString, int>> tables{
                {u"SELECT id, name, name_search, phone, language, notes, tags, on_whatsapp, landline, prefers_call, "
                 "created_at FROM contacts ORDER BY id"_s,
                 11},
                {u"SELECT id, contact_id, kind, value FROM contact_addresses ORDER BY id"_s, 4},
                {u"SELECT id, contact_id, channel, state FROM consent_entries ORDER BY id"_s, 4},
                {u"SELECT id, contact_id, handling, assignee_id, status, needs_reply, unread, last_message_id, "
                 "last_activity_at, last_inbound_id, failed, draft FROM conversations ORDER BY id"_s,
                 12},
                {u"SELECT conversation_id, channel, address, last_inbound_at FROM conversation_channels ORDER BY 1, 2"_s,
                 4},
                {u"SELECT id, conversation_id FROM messages ORDER BY id"_s, 2},
                {u"SELECT id, conversation_id FROM agent_turns ORDER BY id"_s, 2},
                {u"SELECT id, contact_id FROM jobs ORDER BY id"_s, 2},
                {u"SELECT id, contact_id, conversation_id FROM sends ORDER BY id"_s, 3}};
            for (const auto &[sql, columns] : tables) {
                const auto row = db.query(sql);
                while (row->next()) {
                    for (int i = 0; i < columns; ++i)
                        text += (row->isNull(i) ? u"-"_s : row->text(i)) + u'|';
                    text += u'\n';
                }
                text += u"--\n"_s;
            }
            return text;
        });
    }

    FakeClock m_clock;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<MergeService> m_service;
    Member m_member{.id = MemberId{1}, .name = u"Priya"_s, .role = Role::Agent};
    ContactId m_ann;
    ContactId m_anna;
};

QTEST_GUILESS_MAIN(MergeServiceTest)
#include "tst_merge_service.moc"
