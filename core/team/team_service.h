// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/store.h"
#include "core/team/member_repository.h"

#include <qcorotask.h>

namespace counterbell::team
{

/// team.*: the shop's people and their rights. At least one owner who can sign in stays, and only owners make owners,
/// change an owner's record or set an owner's PIN: otherwise a manager could become one by way of it.
class TeamService
{
public:
    explicit TeamService(store::Store &store) : m_store(store) {}

    /// A page by name.
    [[nodiscard]] QCoro::Task<Result<Members>> list(ListRequest<Empty> request);
    /// `conflict` with details.argument `login` for one that is taken, `duplicatePhone` with details.memberId,
    /// `invalidPhone`, `invalidArgument` with details.argument (a login needs a PIN).
    [[nodiscard]] QCoro::Task<Result<Member>> create(Member actor, CreateMember request);
    /// Refusals as for create, and `conflict` with details.problem `lastOwner`. Without a login there is no PIN.
    [[nodiscard]] QCoro::Task<Result<Member>> update(Member actor, UpdateMember request);
    /// Managers set anybody's but an owner's, everybody their own.
    [[nodiscard]] QCoro::Task<Result<Empty>> setPin(Member actor, SetPin request);
    /// One switch over all notices to a member (FEATURES NX-05, NX-06): their own, or a manager's to set.
    [[nodiscard]] QCoro::Task<Result<Member>> setPersonalOptOut(Member actor, SetPersonalOptOut request);

private:
    [[nodiscard]] Result<Member> createIn(store::Tx &tx, const Member &actor, const CreateMember &request,
                                          const std::optional<PinHash> &pin) const;
    [[nodiscard]] Result<Member> updateIn(store::Tx &tx, const Member &actor, const UpdateMember &request) const;
    [[nodiscard]] Result<> readLogin(store::Connection &db, const QString &login, Member &member) const;
    [[nodiscard]] Result<> readPhone(store::Connection &db, const QString &phone, const std::optional<QString> &region,
                                     Member &member) const;

    store::Store &m_store;
    const MemberRepository m_members{};
};

} // namespace counterbell::team
