// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/desk/erasure_service.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_service.h"
#include "core/contacts/merge_service.h"
#include "core/inbox/message_repository.h"
#include "core/inbox/search_index.h"
#include "core/messaging/outbox.h"
#include "core/webhooks/journal_repository.h"
#include "tests/support/shop.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;

class ErasureServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<Shop>();
        m_service = makeService();
    }
    void cleanup()
    {
        m_service.reset();
        m_shop.reset();
    }

    void leavesNothingOfThePersonAnywhere_PQ35()
    {
        const auto conversation = fill();
        QVERIFY(!traces().isEmpty());
        const QSignalSpy queued(m_service.get(), &ErasureService::deletionsQueued);
        const auto erased = erase();
        QVERIFY(erased);
        QCOMPARE(traces(), QStringList());
        QCOMPARE(erased->messages, 3);
        QCOMPARE(erased->sends, 2);
        QCOMPARE(queued.size(), 1);
        QCOMPARE(count(u"contacts"_s) + count(u"conversations"_s) + count(u"consent_entries"_s), 0);
        QCOMPARE(count(u"attachments"_s), 0);
        QCOMPARE(inRead(m_shop->store(),
                        [](Connection &db) { return inbox::searchMessages(db, u"sapphire"_s, {}, 10).size(); }),
                 size_t(0));
        QCOMPARE(
            count(u"event_log"_s,
                  u"name = 'conversation.updated' AND data LIKE '%\"id\":\"%1\"%' AND data LIKE '%\"erased\":true%'"_s
                      .arg(conversation.value)),
            1);
        QCOMPARE(count(u"event_log"_s, u"name = 'contact.updated' AND data LIKE '%\"erased\":true%'"_s), 1);
        QCOMPARE(count(u"audit_log"_s, u"action = 'contacts.erased'"_s), 1);
    }

    void keepsTheProofThatSomethingWasSent()
    {
        fill();
        QVERIFY(erase());
        const auto sends = m_shop->sends();
        QCOMPARE(sends.size(), size_t(2));
        QCOMPARE(sends.front().status, DeliveryStatus::Delivered);
        QCOMPARE(sends.front().sid, u"SMnotice"_s);
        QCOMPARE(count(u"jobs"_s, u"contact_id IS NULL"_s), 1);
        // What a member was told about the job names the customer; that they were told stays.
        QCOMPARE(sends.back().recipient.name, u"Tom"_s);
        QCOMPARE(sends.back().body, QString());
    }

    void remembersEveryMessageSoThatNoneComesBack_DESIGN5()
    {
        fill();
        QVERIFY(erase());
        for (const auto &sid : {u"SMin"_s, u"SMseeded"_s, u"SMnotice"_s})
            QVERIFY(
                inRead(m_shop->store(), [&](Connection &db) { return webhooks::JournalRepository().isSeen(db, sid); }));
        QCOMPARE(count(u"provider_deletions"_s), 4);
        QCOMPARE(count(u"journal"_s), 3);
    }

    void waitsForNothingThatIsBeingSent_data()
    {
        QTest::addColumn<QString>("state");
        for (const auto &state : {u"sending"_s, u"uncertain"_s, u"barred"_s})
            QTest::newRow(qPrintable(state)) << state;
    }
    void waitsForNothingThatIsBeingSent()
    {
        QFETCH(QString, state);
        const auto send = queue();
        inTx(m_shop->store(), [&](Tx &tx) { tx.execute(u"UPDATE sends SET state = ? WHERE id = ?"_s, state, send); });
        const auto refused = erase();
        QVERIFY(isRefused(refused, Reason::Conflict));
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"sendUnderWay"_s);
        QCOMPARE(count(u"contacts"_s, u"name <> ''"_s), 1);
    }

    void cancelsWhatIsStillWaiting()
    {
        queue();
        QVERIFY(erase());
        QCOMPARE(m_shop->told(), u"reply sms cancelled"_s);
        QCOMPARE(traces(), QStringList());
    }

    void leavesAFailureNoWayToAnotherTry()
    {
        fill();
        QVERIFY(erase());
        QCOMPARE(count(u"sends"_s, u"route IS NOT NULL OR later_tries < 10"_s), 0);
    }

    void isFinishedAfterARestart()
    {
        fill();
        m_service->stop();
        QVERIFY(isRefused(erase(), Reason::ShuttingDown));
        QCOMPARE(count(u"erasures"_s), 1);
        QCOMPARE(count(u"contact_addresses"_s), 0);
        m_service = makeService();
        m_service->start();
        QTRY_COMPARE(count(u"erasures"_s), 0);
        QCOMPARE(traces(), QStringList());
        QCOMPARE(count(u"audit_log"_s, u"actor = 'Jon' AND details LIKE '%\"messages\":3%'"_s), 1);
    }

    void takesLongThreadsInChunks()
    {
        const auto conversation = fill();
        inTx(m_shop->store(), [&](Tx &tx) {
            for (int i = 0; i < 450; ++i)
                say(tx, conversation, u"sapphire %1"_s.arg(i), std::nullopt);
        });
        QCOMPARE(erase()->messages, 453);
        QCOMPARE(count(u"messages"_s), 0);
    }

    void erasesWhoWasMergedIntoThem()
    {
        const auto twin = inTx(m_shop->store(), [this](Tx &tx) {
            return ContactRepository().create(tx, {.name = u"Lindqvist A."_s, .phone = u"+61412345679"_s},
                                              m_shop->clock().now());
        });
        MergeService merges(m_shop->store(), m_shop->clock());
        QVERIFY(waitForTask(merges.merge(m_owner, {twin, m_shop->ava})));
        QVERIFY(erase());
        QCOMPARE(traces(), QStringList());
        QCOMPARE(count(u"contact_merges"_s), 0);
        QCOMPARE(count(u"erased_numbers"_s), 2);
    }

    void refusesTheNumberLaterUnlessTheyAgreed()
    {
        QVERIFY(erase());
        ContactService contacts(m_shop->store(), m_shop->clock(), erasedNumbers());
        CreateContact again{.name = u"Ava"_s, .phone = u"0412 345 678"_s};
        const auto refused = waitForTask(contacts.create(again));
        QVERIFY(isRefused(refused, Reason::Conflict));
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"erased"_s);
        const auto other = waitForTask(contacts.create({.name = u"Bo"_s, .phone = u"0412 345 670"_s}));
        QVERIFY(other);
        QVERIFY(isRefused(waitForTask(contacts.update({.contactId = other->id, .phone = u"0412 345 678"_s})),
                          Reason::Conflict));
        again.optInEvidence = u"signed the intake form"_s;
        const auto agreed = waitForTask(contacts.create(again));
        QVERIFY(agreed);
        QCOMPARE(agreed->consent.sms, ConsentState::OptedIn);
        QCOMPARE(count(u"erased_numbers"_s), 0);
    }
    void welcomesThemWhenTheyWriteThemselves()
    {
        QVERIFY(erase());
        const auto contact = inTx(m_shop->store(), [this](Tx &tx) {
            return ContactRepository().findOrCreateForInbound(tx, {.phone = u"+61412345678"_s}, m_shop->clock().now());
        });
        QVERIFY(contact != m_shop->ava);
    }
    void keepsNoNumberThatCouldBeReadOrGuessed()
    {
        QVERIFY(erase());
        inTx(m_shop->store(), [](Tx &tx) {
            const ErasedNumbers other("another key");
            if (other.isErased(tx, u"+61412345678"_s))
                qFatal("the hash does not depend on the key");
        });
    }

    void knowsNobodyTwice()
    {
        QVERIFY(erase());
        QVERIFY(isRefused(erase(), Reason::NotFound));
    }

private:
    static ErasedNumbers erasedNumbers() { return ErasedNumbers("a key of the test workspace"); }
    std::unique_ptr<ErasureService> makeService()
    {
        return std::make_unique<ErasureService>(m_shop->store(), m_shop->clock(), m_tasks, erasedNumbers());
    }
    Result<ErasedContact> erase() { return waitForTask(m_service->erase(m_owner, {m_shop->ava})); }
    qint64 count(const QString &table, const QString &condition = u"1 = 1"_s)
    {
        return number(m_shop->store(), u"SELECT COUNT(*) FROM %1 WHERE %2"_s.arg(table, condition));
    }

    MessageId say(Tx &tx, ConversationId conversation, const QString &body, const std::optional<QString> &sid,
                  const std::vector<inbox::NewAttachment> &files = {})
    {
        inbox::NewMessage message;
        message.conversationId = conversation;
        message.body = body;
        message.sid = sid;
        message.direction = Direction::Inbound;
        message.author = {AuthorKind::Contact, u"Ava Lindqvist"_s};
        message.at = m_shop->clock().now();
        return inbox::MessageRepository().add(tx, message, files);
    }
    SendId queue()
    {
        return inTx(m_shop->store(), [this](Tx &tx) {
            messaging::NewSend send;
            send.category = SendCategory::Reply;
            send.contactId = m_shop->ava;
            send.author = {AuthorKind::Member, u"Priya"_s};
            send.route = {{Channel::Sms, u"Dear Ava Lindqvist"_s, std::nullopt}};
            const auto requested = messaging::Outbox().request(tx, send, m_shop->clock().now());
            if (requested.refusal)
                qFatal("the send was refused");
            return requested.sendId;
        });
    }
    /// Everything that a customer leaves behind in a shop.
    ConversationId fill()
    {
        return inTx(m_shop->store(), [this](Tx &tx) {
            const auto now = m_shop->clock().now();
            const inbox::ConversationRepository conversations;
            const auto id = conversations.ensureFor(tx, m_shop->ava, Handling::Ai, now);
            conversations.touchChannel(tx, id, Channel::Sms, u"+61412345678"_s, u"+61400000001"_s, now);
            conversations.setDraft(tx, id, u"Dear Lindqvist"_s);
            say(tx, id, u"my sapphire ring"_s, u"SMin"_s,
                {{u"image/jpeg"_s, u"https://x/61412345678"_s, u"Lindqvist.jpg"_s}});
            say(tx, id, u"the sapphire again"_s, u"SMseeded"_s);
            say(tx, id, u"note: Lindqvist is nice"_s, std::nullopt);
            ConsentRepository().append(tx, {.contactId = m_shop->ava, .evidence = u"Lindqvist signed"_s, .at = now});
            const auto job = tx.insert(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, created_at, "
                                       "updated_at) VALUES ('R-1', 'repair', 'ready', ?, 'ring', 0, 0)"_s,
                                       m_shop->ava);
            const auto notice = tx.insert(
                u"INSERT INTO sends (at, category, channel, state, status, sid, body, address, recipient_name, "
                "recipient_number, recipient_search, template_variables, route, contact_id, author_kind, "
                "updated_at) VALUES (1, 'job_ready', 'whatsapp', 'delivered', 'delivered', 'SMnotice', "
                "'Hi Ava Lindqvist', '+61412345678', 'Ava Lindqvist', '+61412345678', 'ava lindqvist', "
                "'{\"1\":\"Lindqvist\"}', '[{\"body\":\"Lindqvist\"}]', ?, 'system', 0)"_s,
                m_shop->ava);
            tx.execute(u"INSERT INTO attempts (id, send_id, number, at, channel, sender, address, body, state, status, "
                       "sid, term) VALUES ('a1', ?, 1, 0, 'sms', 'x', '+61412345678', 'Hi Ava Lindqvist', 'answered', "
                       "'delivered', 'SMnotice', 1)"_s,
                       notice);
            tx.execute(u"INSERT INTO status_events (sid, status, error_message, at) VALUES ('SMnotice', 'failed', "
                       "'can not reach +61412345678', 0)"_s);
            tx.execute(u"INSERT INTO sends (at, category, channel, state, status, sid, body, address, recipient_name, "
                       "recipient_number, member_id, job_id, author_kind, updated_at) VALUES (2, 'task_assignment', "
                       "'sms', 'sent', 'sent', 'SMtold', 'New repair for Lindqvist', '+61491573003', 'Tom', "
                       "'+61491573003', ?, ?, 'system', 0)"_s,
                       m_shop->tom.id, job);
            for (const auto &sid : {std::optional(u"SMin"_s), std::optional(u"SMnotice"_s), std::optional<QString>()})
                tx.execute(
                    u"INSERT INTO journal (source, received_at, method, url, headers, body, sid, outcome) VALUES "
                    "('link', 0, 'POST', 'https://r/t/1', '[[\"X-From\",\"+61412345678\"]]', "
                    "?, ?, 'failed')"_s,
                    QByteArray("From=%2B61412345678&Body=sapphire"), sid);
            tx.record(Topic::MessageAdded, {{u"conversationId"_s, id.toString()}, {u"body"_s, u"my sapphire ring"_s}});
            tx.record(Topic::ContactUpdated, {{u"id"_s, m_shop->ava.toString()}, {u"name"_s, u"Ava Lindqvist"_s}});
            tx.record(Topic::SendUpdated,
                      {{u"id"_s, u"1"_s}, {u"recipient"_s, QJsonObject{{u"number"_s, u"+61412345678"_s}}}});
            return id;
        });
    }
    /// Every column of every table that still holds the name, the number or what was said.
    QStringList traces()
    {
        return inRead(m_shop->store(), [](Connection &db) {
            QStringList columns;
            {
                const auto rows =
                    db.query(TestDatabase::isPostgres()
                                 ? u"SELECT table_name, column_name FROM information_schema.columns "
                                   "WHERE table_schema = 'public'"_s
                                 : u"SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
                                   "WHERE t.type = 'table' AND t.name NOT LIKE 'message_search%'"_s);
                while (rows->next())
                    columns << rows->text(0) + u'.' + rows->text(1);
            }
            QStringList found;
            for (const auto &column : columns) {
                const auto parts = column.split(u'.');
                for (const auto &mark : {u"lindqvist"_s, u"61412345678"_s, u"61412345679"_s, u"sapphire"_s}) {
                    if (db.query(u"SELECT 1 FROM %1 WHERE CAST(\"%2\" AS TEXT) LIKE ?"_s.arg(parts[0], parts[1]),
                                 QString(u'%' + mark + u'%'))
                            ->next())
                        found << column + u' ' + mark;
                }
            }
            return found;
        });
    }

    TaskGroup m_tasks;
    Member m_owner{.id = MemberId{1}, .name = u"Jon"_s, .role = Role::Owner};
    std::unique_ptr<Shop> m_shop;
    std::unique_ptr<ErasureService> m_service;
};

QTEST_GUILESS_MAIN(ErasureServiceTest)
#include "tst_erasure_service.moc"
