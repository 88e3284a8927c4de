// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/relay.h"
#include "core/async/task_group.h"
#include "core/messaging/providers/http_client.h"
#include "core/secrets/secret_store.h"
#include "core/store/store.h"
#include "core/webhooks/link.h"
#include "core/webhooks/registration.h"

#include <QSet>
#include <QTimer>

namespace counterbell::webhooks
{

class IngestService;

/// Times of the steady clock; tests shorten them.
struct RelayTimings {
    std::chrono::milliseconds moment = std::chrono::seconds{5};      ///< a link down for longer is gone round
    std::chrono::milliseconds quiet = std::chrono::seconds{1};       ///< without an event: nothing more is coming
    std::chrono::milliseconds restWithin = std::chrono::seconds{10}; ///< for what lies unread at a relay that is left
};

/// The relays of this shop: redeems pairing codes, holds a link to each relay, and keeps the provider's webhooks
/// pointing at them. Where cores share a database each of them pairs, and the one that leads (the only one that is
/// started) holds the links: it hears of other relays, link tokens and senders from the event log. Main thread.
class RelayService : public QObject
{
    Q_OBJECT

public:
    RelayService(store::Store &store, TaskGroup &tasks, secrets::SecretStore &secrets, messaging::HttpClient &http,
                 messaging::ProviderSetup &provider, IngestService &ingest, WorkspaceKind kind,
                 RelayTimings timings = {});

    /// Redeems the code that waits under kPairingCodeSecret, dials every relay and registers webhooks; goes on trying
    /// what fails.
    void start();
    /// What signatures are checked with from now on; where it runs already, webhooks are registered again.
    void changeKeys(QString accountSid, std::vector<QByteArray> tokens);
    void stop();

    /// What is paired, in the order that the provider knows it in. A core that follows can't say how the links do:
    /// anotherCore.
    [[nodiscard]] QCoro::Task<Result<Relays>> list();
    /// Redeems a code that somebody has just been given; whoever leads then dials the relay. `invalidArgument` when it
    /// is none, `notPermitted` when the relay refuses it, `providerUnreachable` when the relay can't be asked: then it
    /// is still good.
    [[nodiscard]] QCoro::Task<Result<Relays>> pair(QString code);
    /// Leaves a relay, the last one too: the provider is told of the other URLs, what the relay has still unread is
    /// taken in while its link is up, then link, token and record go. `notFound`; `conflict` while that is under way,
    /// and at a core that follows (details.problem anotherCore): only who holds the link can take in the rest.
    [[nodiscard]] QCoro::Task<Result<Relays>> remove(QString tenant);

    /// Where the provider shall send the status of a message that goes out now, without a query; empty where the
    /// registered webhook will do. Another relay's while the first one's link has been down for more than a moment and
    /// the other's is up.
    [[nodiscard]] QString statusDetour() const;

    [[nodiscard]] const std::vector<std::unique_ptr<Link>> &links() const { return m_links; }

Q_SIGNALS:
    /// "ok", or a word for what is wrong.
    void linkStateChanged(bool isUp, const QString &problem);
    void webhooksRegistered(bool succeeded, const QString &problem);
    /// A link is up again, or events are missing: time to look for what was missed.
    void catchUpNeeded();

private:
    void hear(const std::vector<store::Event> &events);
    /// Relays, senders or credentials are others: dials and registers webhooks now, not at the next look.
    void lookAgain();
    QCoro::Task<> bringUp();
    [[nodiscard]] QCoro::Task<Result<>> bringUpRelays();
    /// Empty when all is well; else a word for what is wrong.
    [[nodiscard]] QCoro::Task<QString> redeemPending();
    /// The same for this code; afterwards it isn't needed any more, unless the answer is an error.
    [[nodiscard]] QCoro::Task<Result<QString>> redeemOnce(QString code);
    void takeKeys();
    /// A relay may have been given another public URL since it was paired.
    void welcomedBy(const Link &link);
    QCoro::Task<> follow(QString tenant, QString publicUrl);
    [[nodiscard]] QCoro::Task<Result<>> dial(PairedRelay relay);
    [[nodiscard]] Result<> noRelay();
    void reportLinks();
    [[nodiscard]] QCoro::Task<Result<>> leave(QString tenant);
    [[nodiscard]] QCoro::Task<> takeInTheRest(QString tenant);
    [[nodiscard]] const Link *linkOf(const QString &tenant) const;
    void dropLinks(const std::function<bool(const QString &tenant)> &which);

    store::Store &m_store;
    TaskGroup &m_tasks;
    secrets::SecretStore &m_secrets;
    messaging::HttpClient &m_http;
    messaging::ProviderSetup &m_provider;
    IngestService &m_ingest;
    WorkspaceKind m_kind;
    RelayTimings m_timings;
    QString m_accountSid;
    std::vector<QByteArray> m_tokens;
    std::vector<std::unique_ptr<Link>> m_links;
    PairedRelays m_relays; ///< as last read
    QSet<QString> m_leaving;
    QString m_undialled; ///< why one of them has no link at all, a word
    QTimer m_retry{this};
    int m_failures = 0; ///< in a row
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_isWanted = false;
};

} // namespace counterbell::webhooks
