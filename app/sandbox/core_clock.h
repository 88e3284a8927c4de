// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/core_link.h"

#include <vector>

namespace counterbell::sandbox
{

/// Keeps the core's business clock where the sandbox's is. The offset is absolute, so telling a core twice does no
/// harm; one that was away is told when it is back.
class CoreClock : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(bool)>;

    CoreClock(CoreLink &core, qint64 offsetSeconds, QObject *parent = nullptr);

    /// Moves the core's clock to `offsetSeconds`; `done(true)` once the core has answered, `done(false)` when it has
    /// not within 15 s (it is told later all the same).
    void moveTo(qint64 offsetSeconds, Done done);
    /// True once the core that is connected now has been told the present offset.
    [[nodiscard]] bool isFollowed() const { return m_isFollowed; }

private:
    struct Waiting {
        qint64 offsetSeconds;
        Done done;
    };

    void tell();
    void signIn();
    void afterSignIn(const tl::expected<QJsonObject, QString> &answer);
    void afterMove(qint64 offsetSeconds, const tl::expected<QJsonObject, QString> &answer);
    void tryAgain(const QString &why, std::chrono::milliseconds pause);
    void settle(qint64 offsetSeconds);
    void giveUp();

    CoreLink &m_core;
    qint64 m_offsetSeconds;
    bool m_isSignedIn = false;
    bool m_isTelling = false;
    bool m_isFollowed = false;
    size_t m_member = 0; ///< which of the seeded members signs in
    std::vector<Waiting> m_waiting;
    QTimer m_again;
    QTimer m_patience;
};

} // namespace counterbell::sandbox
