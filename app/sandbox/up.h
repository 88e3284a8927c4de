// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/core_clock.h"
#include "app/sandbox/core_link.h"
#include "app/sandbox/data_lock.h"
#include "app/sandbox/loopback_ports.h"
#include "app/sandbox/relay_pairing.h"
#include "app/sandbox/supervised_process.h"
#include "app/sandbox/up_options.h"
#include "app/sandbox/up_state.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace counterbell::sandbox
{

class ModelEndpoint;
class SandboxServer;

/// `counterbell-sandbox up`: the Twilio side in this process, a relay and a core as children, wired together.
/// In order: lock the folder, find or make its state, free ports, Twilio side (seeded when new), pairing, children,
/// readiness. Either `ready` or `failed` follows `start`; `stopped` follows `stop`.
class Up : public QObject
{
    Q_OBJECT
public:
    explicit Up(UpOptions options, QObject *parent = nullptr);
    ~Up() override;

    void start();
    /// Ends the core, then the relay, both within 6 s (CONTRACT 1).
    void stop();
    [[nodiscard]] bool hasChildren() const { return m_core != nullptr; }

Q_SIGNALS:
    void ready(const QByteArray &line);
    void failed(const QString &sentence);
    void stopped();

private:
    [[nodiscard]] tl::expected<void, QString> prepare();
    [[nodiscard]] tl::expected<void, QString> keepOldShopAside();
    [[nodiscard]] tl::expected<void, QString> loadState();
    [[nodiscard]] tl::expected<void, QString> makeState();
    [[nodiscard]] tl::expected<void, QString> saveState() const;
    void awaitPorts(int triesLeft);
    [[nodiscard]] tl::expected<void, QString> startTwilio();
    [[nodiscard]] tl::expected<void, QString> writeConfigurations();
    void pairThenStartChildren();
    void startChildren();
    /// A sentence with the way out behind it, where it may be for the age of the data.
    [[nodiscard]] QString withWayOut(const QString &sentence) const;
    /// Why a child does not start, in its own words where it said any.
    [[nodiscard]] QString refusalOf(const QString &name, const QString &complaint) const;
    std::unique_ptr<SupervisedProcess> makeChild(const QString &name, const QStringList &arguments);
    void askHealth();
    void announce();
    [[nodiscard]] QString path(const QString &below) const { return m_options.dataDir + u'/' + below; }

    const UpOptions m_options;
    std::optional<DataLock> m_lock;
    UpState m_state;
    PortPicker m_ports; ///< holds what a new shop has picked, until its program starts
    std::unique_ptr<SandboxServer> m_twilio;
    std::unique_ptr<ModelEndpoint> m_model;
    RelayPairing m_pairing;
    std::unique_ptr<SupervisedProcess> m_relay;
    std::unique_ptr<SupervisedProcess> m_core;
    CoreLink m_link;
    std::unique_ptr<CoreClock> m_clock;
    QTimer m_healthTimer;
    QTimer m_complaint; ///< says now and then what is being waited for
    QStringList m_notReady;
    bool m_isResumed = false; ///< the shop was made by an earlier run, maybe of another version
    bool m_isReady = false;
    bool m_isStopping = false;
};

} // namespace counterbell::sandbox
