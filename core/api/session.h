// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"
#include "core/api/workspace.h"

namespace counterbell
{

/// session.hello
struct Hello {
    int contract = 1;
    QString software;

    bool operator==(const Hello &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contract", &Hello::contract), field("software", &Hello::software)};
    }
};

/// What this core is. `epoch` changes when its data is another (a restore).
struct HelloResult {
    int contract = 1;
    QString software;
    WorkspaceKind kind = WorkspaceKind::Live;
    QString epoch;

    bool operator==(const HelloResult &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contract", &HelloResult::contract), field("software", &HelloResult::software),
                          field("kind", &HelloResult::kind), field("epoch", &HelloResult::epoch)};
    }
};

/// session.login; `name` is the member's login.
struct Login {
    QString name;
    QString pin;

    bool operator==(const Login &) const = default;
    static constexpr auto fields() { return std::tuple{field("name", &Login::name), field("pin", &Login::pin)}; }
};

/// Who is signed in, and what they may do (permission words of rpc.discover).
struct Signed {
    Member member;
    std::vector<QString> permissions;

    bool operator==(const Signed &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("member", &Signed::member), field("permissions", &Signed::permissions)};
    }
};

/// A name for the sign-in screen.
struct SignInName {
    QString login;
    QString name;
    Role role = Role::Staff;
    MemberId id; ///< what a console colours them by, before and after they sign in

    bool operator==(const SignInName &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("login", &SignInName::login), field("name", &SignInName::name),
                          field("role", &SignInName::role), field("id", &SignInName::id)};
    }
};

/// session.members
struct SignInNames {
    std::vector<SignInName> items;

    bool operator==(const SignInNames &) const = default;
    static constexpr auto fields() { return std::tuple{field("items", &SignInNames::items)}; }
};

/// events.subscribe; `after` is the last number seen.
struct Subscribe {
    std::optional<qint64> after;

    bool operator==(const Subscribe &) const = default;
    static constexpr auto fields() { return std::tuple{field("after", &Subscribe::after)}; }
};

/// `seq` is the newest number now. `resync` says that what lies after `after` is no longer kept.
struct Subscribed {
    qint64 seq = 0;
    std::optional<bool> resync;

    bool operator==(const Subscribed &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("seq", &Subscribed::seq), field("resync", &Subscribed::resync)};
    }
};

} // namespace counterbell
