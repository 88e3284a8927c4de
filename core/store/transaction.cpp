// SPDX-License-Identifier: Apache-2.0
#include "core/store/transaction.h"

namespace counterbell::store
{

void Tx::changed(Topic topic, qint64 id, const QString &key)
{
    if (m_isSilent)
        return;
    const auto same = [&](Topic other) {
        return std::any_of(m_changes.begin(), m_changes.end(),
                           [&](const Change &c) { return c.topic == other && c.id == id && c.key == key && !c.data; });
    };
    // A message that is new in this job is announced once, as added, whatever happens to it later in the job.
    if (same(topic) || (topic == Topic::MessageUpdated && same(Topic::MessageAdded)))
        return;
    m_changes.push_back({topic, id, key, std::nullopt});
}

void Tx::record(Topic topic, const QJsonObject &data)
{
    if (m_isSilent)
        return;
    m_changes.push_back({topic, 0, {}, data});
}

void Tx::startJob()
{
    m_changes.clear();
    m_keepOnError = false;
    m_isSilent = false;
}

} // namespace counterbell::store
