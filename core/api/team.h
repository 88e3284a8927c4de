// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/page.h"

namespace counterbell
{

/// What a member may do; each role includes those after it where a permission says "up".
enum class Role {
    Owner,
    Manager,
    Agent,
    Staff,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::Role, {counterbell::Role::Owner, QLatin1StringView("owner")},
                       {counterbell::Role::Manager, QLatin1StringView("manager")},
                       {counterbell::Role::Agent, QLatin1StringView("agent")},
                       {counterbell::Role::Staff, QLatin1StringView("staff")})

namespace counterbell
{

/// A person of the shop. Without a login they are only notified.
struct Member {
    MemberId id;
    std::optional<QString> login;
    QString name;
    Role role = Role::Staff;
    std::optional<QString> phone;
    bool optedOut = false;

    bool operator==(const Member &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Member::id),       field("login", &Member::login),
                          field("name", &Member::name),   field("role", &Member::role),
                          field("phone", &Member::phone), field("optedOut", &Member::optedOut)};
    }
};

/// A member by name, where a row mentions one.
struct MemberRef {
    MemberId id;
    QString name;

    bool operator==(const MemberRef &) const = default;
    static constexpr auto fields() { return std::tuple{field("id", &MemberRef::id), field("name", &MemberRef::name)}; }
};

/// team.list, by name.
using Members = Page<Member>;

/// team.create; a login needs a PIN.
struct CreateMember {
    QString name;
    Role role = Role::Staff;
    std::optional<QString> login;
    std::optional<QString> pin;
    std::optional<QString> phone;
    std::optional<QString> region;

    bool operator==(const CreateMember &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &CreateMember::name),   field("role", &CreateMember::role),
                          field("login", &CreateMember::login), field("pin", &CreateMember::pin),
                          field("phone", &CreateMember::phone), field("region", &CreateMember::region)};
    }
};

/// team.update: what is absent stays; an empty phone or login removes it.
struct UpdateMember {
    MemberId memberId;
    std::optional<QString> name;
    std::optional<Role> role;
    std::optional<QString> login;
    std::optional<QString> phone;
    std::optional<QString> region;

    bool operator==(const UpdateMember &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("memberId", &UpdateMember::memberId), field("name", &UpdateMember::name),
                          field("role", &UpdateMember::role),         field("login", &UpdateMember::login),
                          field("phone", &UpdateMember::phone),       field("region", &UpdateMember::region)};
    }
};

/// team.setPin: managers set anybody's, everybody their own.
struct SetPin {
    MemberId memberId;
    QString pin;

    bool operator==(const SetPin &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("memberId", &SetPin::memberId), field("pin", &SetPin::pin)};
    }
};

/// team.setPersonalOptOut: one switch over all member notices (FEATURES NX-05, NX-06).
struct SetPersonalOptOut {
    MemberId memberId;
    bool optedOut = false;

    bool operator==(const SetPersonalOptOut &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("memberId", &SetPersonalOptOut::memberId),
                          field("optedOut", &SetPersonalOptOut::optedOut)};
    }
};

} // namespace counterbell
