// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_repository.h"

#include "core/contacts/contact_repository.h"
#include "core/store/id_query.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Query;
using store::Tx;

namespace
{

const QString kEntry = u"SELECT id, contact_id, channel, purpose, state, source, evidence, actor, at, provider_blocked "
                       "FROM consent_entries "_s;

ConsentEntry entryOf(const Query &row)
{
    return {.id = row.id<ConsentEntryId>(0),
            .contactId = row.id<ContactId>(1),
            .channel = row.word(2, Channel::Sms),
            .purpose = row.word(3, ConsentPurpose::Service),
            .state = row.word(4, ConsentState::OptedOut),
            .source = row.word(5, ConsentSource::Operator),
            .evidence = row.text(6),
            .actor = row.text(7),
            .at = row.time(8),
            .providerBlocked = row.boolean(9)};
}

} // namespace

ConsentEntry ConsentRepository::append(Tx &tx, const NewConsent &entry) const
{
    const auto id = tx.insert(u"INSERT INTO consent_entries (contact_id, channel, purpose, state, source, evidence, "
                              "actor, action_at, at, provider_blocked, origin_channel) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                              entry.contactId, entry.channel, entry.purpose, entry.state, entry.source, entry.evidence,
                              entry.actor, entry.actionAt, entry.at, entry.providerBlocked, entry.originChannel);
    announceContact(tx, entry.contactId);
    return {.id = ConsentEntryId{id},
            .contactId = entry.contactId,
            .channel = entry.channel,
            .purpose = entry.purpose,
            .state = entry.state,
            .source = entry.source,
            .evidence = entry.evidence,
            .actor = entry.actor,
            .at = entry.at,
            .providerBlocked = entry.providerBlocked};
}

ConsentState ConsentRepository::current(Connection &db, ContactId contact, Channel channel,
                                        ConsentPurpose purpose) const
{
    const auto entry = latest(db, contact, channel, purpose);
    return entry ? entry->state : ConsentState::Unknown;
}

std::optional<ConsentEntry> ConsentRepository::latest(Connection &db, ContactId contact, Channel channel,
                                                      ConsentPurpose purpose) const
{
    const auto row = db.query(kEntry + u"WHERE contact_id = ? AND channel = ? AND purpose = ? ORDER BY action_at DESC, "
                                       "CASE state WHEN 'opted_out' THEN 0 ELSE 1 END, id DESC LIMIT 1"_s,
                              contact, channel, purpose);
    return row->next() ? std::optional(entryOf(*row)) : std::nullopt;
}

bool ConsentRepository::isProviderBlocked(Connection &db, ContactId contact) const
{
    const auto row = db.query(u"SELECT provider_blocked FROM consent_entries WHERE contact_id = ? AND channel = ? "
                              "AND source IN (?, ?) ORDER BY action_at DESC, provider_blocked DESC LIMIT 1"_s,
                              contact, Channel::Sms, ConsentSource::Keyword, ConsentSource::Provider);
    return row->next() && row->boolean(0);
}

std::vector<ConsentFact> ConsentRepository::facts(Connection &db, ContactId contact) const
{
    auto known = facts(db, std::vector{contact});
    return std::move(known[contact]);
}

std::map<ContactId, std::vector<ConsentFact>> ConsentRepository::facts(Connection &db,
                                                                       const std::vector<ContactId> &contacts) const
{
    std::map<ContactId, std::vector<ConsentFact>> facts;
    store::readByIds(db,
                     u"SELECT contact_id, channel, purpose, state, source, action_at, provider_blocked "
                     "FROM consent_entries WHERE contact_id IN (%1) ORDER BY id"_s,
                     contacts, [&](const Query &row) {
                         facts[row.id<ContactId>(0)].push_back(
                             {row.word(1, Channel::Sms), row.word(2, ConsentPurpose::Service),
                              row.word(3, ConsentState::OptedOut), row.word(4, ConsentSource::Operator), row.time(5),
                              row.boolean(6)});
                     });
    return facts;
}

std::optional<ConsentEntry> ConsentRepository::find(Connection &db, ConsentEntryId id) const
{
    const auto row = db.query(kEntry + u"WHERE id = ?"_s, id);
    return row->next() ? std::optional(entryOf(*row)) : std::nullopt;
}

Page<ConsentEntry> ConsentRepository::history(Connection &db, ContactId contact,
                                              const store::Window<store::TimeCursor> &window) const
{
    const auto from = window.before.value_or(store::TimeCursor{fromMillis(std::numeric_limits<qint64>::max()), 0});
    const auto row =
        db.query(kEntry + u"WHERE contact_id = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?"_s, contact,
                 from.at, from.id, window.limit + 1);
    std::vector<ConsentEntry> entries;
    while (row->next())
        entries.push_back(entryOf(*row));
    return store::cutPage(std::move(entries), window.limit,
                          [](const ConsentEntry &entry) { return store::TimeCursor{entry.at, entry.id.value}; });
}

} // namespace counterbell::contacts
