// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/late_details.h"

#include "core/contacts/contact_repository.h"
#include "core/webhooks/inbound_message.h"

#include <QJsonDocument>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

std::optional<QString> textOf(const QJsonObject &object)
{
    return object.isEmpty() ? std::nullopt
                            : std::optional(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

void addMissingAttachments(store::Tx &tx, MessageId id, const InboundMessageFact &fact, Timestamp now)
{
    const auto known = tx.query(u"SELECT COUNT(*) FROM attachments WHERE message_id = ?"_s, id);
    if (known->next() && known->integer(0) > 0)
        return;
    for (const auto &attachment : attachmentsOf(fact))
        tx.execute(u"INSERT INTO attachments (message_id, content_type, file_name, state, url, due_at) "
                   "VALUES (?, ?, ?, ?, ?, ?)"_s,
                   id, attachment.contentType, attachment.fileName, AttachmentState::Pending, attachment.url, now);
}

} // namespace

void fillIn(store::Tx &tx, MessageId id, const InboundMessageFact &fact, Timestamp now)
{
    const auto changed = tx.execute(u"UPDATE messages SET source = 'webhook', kind = ?, location = ?, extra = ? "
                                    "WHERE id = ? AND source = 'list'"_s,
                                    fact.kind, textOf(fact.location ? toJson(*fact.location) : QJsonObject{}),
                                    textOf(extraOf(fact)), id);
    if (changed == 0)
        return;
    addMissingAttachments(tx, id, fact, now);
    const auto isMembers = tx.query(u"SELECT 1 FROM messages WHERE id = ? AND author_kind = 'member'"_s, id)->next();
    if (!isMembers)
        contacts::ContactRepository().findOrCreateForInbound(tx, identityOf(fact), now);
    tx.changed(store::Topic::MessageUpdated, id.value);
}

} // namespace counterbell::webhooks
