// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_repository.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_join_repository.h"
#include "core/contacts/search_text.h"
#include "core/store/id_query.h"

#include <QJsonDocument>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Query;
using store::Tx;

namespace
{

const QString kPhone = address_kind::kPhone;
const QString kUserId = address_kind::kUserId;

const QString kContact = u"SELECT id, name, phone, language, notes, tags, on_whatsapp, landline, prefers_call, "
                         "created_at, name_search FROM contacts "_s;

QString tagsJson(const std::vector<QString> &tags)
{
    QJsonArray array;
    for (const auto &tag : tags)
        array.append(tag);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<QString> tagsOf(const QString &json)
{
    std::vector<QString> tags;
    for (const auto &tag : QJsonDocument::fromJson(json.toUtf8()).array())
        tags.push_back(tag.toString());
    return tags;
}

/// The row alone; addresses and consent are read once its query is done.
Contact contactOf(const Query &row)
{
    Contact contact;
    contact.id = row.id<ContactId>(0);
    contact.name = row.text(1);
    contact.phone = row.maybe(2, &Query::text);
    contact.language = row.maybe(3, &Query::text);
    contact.notes = row.text(4);
    contact.tags = tagsOf(row.text(5));
    contact.capabilities = {row.maybe(6, &Query::boolean), row.maybe(7, &Query::boolean)};
    contact.prefersCall = row.boolean(8);
    contact.createdAt = row.time(9);
    return contact;
}

/// A mistyped number must be free for its owner; one that the contact has written from stays theirs.
void forgetUnusedNumber(Tx &tx, ContactId id, const QString &number)
{
    tx.execute(u"DELETE FROM contact_addresses WHERE contact_id = ? AND kind = 'phone' AND value = ? AND NOT EXISTS "
               "(SELECT 1 FROM conversation_channels JOIN conversations ON conversations.id = conversation_id "
               "WHERE contact_id = ? AND address = ? AND last_inbound_at IS NOT NULL)"_s,
               id, number, id, number);
}

void complete(Connection &db, Contact &contact)
{
    const ConsentRepository consent;
    const auto row = db.query(u"SELECT value FROM contact_addresses WHERE contact_id = ? ORDER BY id"_s, contact.id);
    while (row->next())
        contact.addresses.push_back(row->text(0));
    contact.consent.whatsapp = consent.current(db, contact.id, Channel::Whatsapp, ConsentPurpose::Service);
    contact.consent.sms = consent.current(db, contact.id, Channel::Sms, ConsentPurpose::Service);
}

/// The same for many in a few queries: each is a way to the database and back.
void complete(Connection &db, std::vector<Contact> &contacts)
{
    std::vector<ContactId> ids;
    std::map<ContactId, std::vector<QString>> addresses;
    for (const auto &contact : contacts)
        ids.push_back(contact.id);
    store::readByIds(db, u"SELECT contact_id, value FROM contact_addresses WHERE contact_id IN (%1) ORDER BY id"_s, ids,
                     [&](const Query &row) { addresses[row.id<ContactId>(0)].push_back(row.text(1)); });
    auto ledgers = ConsentRepository().facts(db, ids);
    for (auto &contact : contacts) {
        contact.addresses = std::move(addresses[contact.id]);
        const auto &ledger = ledgers[contact.id];
        contact.consent.whatsapp = currentConsent(ledger, Channel::Whatsapp, ConsentPurpose::Service);
        contact.consent.sms = currentConsent(ledger, Channel::Sms, ConsentPurpose::Service);
    }
}

} // namespace

std::optional<Contact> ContactRepository::find(Connection &db, ContactId id) const
{
    std::optional<Contact> contact;
    if (const auto row = db.query(kContact + u"WHERE id = ?"_s, id); row->next())
        contact = contactOf(*row);
    if (contact)
        complete(db, *contact);
    return contact;
}

std::optional<ContactId> ContactRepository::findByAddress(Connection &db, const QString &kind,
                                                          const QString &value) const
{
    const auto row = db.query(u"SELECT contact_id FROM contact_addresses WHERE kind = ? AND value = ?"_s, kind, value);
    return row->next() ? std::optional(row->id<ContactId>(0)) : std::nullopt;
}

Page<Contact> ContactRepository::list(Connection &db, const ContactFilter &filter,
                                      const store::Window<store::TextCursor> &window) const
{
    QString sql = kContact + u"WHERE (name_search, id) > (?, ?)"_s;
    const auto from = window.before.value_or(store::TextCursor{});
    QVariantList values{from.text.isNull() ? u""_s : from.text, from.id};
    if (const auto text = searchText(filter.text.value_or(QString())); !text.isEmpty()) {
        // The text as it is, or else its parts, a number among them in any notation.
        const auto terms = searchTerms(text);
        sql += u" AND (name_search LIKE ? ESCAPE '!' OR (1 = "_s + (terms.isEmpty() ? u'0' : u'1');
        values << containsPattern(text);
        for (const auto &word : terms.words) {
            sql += u" AND name_search LIKE ? ESCAPE '!'"_s;
            values << containsPattern(word);
        }
        for (const auto &number : terms.numbers) {
            sql += u" AND (name_search LIKE ? OR id IN (SELECT contact_id FROM contact_addresses WHERE kind = 'phone' "
                   "AND value LIKE ?))"_s;
            values << containsPattern(number) << containsPattern(number);
        }
        sql += u"))"_s;
    }
    if (filter.tag) {
        sql += u" AND tags LIKE ? ESCAPE '!'"_s;
        const auto quoted = tagsJson({*filter.tag});
        values << containsPattern(quoted.mid(1, quoted.size() - 2));
    }
    sql += u" ORDER BY name_search, id LIMIT ?"_s;
    values << window.limit + 1;

    struct Row {
        Contact contact;
        QString nameSearch;
    };
    std::vector<Row> rows;
    {
        Query query(db, sql);
        query.runWith(values);
        while (query.next())
            rows.push_back({contactOf(query), query.text(10)});
    }
    auto cut = store::cutPage(std::move(rows), window.limit,
                              [](const Row &row) { return store::TextCursor{row.nameSearch, row.contact.id.value}; });
    Page<Contact> page{{}, cut.next};
    for (auto &row : cut.items)
        page.items.push_back(std::move(row.contact));
    complete(db, page.items);
    return page;
}

ContactId ContactRepository::create(Tx &tx, const NewContact &contact, Timestamp now) const
{
    const ContactId id{tx.insert(u"INSERT INTO contacts (name, name_search, phone, language, notes, tags, on_whatsapp, "
                                 "landline, prefers_call, created_at, updated_at) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                                 contact.name, searchText(contact.name), contact.phone, contact.language, contact.notes,
                                 tagsJson(contact.tags), contact.capabilities.onWhatsApp, contact.capabilities.landline,
                                 contact.prefersCall, now, now)};
    if (contact.phone)
        addAddress(tx, id, kPhone, *contact.phone);
    if (contact.userId)
        addAddress(tx, id, kUserId, *contact.userId);
    announceContact(tx, id);
    return id;
}

void ContactRepository::update(Tx &tx, const Contact &contact, Timestamp now) const
{
    const auto before = find(tx, contact.id);
    if (!before)
        return;
    const bool isNewNumber = before->phone != contact.phone;
    const auto capabilities = isNewNumber ? ContactCapabilities{} : before->capabilities;
    tx.execute(u"UPDATE contacts SET name = ?, name_search = ?, phone = ?, language = ?, notes = ?, tags = ?, "
               "on_whatsapp = ?, landline = ?, prefers_call = ?, updated_at = ? WHERE id = ?"_s,
               contact.name, searchText(contact.name), contact.phone, contact.language, contact.notes,
               tagsJson(contact.tags), capabilities.onWhatsApp, capabilities.landline, contact.prefersCall, now,
               contact.id);
    if (isNewNumber && before->phone)
        forgetUnusedNumber(tx, contact.id, *before->phone);
    if (isNewNumber && contact.phone)
        addAddress(tx, contact.id, kPhone, *contact.phone);
    announceContact(tx, contact.id);
}

ContactId ContactRepository::findOrCreateForInbound(Tx &tx, const InboundIdentity &identity, Timestamp now) const
{
    const auto byPhone = identity.phone ? findByAddress(tx, kPhone, *identity.phone) : std::nullopt;
    const auto byUserId = identity.bsuid ? findByAddress(tx, kUserId, *identity.bsuid) : std::nullopt;
    if (!byPhone && !byUserId)
        return create(
            tx, {.name = identity.profileName.simplified(), .phone = identity.phone, .userId = identity.bsuid}, now);

    const auto id = byPhone ? *byPhone : *byUserId;
    if (byPhone && byUserId && byPhone != byUserId)
        joinContacts(tx, id, *byUserId, u"system"_s, now);
    if (identity.phone && !byPhone)
        addAddress(tx, id, kPhone, *identity.phone);
    if (identity.bsuid && !byUserId)
        addAddress(tx, id, kUserId, *identity.bsuid);
    // A number that was hidden so far becomes the contact's number, a nameless contact gets the name they use.
    const auto contact = find(tx, id);
    const bool isNamed = !contact->name.isEmpty() || identity.profileName.isEmpty();
    const bool isReachable = contact->phone || !identity.phone;
    if (!isNamed || !isReachable) {
        auto known = *contact;
        if (!isNamed)
            known.name = identity.profileName.simplified();
        if (!isReachable)
            known.phone = identity.phone;
        update(tx, known, now);
    }
    return id;
}

void ContactRepository::learnCapability(Tx &tx, ContactId id, std::optional<bool> onWhatsApp,
                                        std::optional<bool> landline) const
{
    const int changed = tx.execute(u"UPDATE contacts SET on_whatsapp = COALESCE(?, on_whatsapp), "
                                   "landline = COALESCE(?, landline) WHERE id = ? AND "
                                   "(on_whatsapp IS DISTINCT FROM COALESCE(?, on_whatsapp) OR "
                                   "landline IS DISTINCT FROM COALESCE(?, landline))"_s,
                                   onWhatsApp, landline, id, onWhatsApp, landline);
    if (changed > 0)
        announceContact(tx, id);
}

void ContactRepository::addAddress(Tx &tx, ContactId id, const QString &kind, const QString &value) const
{
    tx.execute(u"INSERT INTO contact_addresses (contact_id, kind, value) VALUES (?, ?, ?) ON CONFLICT (kind, value) "
               "DO NOTHING"_s,
               id, kind, value);
    announceContact(tx, id);
}

void announceContact(store::Tx &tx, ContactId contact)
{
    tx.changed(store::Topic::ContactUpdated, contact.value);
    const auto row = tx.query(u"SELECT id FROM conversations WHERE contact_id = ?"_s, contact);
    if (row->next())
        tx.changed(store::Topic::ConversationUpdated, row->integer(0));
}

} // namespace counterbell::contacts
