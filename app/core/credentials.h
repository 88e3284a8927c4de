// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/services.h"

namespace counterbell
{

/// What this core calls the provider with and checks webhooks against. Whoever changed it, here or at another core on
/// the database, this core hears of it from the event log and takes it up.
class Credentials : public QObject
{
    Q_OBJECT

public:
    Credentials(store::Store &store, secrets::SecretStore &secrets, Services &services, TaskGroup &tasks);

    /// Reads them anew and hands them to the services.
    [[nodiscard]] QCoro::Task<Result<>> takeUp();
    void stop();

private:
    void hear(const std::vector<store::Event> &events);
    QCoro::Task<> follow();

    store::Store &m_store;
    secrets::SecretStore &m_secrets;
    Services &m_services;
    TaskGroup &m_tasks;
    QTimer m_later;
    bool m_isFollowing = false;
    bool m_isWanted = false;
    bool m_isStopped = false;
};

} // namespace counterbell
