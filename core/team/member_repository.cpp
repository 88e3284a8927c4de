// SPDX-License-Identifier: Apache-2.0
#include "core/team/member_repository.h"

namespace counterbell::team
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Query;
using store::Topic;
using store::Tx;

namespace
{

const QString kMember = u"SELECT id, login, name, role, phone, opted_out FROM members "_s;

Member memberOf(const Query &row)
{
    return {.id = row.id<MemberId>(0),
            .login = row.maybe(1, &Query::text),
            .name = row.text(2),
            .role = row.word(3, Role::Staff),
            .phone = row.maybe(4, &Query::text),
            .optedOut = row.boolean(5)};
}

template <class... Args>
std::optional<Member> oneMember(Connection &db, const QString &where, const Args &...args)
{
    const auto row = db.query(kMember + where, args...);
    return row->next() ? std::optional(memberOf(*row)) : std::nullopt;
}

template <class... Args>
std::vector<Member> allMembers(Connection &db, const QString &rest, const Args &...args)
{
    const auto row = db.query(kMember + rest, args...);
    std::vector<Member> members;
    while (row->next())
        members.push_back(memberOf(*row));
    return members;
}

} // namespace

std::optional<Member> MemberRepository::find(Connection &db, MemberId id) const
{
    return oneMember(db, u"WHERE id = ?"_s, id);
}

std::optional<Member> MemberRepository::findByPhone(Connection &db, const QString &phone) const
{
    return oneMember(db, u"WHERE phone = ?"_s, phone);
}

std::optional<Member> MemberRepository::findByLogin(Connection &db, const QString &login) const
{
    return oneMember(db, u"WHERE login = ?"_s, login.toCaseFolded());
}

std::vector<Member> MemberRepository::list(Connection &db) const
{
    return allMembers(db, u"ORDER BY name, id"_s);
}

Page<Member> MemberRepository::page(Connection &db, const store::Window<store::TextCursor> &window) const
{
    const auto from = window.before.value_or(store::TextCursor{});
    auto members = allMembers(db, u"WHERE (name, id) > (?, ?) ORDER BY name, id LIMIT ?"_s,
                              from.text.isNull() ? u""_s : from.text, from.id, window.limit + 1);
    return store::cutPage(std::move(members), window.limit,
                          [](const Member &member) { return store::TextCursor{member.name, member.id.value}; });
}

int MemberRepository::ownersWithLogin(Connection &db) const
{
    const auto row = db.query(u"SELECT COUNT(*) FROM members WHERE role = ? AND login IS NOT NULL"_s, Role::Owner);
    return row->next() ? static_cast<int>(row->integer(0)) : 0;
}

MemberId MemberRepository::create(Tx &tx, const Member &member) const
{
    const auto login = member.login ? std::optional(member.login->toCaseFolded()) : std::nullopt;
    const MemberId id{tx.insert(u"INSERT INTO members (login, name, role, phone, opted_out) VALUES (?, ?, ?, ?, ?)"_s,
                                login, member.name, member.role, member.phone, member.optedOut)};
    tx.changed(Topic::TeamUpdated, id.value);
    return id;
}

void MemberRepository::update(Tx &tx, const Member &member) const
{
    const auto login = member.login ? std::optional(member.login->toCaseFolded()) : std::nullopt;
    tx.execute(u"UPDATE members SET on_whatsapp = CASE WHEN phone IS DISTINCT FROM ? THEN NULL ELSE on_whatsapp END, "
               "landline = CASE WHEN phone IS DISTINCT FROM ? THEN NULL ELSE landline END, "
               "login = ?, name = ?, role = ?, phone = ? WHERE id = ?"_s,
               member.phone, member.phone, login, member.name, member.role, member.phone, member.id);
    tx.changed(Topic::TeamUpdated, member.id.value);
}

void MemberRepository::setOptedOut(Tx &tx, MemberId id, bool optedOut) const
{
    if (tx.execute(u"UPDATE members SET opted_out = ? WHERE id = ? AND opted_out <> ?"_s, optedOut, id, optedOut) > 0)
        tx.changed(Topic::TeamUpdated, id.value);
}

std::optional<PinHash> MemberRepository::pin(Connection &db, MemberId id) const
{
    const auto row = db.query(
        u"SELECT pin_salt, pin_hash FROM members WHERE id = ? AND pin_salt IS NOT NULL AND pin_hash IS NOT NULL"_s, id);
    return row->next() ? std::optional(PinHash{row->text(0), row->text(1)}) : std::nullopt;
}

void MemberRepository::setPin(Tx &tx, MemberId id, const std::optional<PinHash> &pin) const
{
    const auto part = [&](QString PinHash::*member) { return pin ? std::optional((*pin).*member) : std::nullopt; };
    tx.execute(u"UPDATE members SET pin_salt = ?, pin_hash = ? WHERE id = ?"_s, part(&PinHash::salt),
               part(&PinHash::hash), id);
}

ContactCapabilities MemberRepository::capabilities(Connection &db, MemberId id) const
{
    const auto row = db.query(u"SELECT on_whatsapp, landline FROM members WHERE id = ?"_s, id);
    if (!row->next())
        return {};
    return {.onWhatsApp = row->maybe(0, &Query::boolean), .landline = row->maybe(1, &Query::boolean)};
}

void MemberRepository::learnCapability(Tx &tx, MemberId id, std::optional<bool> onWhatsApp,
                                       std::optional<bool> landline) const
{
    tx.execute(u"UPDATE members SET on_whatsapp = COALESCE(?, on_whatsapp), landline = COALESCE(?, landline) "
               "WHERE id = ?"_s,
               onWhatsApp, landline, id);
}

} // namespace counterbell::team
