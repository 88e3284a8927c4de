// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/desk/erasure_repository.h"

#include <QJsonDocument>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Tx;

namespace
{

template <class I, class... Args>
void addIds(Connection &db, std::vector<I> &ids, const QString &sql, const Args &...args)
{
    const auto rows = db.query(sql, args...);
    while (rows->next()) {
        const auto id = rows->template id<I>(0);
        if (!id.isNull() && std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    }
}

template <class I>
bool holds(const std::vector<I> &ids, const QJsonValue &value)
{
    const auto text = value.toString();
    return std::any_of(ids.begin(), ids.end(), [&](I id) { return id.toString() == text; });
}

/// What an event says it is about: the row itself, or what the row belongs to.
bool isAbout(const QString &name, const QJsonObject &data, const ErasureSubject &subject)
{
    if (name == u"contact.updated"_s)
        return holds(subject.contacts, data[u"id"_s]) || holds(subject.contacts, data[u"joinedInto"_s]);
    if (name == u"conversation.updated"_s)
        return holds(subject.conversations, data[u"id"_s]) || holds(subject.conversations, data[u"joinedInto"_s]);
    if (name == u"message.added"_s || name == u"message.updated"_s)
        return holds(subject.conversations, data[u"conversationId"_s]);
    if (name != u"send.updated"_s)
        return false;
    const auto number = data[u"recipient"_s][u"number"_s].toString();
    return holds(subject.conversations, data[u"conversationId"_s]) || holds(subject.jobs, data[u"jobId"_s]) ||
           std::find(subject.numbers.begin(), subject.numbers.end(), number) != subject.numbers.end();
}

} // namespace

ErasureSubject ErasureRepository::subjectOf(Connection &db, ContactId contact) const
{
    ErasureSubject subject{.contacts = {contact}, .conversations = {}, .jobs = {}, .numbers = {}};
    for (size_t i = 0; i < subject.contacts.size(); ++i) {
        const auto id = subject.contacts.at(i);
        addIds(db, subject.contacts,
               u"SELECT contact_id FROM contact_merges WHERE into_contact_id = ? AND undone_at IS NULL"_s, id);
        addIds(db, subject.conversations,
               u"SELECT conversation_id FROM contact_merges WHERE into_contact_id = ? AND undone_at IS NULL AND "
               "conversation_id IS NOT NULL"_s,
               id);
    }
    addIds(db, subject.conversations, u"SELECT id FROM conversations WHERE contact_id = ?"_s, contact);
    addIds(db, subject.jobs, u"SELECT id FROM jobs WHERE contact_id = ?"_s, contact);
    const auto numbers =
        db.query(u"SELECT value FROM contact_addresses WHERE contact_id = ? AND kind = 'phone'"_s, contact);
    while (numbers->next())
        subject.numbers.push_back(numbers->text(0));
    return subject;
}

void ErasureRepository::begin(Tx &tx, const ErasureSubject &subject, const QString &actor, Timestamp now) const
{
    tx.execute(u"INSERT INTO erasures (contact_id, subject, actor, started_at) VALUES (?, ?, ?, ?)"_s,
               subject.contacts.front(),
               QString::fromUtf8(QJsonDocument(toJson(subject)).toJson(QJsonDocument::Compact)), actor, now);
}

std::optional<ErasureSubject> ErasureRepository::subject(Connection &db, ContactId contact) const
{
    const auto row = db.query(u"SELECT subject FROM erasures WHERE contact_id = ?"_s, contact);
    if (!row->next())
        return std::nullopt;
    ErasureSubject subject;
    JsonProblem problem;
    if (!Json<ErasureSubject>::read(QJsonDocument::fromJson(row->text(0).toUtf8()).object(), subject, problem))
        throw store::SqlError(store::SqlError::Kind::Other, u"an erasure can't be read"_s);
    return subject;
}

std::vector<ContactId> ErasureRepository::unfinished(Connection &db) const
{
    std::vector<ContactId> contacts;
    addIds(db, contacts, u"SELECT contact_id FROM erasures ORDER BY started_at"_s);
    return contacts;
}

void ErasureRepository::count(Tx &tx, ContactId contact, int messages, int sends) const
{
    tx.execute(u"UPDATE erasures SET messages = messages + ?, sends = sends + ? WHERE contact_id = ?"_s, messages,
               sends, contact);
}

std::pair<ErasedContact, QString> ErasureRepository::end(Tx &tx, ContactId contact) const
{
    ErasedContact counts;
    QString actor;
    {
        const auto row = tx.query(u"SELECT messages, sends, actor FROM erasures WHERE contact_id = ?"_s, contact);
        if (row->next()) {
            counts.messages = int(row->integer(0));
            counts.sends = int(row->integer(1));
            actor = row->text(2);
        }
    }
    tx.execute(u"DELETE FROM erasures WHERE contact_id = ?"_s, contact);
    return {counts, actor};
}

void ErasureRepository::cutOff(Tx &tx, const ErasureSubject &subject) const
{
    const auto contact = subject.contacts.front();
    for (const auto &table : {u"contact_addresses"_s, u"consent_entries"_s})
        tx.execute(u"DELETE FROM %1 WHERE contact_id = ?"_s.arg(table), contact);
    tx.execute(u"UPDATE contacts SET name = '', name_search = '', phone = NULL, language = NULL, notes = '', "
               "tags = '[]', on_whatsapp = NULL, landline = NULL WHERE id = ?"_s,
               contact);
    for (const auto id : subject.contacts)
        tx.execute(u"DELETE FROM contact_merges WHERE into_contact_id = ? OR contact_id = ?"_s, id, id);
    for (const auto id : subject.conversations) {
        tx.execute(u"DELETE FROM conversation_channels WHERE conversation_id = ?"_s, id);
        tx.execute(u"UPDATE agent_turns SET state = 'cancelled' WHERE conversation_id = ? AND state IN ('due', "
                   "'running')"_s,
                   id);
        tx.execute(u"UPDATE conversations SET draft = NULL, handling = 'human', handover_reason = NULL, "
                   "handling_version = handling_version + 1, version = version + 1, status = 'closed', "
                   "needs_reply = 0, waiting_since = NULL, unread = 0, failed = 0, last_message_id = NULL "
                   "WHERE id = ?"_s,
                   id);
    }
    for (const auto job : subject.jobs) {
        tx.execute(u"UPDATE jobs SET contact_id = NULL WHERE id = ?"_s, job);
        tx.changed(store::Topic::JobUpdated, job.value);
    }
}

void ErasureRepository::remove(Tx &tx, const ErasureSubject &subject) const
{
    const auto contact = subject.contacts.front();
    tx.execute(u"DELETE FROM conversations WHERE contact_id = ?"_s, contact);
    tx.execute(u"DELETE FROM contacts WHERE id = ?"_s, contact);
    for (const auto id : subject.conversations)
        tx.record(store::Topic::ConversationUpdated, {{u"id"_s, id.toString()}, {u"erased"_s, true}});
    tx.record(store::Topic::ContactUpdated, {{u"id"_s, contact.toString()}, {u"erased"_s, true}});
}

std::optional<qint64> ErasureRepository::forgetEvents(Tx &tx, const ErasureSubject &subject, qint64 seq,
                                                      int limit) const
{
    std::optional<qint64> last;
    std::vector<qint64> theirs;
    {
        const auto rows =
            tx.query(u"SELECT seq, name, data FROM event_log WHERE seq > ? ORDER BY seq LIMIT ?"_s, seq, limit);
        while (rows->next()) {
            last = rows->integer(0);
            if (isAbout(rows->text(1), QJsonDocument::fromJson(rows->text(2).toUtf8()).object(), subject))
                theirs.push_back(*last);
        }
    }
    for (const auto event : theirs)
        tx.execute(u"DELETE FROM event_log WHERE seq = ?"_s, event);
    return last;
}

} // namespace counterbell::contacts
