// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_erasure_repository.h"

#include "core/inbox/message_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

/// More than there can be: a failure that says "later" is not answered by another attempt any more.
constexpr int kNoLaterTry = 1'000;

std::vector<SendId> idsWhere(store::Connection &db, const QString &condition, const SendSubject &subject, int limit)
{
    std::vector<SendId> ids;
    const auto take = [&](std::unique_ptr<store::Query> rows) {
        while (rows->next())
            ids.push_back(rows->id<SendId>(0));
    };
    take(db.query(u"SELECT id FROM sends WHERE contact_id = ? AND %1 ORDER BY id LIMIT ?"_s.arg(condition),
                  subject.contact, limit));
    for (const auto job : subject.jobs)
        take(db.query(
            u"SELECT id FROM sends WHERE job_id = ? AND member_id IS NOT NULL AND %1 ORDER BY id LIMIT ?"_s.arg(
                condition),
            job, limit));
    return ids;
}

} // namespace

std::optional<SendId> SendErasure::underWay(store::Connection &db, const SendSubject &subject) const
{
    const auto found = idsWhere(db, u"state IN ('sending', 'uncertain', 'barred')"_s, subject, 1);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<SendId> SendErasure::waiting(store::Connection &db, const SendSubject &subject) const
{
    return idsWhere(db, u"state IN ('held', 'queued')"_s, subject, 1'000);
}

std::vector<SendId> SendErasure::notBlank(store::Connection &db, const SendSubject &subject, int limit) const
{
    return idsWhere(db, u"(contact_id IS NOT NULL OR body <> '' OR template_variables IS NOT NULL)"_s, subject, limit);
}

void SendErasure::blank(store::Tx &tx, SendId id, QStringList &sids) const
{
    std::optional<MessageId> bubble;
    {
        const auto row = tx.query(u"SELECT sid, CASE WHEN contact_id IS NULL THEN message_id END FROM sends "
                                  "WHERE id = ?"_s,
                                  id);
        if (!row->next())
            return;
        if (!row->isNull(0))
            sids << row->text(0);
        bubble = row->maybeId<MessageId>(1);
        const auto attempts = tx.query(u"SELECT sid FROM attempts WHERE send_id = ? AND sid IS NOT NULL"_s, id);
        while (attempts->next())
            sids << attempts->text(0);
    }
    if (bubble)
        inbox::MessageRepository().blank(tx, *bubble); // in a member's own thread
    tx.execute(
        u"UPDATE status_events SET error_message = NULL WHERE sid IN (SELECT sid FROM attempts WHERE send_id = ?)"_s,
        id);
    tx.execute(
        u"UPDATE attempts SET body = '', address = CASE WHEN (SELECT contact_id FROM sends WHERE id = ?) IS NULL "
        "THEN address ELSE '' END WHERE send_id = ?"_s,
        id, id);
    // A member stays the recipient of what they were told.
    tx.execute(u"UPDATE sends SET address = '', recipient_name = '', recipient_number = '', recipient_search = '', "
               "conversation_id = NULL, message_id = NULL WHERE id = ? AND contact_id IS NOT NULL"_s,
               id);
    tx.execute(u"UPDATE sends SET body = '', template_variables = NULL, media = NULL, route = NULL, later_tries = ?, "
               "contact_id = NULL WHERE id = ?"_s,
               kNoLaterTry, id);
    tx.changed(store::Topic::SendUpdated, id.value);
}

} // namespace counterbell::messaging
