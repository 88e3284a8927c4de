// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rpc/session.h"

#include <map>

namespace counterbell::rpc
{

/// The sessions of this process, by id. The server fills it; methods look their caller's session up in it.
class Sessions : public QObject
{
    Q_OBJECT

public:
    void add(Session *session);

    /// Null once the session has ended.
    [[nodiscard]] Session *find(SessionId id) const;
    [[nodiscard]] std::vector<Session *> all() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_sessions.size()); }

    /// A member was changed: their sessions carry the new role from the next call on.
    void refresh(const Member &member);
    /// A member may no longer be here: their sessions are signed out, not cut.
    void signOut(MemberId member);
    /// What a member signed in with no longer counts: their sessions are signed out and closed (closing::kSignedOut),
    /// so that no screen of theirs goes on showing the shop. The session `except` stays.
    void end(MemberId member, SessionId except);

Q_SIGNALS:
    /// The session ended or was signed out; nothing more may be told to it.
    void left(counterbell::rpc::SessionId session);

private:
    std::map<SessionId, Session *> m_sessions;
};

} // namespace counterbell::rpc
