// SPDX-License-Identifier: Apache-2.0
#include "core/team/member_authenticator.h"

#include "core/team/pin_work.h"

#include <qcorofuture.h>

namespace counterbell::team
{

namespace
{

struct Known {
    std::optional<Member> member;
    std::optional<PinHash> pin;
};

} // namespace

QCoro::Task<Result<Member>> MemberAuthenticator::login(QString login, QString pin)
{
    auto read = m_store.read([this, login](store::Connection &db) -> Result<Known> {
        Known known{m_members.findByLogin(db, login), {}};
        if (known.member)
            known.pin = m_members.pin(db, known.member->id);
        return known;
    });
    const auto known = co_await std::move(read);
    if (!known)
        co_return tl::unexpected(known.error());
    auto matching = matchesPinAside(pin, known->pin);
    const bool isRight = co_await matching;
    if (!isRight || !known->member)
        co_return refuse(Reason::WrongPin);
    co_return *known->member;
}

QCoro::Task<Result<SignInNames>> MemberAuthenticator::signInNames()
{
    auto answer = m_store.read([this](store::Connection &db) -> Result<SignInNames> {
        SignInNames names;
        for (const auto &member : m_members.list(db)) {
            if (member.login)
                names.items.push_back({*member.login, member.name, member.role, member.id});
        }
        return names;
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::team
