// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

namespace counterbell::ui
{

/// The shop's members, for menus of whom to assign; kept true by events.
class TeamList : public QObject
{
    Q_OBJECT

public:
    explicit TeamList(CoreClient &client, QObject *parent = nullptr);

    void fetch();
    [[nodiscard]] const std::vector<Member> &members() const { return m_members; }
    [[nodiscard]] const Member *find(MemberId id) const;

Q_SIGNALS:
    void changed();

private:
    CoreClient &m_client;
    std::vector<Member> m_members;
};

} // namespace counterbell::ui
