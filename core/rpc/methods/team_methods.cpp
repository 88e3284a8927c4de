// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/team_methods.h"

#include "core/rpc/method_registry.h"
#include "core/rpc/sessions.h"
#include "core/team/team_service.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

namespace
{

/// A role that was taken away counts at once, and who has no login any more is signed out.
QCoro::Task<Result<Member>> refreshed(QCoro::Task<Result<Member>> change, Sessions *sessions)
{
    auto member = co_await std::move(change);
    if (!member)
        co_return member;
    if (member->login)
        sessions->refresh(*member);
    else
        sessions->signOut(member->id);
    co_return member;
}

/// Whoever knew the old PIN is let out everywhere, but for the session that changed it.
QCoro::Task<Result<Empty>> endedElsewhere(QCoro::Task<Result<Empty>> change, Sessions *sessions, MemberId member,
                                          SessionId caller)
{
    auto changed = co_await std::move(change);
    if (changed)
        sessions->end(member, caller);
    co_return changed;
}

} // namespace

void addTeamMethods(MethodRegistry &registry, team::TeamService &team, Sessions &sessions)
{
    registry.add<ListRequest<Empty>, Members>("team.list"_L1, "Everybody in the shop, by name"_L1, Permission::All,
                                              [&team](Caller, ListRequest<Empty> p) { return team.list(std::move(p)); });
    registry.add<CreateMember, Member>(
        "team.create"_L1, "A new member; a login needs a PIN"_L1, Permission::ManagerUp,
        [&team](Caller c, CreateMember p) { return team.create(*c.member, std::move(p)); });
    registry.add<UpdateMember, Member>("team.update"_L1,
                                       "Changes what is present; an empty phone or login removes it"_L1,
                                       Permission::ManagerUp, [&team, &sessions](Caller c, UpdateMember p) {
                                           return refreshed(team.update(*c.member, std::move(p)), &sessions);
                                       });
    registry.add<SetPin, Empty>(
        "team.setPin"_L1, "Sets a PIN of 4 to 12 digits; the member's other connections are closed"_L1,
        Permission::OwnPinOrManagerUp, [&team, &sessions](Caller c, SetPin p) {
            const auto member = p.memberId;
            return endedElsewhere(team.setPin(*c.member, std::move(p)), &sessions, member, c.session);
        });
    registry.add<SetPersonalOptOut, Member>(
        "team.setPersonalOptOut"_L1, "Switches all notices to a member off or on"_L1, Permission::SelfOrManagerUp,
        [&team, &sessions](Caller c, SetPersonalOptOut p) {
            return refreshed(team.setPersonalOptOut(*c.member, p), &sessions);
        });
}

} // namespace counterbell::rpc
