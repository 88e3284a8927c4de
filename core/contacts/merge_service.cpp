// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/merge_service.h"

#include "core/contacts/contact_join_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/contacts/contact_split_repository.h"
#include "core/store/audit.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Tx;

namespace
{

Result<Contact> found(store::Connection &db, ContactId id)
{
    auto contact = ContactRepository().find(db, id);
    if (!contact)
        return refuse(Reason::NotFound, {{u"what"_s, u"contact"_s}});
    return std::move(*contact);
}

Result<MergeRecord> mergeToUndo(store::Connection &db, const UnmergeContacts &request)
{
    if (request.contactId.has_value() == request.mergeId.has_value())
        return refuse(Reason::InvalidArgument, {{u"argument"_s, u"contactId"_s}});
    const MergeRepository merges;
    const auto merge = request.mergeId ? merges.find(db, *request.mergeId) : merges.lastOf(db, *request.contactId);
    if (!merge)
        return refuse(Reason::NotFound, {{u"what"_s, u"merge"_s}});
    if (merge->isUndone)
        return refuse(Reason::Conflict, {{u"problem"_s, u"undone"_s}});
    if (const auto later = merges.standingInTheWay(db, *merge))
        return refuse(Reason::Conflict, {{u"problem"_s, u"laterMerge"_s}, {u"mergeId"_s, later->toString()}});
    return *merge;
}

} // namespace

QCoro::Task<Result<Contact>> MergeService::merge(Member me, MergeContacts request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](Tx &tx) -> Result<Contact> {
        if (request.contactId == request.intoContactId)
            return refuse(Reason::Conflict, {{u"problem"_s, u"sameContact"_s}});
        for (const auto id : {request.contactId, request.intoContactId}) {
            if (const auto contact = found(tx, id); !contact)
                return contact;
        }
        joinContacts(tx, request.intoContactId, request.contactId, me.name, now);
        return found(tx, request.intoContactId);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Contact>> MergeService::unmerge(Member me, UnmergeContacts request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](Tx &tx) -> Result<Contact> {
        const auto merge = mergeToUndo(tx, request);
        if (!merge)
            return tl::unexpected(merge.error());
        splitContacts(tx, *merge, now);
        store::audit(tx,
                     {me.name,
                      u"contacts.parted"_s,
                      {{u"kept"_s, merge->kept.toString()}, {u"restored"_s, merge->gone.toString()}}},
                     now);
        return found(tx, merge->gone);
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::contacts
