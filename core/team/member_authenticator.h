// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rpc/authenticator.h"
#include "core/store/store.h"
#include "core/team/member_repository.h"

namespace counterbell::team
{

/// Signs members in by login and PIN.
class MemberAuthenticator : public rpc::Authenticator
{
public:
    explicit MemberAuthenticator(store::Store &store) : m_store(store) {}

    [[nodiscard]] QCoro::Task<Result<Member>> login(QString login, QString pin) override;
    [[nodiscard]] QCoro::Task<Result<SignInNames>> signInNames() override;

private:
    store::Store &m_store;
    const MemberRepository m_members{};
};

} // namespace counterbell::team
