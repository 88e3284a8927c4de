// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/backups.h"
#include "app/core/credentials.h"
#include "app/core/data_folder.h"
#include "app/core/options.h"
#include "app/core/provision.h"
#include "app/core/services.h"
#include "core/rpc/server.h"

namespace counterbell
{

/// The running core: puts its parts together, starts them in order and stops them in the opposite one.
class CoreApp : public QObject
{
    Q_OBJECT

public:
    CoreApp(const DataFolder &folder, CoreOptions options);
    ~CoreApp() override;

    /// Opens and migrates the database; blocking. A sentence when that can't be.
    [[nodiscard]] tl::expected<void, QString> open();
    /// Makes the workspace where there is none, then lets consoles in and begins to work.
    void start();
    /// No new claims, running posts finish (20 s at most), consoles are told to come back; then `stopped`.
    void stop();

Q_SIGNALS:
    void failed(const QString &sentence);
    void stopped();

private:
    QCoro::Task<> run();
    QCoro::Task<> shutDown();
    [[nodiscard]] QCoro::Task<tl::expected<void, QString>> prepareWorkspace();
    [[nodiscard]] QCoro::Task<Result<ServiceConfig>> readConfig();
    [[nodiscard]] tl::expected<void, QString> listen();
    QCoro::Task<> followLead();
    QCoro::Task<> takeTheLead();
    QCoro::Task<> leaveTheLead();
    void showThatItFollows();
    QCoro::Task<> checkJournal();
    void connectParts();
    void connectReceiving();
    void wakeForFiles(const QJsonArray &attachments);
    void wakeFor(const std::vector<store::Event> &events);

    const DataFolder &m_folder;
    const CoreOptions m_options;
    workspace::BusinessClock m_clock;
    store::Store m_store;
    workspace::HealthService m_health;
    TaskGroup m_tasks;
    Backups m_backups;
    std::unique_ptr<secrets::SecretStore> m_secrets;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Credentials> m_credentials;
    std::unique_ptr<rpc::Server> m_server;
    std::optional<qint64> m_leadsIn; ///< the term in which the leader's work was begun
    bool m_isChangingLead = false;
    bool m_isStopping = false;
};

} // namespace counterbell
