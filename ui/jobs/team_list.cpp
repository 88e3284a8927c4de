// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/team_list.h"

#include <algorithm>

namespace counterbell::ui
{

TeamList::TeamList(CoreClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&client, &CoreClient::teamUpdated, this, &TeamList::fetch);
    connect(&client, &CoreClient::resynced, this, &TeamList::fetch);
}

void TeamList::fetch()
{
    ListRequest<Empty> request;
    request.limit = kMaximumPageSize;
    m_client.call(methods::teamList, request, this, [this](Result<Members> answer) {
        if (!answer)
            return; // the names that are known stay
        m_members = std::move(answer->items);
        Q_EMIT changed();
    });
}

const Member *TeamList::find(MemberId id) const
{
    const auto found = std::ranges::find(m_members, id, &Member::id);
    return found == m_members.end() ? nullptr : &*found;
}

} // namespace counterbell::ui
