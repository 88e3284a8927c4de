// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/connection.h"
#include "core/store/event.h"

namespace counterbell::store
{

/// What a write job gets: the connection inside a transaction, and the list of what it changed. Repositories call
/// `changed`; nobody publishes by hand. The events are written with the job's changes and published after COMMIT.
class Tx : public Connection
{
public:
    using Connection::Connection;

    /// The row `id` of this topic is new or changed. Said twice it makes one event, with the row's last state.
    /// For templates, whose key is a sid, `key` names the row instead.
    void changed(Topic topic, qint64 id, const QString &key = {});
    /// An event that says all itself.
    void record(Topic topic, const QJsonObject &data);

    /// A job that answers an error is rolled back, unless it has called this: a refusal is a row, too.
    void keepOnError() { m_keepOnError = true; }

    /// This job announces nothing: nobody can have seen the workspace that it fills.
    void silence() { m_isSilent = true; }

private:
    friend class WriteBatch;
    void startJob();

    std::vector<Change> m_changes;
    bool m_keepOnError = false;
    bool m_isSilent = false;
};

} // namespace counterbell::store
