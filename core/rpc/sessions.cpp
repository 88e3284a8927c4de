// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/sessions.h"

namespace counterbell::rpc
{

void Sessions::add(Session *session)
{
    const auto id = session->id();
    m_sessions.emplace(id, session);
    connect(session, &Session::signedOut, this, [this, id] { Q_EMIT left(id); });
    const auto forget = [this, id] {
        if (m_sessions.erase(id) > 0)
            Q_EMIT left(id);
    };
    connect(session, &Session::ended, this, forget);
    connect(session, &QObject::destroyed, this, forget);
}

Session *Sessions::find(SessionId id) const
{
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() ? nullptr : found->second;
}

std::vector<Session *> Sessions::all() const
{
    std::vector<Session *> sessions;
    for (const auto &[id, session] : m_sessions)
        sessions.push_back(session);
    return sessions;
}

void Sessions::refresh(const Member &member)
{
    for (auto *session : all()) {
        if (session->member() && session->member()->id == member.id)
            session->signIn(member);
    }
}

void Sessions::signOut(MemberId member)
{
    for (auto *session : all()) {
        if (session->member() && session->member()->id == member)
            session->signOut();
    }
}

void Sessions::end(MemberId member, SessionId except)
{
    for (auto *session : all()) {
        if (session->id() == except || !session->member() || session->member()->id != member)
            continue;
        session->signOut();
        session->close(closing::kSignedOut, QStringLiteral("signed out"));
    }
}

} // namespace counterbell::rpc
