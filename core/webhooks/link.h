// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/webhooks/link_protocol.h"
#include "core/webhooks/link_sink.h"

#include <QAbstractSocket>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <deque>

class QWebSocket;

namespace counterbell::webhooks
{

/// One relay, as a link dials it.
struct LinkTarget {
    QUrl url; ///< the relay's base, https; http on loopback only
    QString tenant;
    QByteArray token;

    bool operator==(const LinkTarget &) const = default;
};

/// Times of the steady clock; tests shorten them.
struct LinkTimings {
    std::chrono::milliseconds pingEvery = link::kPingEvery;
    std::chrono::milliseconds redialLeast = link::kRedialLeast;
    std::chrono::milliseconds redialMost = link::kRedialMost;
    std::chrono::milliseconds welcomeWithin = std::chrono::seconds{15};
};

/// How a link does, for the health check.
struct LinkHealth {
    enum class State {
        Off,
        Dialling,
        Up,
        Waiting, ///< down; it dials again by itself
    };
    State state = State::Off;
    /// Why it is down, a word: unreachable, wrongToken, tenantOff, superseded, version, malformed, storage, stalled,
    /// cursorBeyondHead, unsafeUrl, closed. Empty while it is up.
    QString problem;
    QString publicUrl; ///< what the relay says it is called from outside
    qint64 quota = 0;
    qint64 quotaUsed = 0;
    qint64 refused = 0; ///< what the relay refused by its limits since it started

    bool operator==(const LinkHealth &) const = default;
};

/// The core's end of the link to one relay (CONTRACT 4): dials out, says where it stands, hands over each frame and
/// acknowledges it once it is committed, and dials again for ever. Main thread; sockets run on the steady clock.
/// The sink has to outlive the tasks of the group.
class Link : public QObject
{
    Q_OBJECT

public:
    Link(LinkTarget target, LinkSink &sink, TaskGroup &tasks, LinkTimings timings = {});
    ~Link() override;

    void start();
    /// Closes the link and stays off; what is being committed still will be.
    void stop();

    [[nodiscard]] const LinkHealth &health() const { return m_health; }
    [[nodiscard]] const LinkTarget &target() const { return m_target; }
    [[nodiscard]] bool isUp() const { return m_health.state == LinkHealth::State::Up; }
    /// Zero while it is up; else since it was, or since it was started.
    [[nodiscard]] std::chrono::milliseconds downFor() const;
    /// Up, all that the relay had when the link came up is committed, and nothing has come for so long.
    [[nodiscard]] bool isQuietFor(std::chrono::milliseconds time) const;

Q_SIGNALS:
    void healthChanged();
    /// The relay has said welcome: time to look for what was missed meanwhile.
    void cameUp();
    /// Events are missing, by the relay's own word or by their numbers.
    void eventsMissing();

private:
    using Work = std::variant<std::vector<LinkEvent>, LinkGap>;

    void dial();
    void connected();
    void drop(const QString &problem, quint16 code = 0);
    void redialAfter(std::chrono::milliseconds delay);
    void socketClosed(quint16 code, const QString &reason);
    /// Which spool a close code is about; empty when that can't be told.
    [[nodiscard]] QString spoolOf(const QString &reason) const;
    void textReceived(const QString &text);
    void welcomed(const LinkWelcome &welcome);
    void frameReceived(const QByteArray &frame);
    void enqueue(Work work);
    void checkAlive();
    void setHealth(LinkHealth::State state, const QString &problem);

    [[nodiscard]] QCoro::Task<> sayHello(int connection);
    [[nodiscard]] QCoro::Task<> work(int connection);
    [[nodiscard]] QCoro::Task<> startOver(QString spool);
    [[nodiscard]] QCoro::Task<Result<>> handOver(Work work);

    LinkTarget m_target;
    LinkSink &m_sink;
    TaskGroup &m_tasks;
    LinkTimings m_timings;
    LinkHealth m_health;

    std::unique_ptr<QWebSocket> m_socket;
    int m_connection = 0; ///< rises with each dial and drop: what belongs to an older one is void
    int m_failures = 0;
    QTimer m_redial{this};
    QTimer m_ping{this};
    QTimer m_welcomeLimit{this};
    int m_unanswered = 0;

    QMap<QString, qint64> m_cursors; ///< as said in hello
    QString m_spool;                 ///< empty until welcome
    QString m_lastSpool;             ///< of the last welcome on whichever connection
    qint64 m_last = 0;               ///< the last number received of this spool, 0 while unknown
    qint64 m_head = 0;               ///< the last number there was when the relay said welcome
    QElapsedTimer m_sinceEvents;     ///< or since welcome
    QElapsedTimer m_sinceUp;         ///< or since it was started
    std::deque<Work> m_work;
    qsizetype m_waitingBytes = 0;
    bool m_isWorking = false;
};

} // namespace counterbell::webhooks
