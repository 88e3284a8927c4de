// SPDX-License-Identifier: Apache-2.0
#include "core/team/team_service.h"

#include "core/contacts/contact_input.h"
#include "core/contacts/phone_number.h"
#include "core/team/pin_work.h"

#include <qcorofuture.h>

namespace counterbell::team
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Tx;

namespace
{

bool isManagerUp(const Member &member)
{
    return member.role == Role::Owner || member.role == Role::Manager;
}

/// Managers look after everybody but the owners.
bool mayManage(const Member &actor, const Member &member)
{
    return actor.role == Role::Owner || (actor.role == Role::Manager && member.role != Role::Owner);
}

tl::unexpected<Error> noSuchMember()
{
    return refuse(Reason::NotFound, {{u"what"_s, u"member"_s}});
}

tl::unexpected<Error> refused(const QString &parameter)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, parameter}});
}

} // namespace

QCoro::Task<Result<Members>> TeamService::list(ListRequest<Empty> request)
{
    const auto window = store::textWindow(request.before, request.limit);
    if (!window)
        co_return tl::unexpected(window.error());
    auto answer =
        m_store.read([this, window](Connection &db) -> Result<Members> { return m_members.page(db, *window); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Member>> TeamService::create(Member actor, CreateMember request)
{
    std::optional<PinHash> pin;
    if (request.pin) {
        if (!isPin(*request.pin))
            co_return refused(u"pin"_s);
        auto hashing = hashPinAside(*request.pin);
        pin = co_await hashing;
    }
    auto answer = m_store.write([this, actor, request, pin](Tx &tx) { return createIn(tx, actor, request, pin); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Member>> TeamService::update(Member actor, UpdateMember request)
{
    auto answer = m_store.write([this, actor, request](Tx &tx) { return updateIn(tx, actor, request); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Empty>> TeamService::setPin(Member actor, SetPin request)
{
    if (!isPin(request.pin))
        co_return refused(u"pin"_s);
    auto hashing = hashPinAside(request.pin);
    const auto pin = co_await hashing;
    auto answer = m_store.write([this, actor, id = request.memberId, pin](Tx &tx) -> Result<Empty> {
        const auto member = m_members.find(tx, id);
        if (!member)
            return noSuchMember();
        if (actor.id != id && !mayManage(actor, *member))
            return refuse(Reason::NotPermitted);
        m_members.setPin(tx, id, pin);
        return Empty{};
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Member>> TeamService::setPersonalOptOut(Member actor, SetPersonalOptOut request)
{
    auto answer = m_store.write([this, actor, request](Tx &tx) -> Result<Member> {
        if (actor.id != request.memberId && !isManagerUp(actor))
            return refuse(Reason::NotPermitted);
        m_members.setOptedOut(tx, request.memberId, request.optedOut);
        const auto member = m_members.find(tx, request.memberId);
        if (!member)
            return noSuchMember();
        return *member;
    });
    co_return co_await std::move(answer);
}

Result<Member> TeamService::createIn(Tx &tx, const Member &actor, const CreateMember &request,
                                     const std::optional<PinHash> &pin) const
{
    Member member;
    member.role = request.role;
    if (!mayManage(actor, member))
        return refuse(Reason::NotPermitted);
    const auto name = contacts::requiredText(request.name, u"name"_s, 100);
    if (!name)
        return tl::unexpected(name.error());
    member.name = *name;
    if (const auto read = readLogin(tx, request.login.value_or(QString()), member); !read)
        return tl::unexpected(read.error());
    if (member.login.has_value() != pin.has_value())
        return refused(pin ? u"login"_s : u"pin"_s);
    if (const auto read = readPhone(tx, request.phone.value_or(QString()), request.region, member); !read)
        return tl::unexpected(read.error());
    const auto id = m_members.create(tx, member);
    m_members.setPin(tx, id, pin);
    return m_members.find(tx, id).value();
}

Result<Member> TeamService::updateIn(Tx &tx, const Member &actor, const UpdateMember &request) const
{
    const auto before = m_members.find(tx, request.memberId);
    if (!before)
        return noSuchMember();
    auto member = *before;
    member.role = request.role.value_or(member.role);
    if (!mayManage(actor, *before) || !mayManage(actor, member))
        return refuse(Reason::NotPermitted);
    if (request.name) {
        const auto name = contacts::requiredText(*request.name, u"name"_s, 100);
        if (!name)
            return tl::unexpected(name.error());
        member.name = *name;
    }
    if (request.login) {
        if (const auto read = readLogin(tx, *request.login, member); !read)
            return tl::unexpected(read.error());
    }
    if (request.phone) {
        if (const auto read = readPhone(tx, *request.phone, request.region, member); !read)
            return tl::unexpected(read.error());
    }
    m_members.update(tx, member);
    if (!member.login)
        m_members.setPin(tx, member.id, std::nullopt);
    const bool wasOwner = before->role == Role::Owner && before->login;
    if (wasOwner && m_members.ownersWithLogin(tx) == 0)
        return refuse(Reason::Conflict, {{u"problem"_s, u"lastOwner"_s}});
    return m_members.find(tx, member.id).value();
}

Result<> TeamService::readLogin(Connection &db, const QString &login, Member &member) const
{
    const auto trimmed = login.trimmed().toCaseFolded();
    member.login.reset();
    if (trimmed.isEmpty())
        return {};
    const bool hasBlanks = std::any_of(trimmed.begin(), trimmed.end(), [](QChar c) { return c.isSpace(); });
    if (trimmed.size() > 40 || hasBlanks)
        return refused(u"login"_s);
    const auto other = m_members.findByLogin(db, trimmed);
    if (other && other->id != member.id)
        return refuse(Reason::Conflict, {{u"argument"_s, u"login"_s}});
    member.login = trimmed;
    return {};
}

Result<> TeamService::readPhone(Connection &db, const QString &phone, const std::optional<QString> &region,
                                Member &member) const
{
    member.phone.reset();
    if (phone.trimmed().isEmpty())
        return {};
    const auto parsed = contacts::parsePhone(phone, contacts::regionFor(db, region));
    if (!parsed)
        return tl::unexpected(parsed.error());
    const auto other = m_members.findByPhone(db, parsed->phone);
    if (other && other->id != member.id)
        return refuse(Reason::DuplicatePhone, {{u"memberId"_s, other->id.toString()}});
    member.phone = parsed->phone;
    return {};
}

} // namespace counterbell::team
