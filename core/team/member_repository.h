// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/team.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"
#include "core/team/pin.h"

namespace counterbell::team
{

/// The shop's people. Writes announce team.updated.
class MemberRepository
{
public:
    [[nodiscard]] std::optional<Member> find(store::Connection &db, MemberId id) const;
    /// By bare E.164: a member who writes to the shop's number is no customer (DESIGN 5).
    [[nodiscard]] std::optional<Member> findByPhone(store::Connection &db, const QString &phone) const;
    /// Logins are compared without regard to case.
    [[nodiscard]] std::optional<Member> findByLogin(store::Connection &db, const QString &login) const;
    /// Everybody, by name.
    [[nodiscard]] std::vector<Member> list(store::Connection &db) const;
    [[nodiscard]] Page<Member> page(store::Connection &db, const store::Window<store::TextCursor> &window) const;
    [[nodiscard]] int ownersWithLogin(store::Connection &db) const;

    /// `member.id` is ignored; login and phone must be nobody's.
    MemberId create(store::Tx &tx, const Member &member) const;
    /// Writes login, name, role and phone. A new number's capabilities are unknown.
    void update(store::Tx &tx, const Member &member) const;
    void setOptedOut(store::Tx &tx, MemberId id, bool optedOut) const;

    [[nodiscard]] std::optional<PinHash> pin(store::Connection &db, MemberId id) const;
    void setPin(store::Tx &tx, MemberId id, const std::optional<PinHash> &pin) const;

    /// What sending has shown about the member's number.
    [[nodiscard]] ContactCapabilities capabilities(store::Connection &db, MemberId id) const;
    void learnCapability(store::Tx &tx, MemberId id, std::optional<bool> onWhatsApp,
                         std::optional<bool> landline) const;
};

} // namespace counterbell::team
