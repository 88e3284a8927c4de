// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <atomic>
#include <thread>

namespace counterbell
{

/// Stands between a core and its PostgreSQL, on a free port of 127.0.0.1, and cuts the connection at the worst moment.
class CuttingProxy
{
public:
    enum class Cut {
        None,
        BeforeCommit,    ///< the COMMIT never arrives
        AfterCommit,     ///< it arrives, and its answer is lost
        WhileCommitting, ///< the connection is lost while the server is still at it
        Everything,      ///< nothing passes, and nobody gets in
    };

    /// `url` is a database's on the tests' server.
    explicit CuttingProxy(const QString &url);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy &) = delete;

    /// The same database by way of this.
    [[nodiscard]] QString url() const { return m_url; }
    /// What the next COMMIT meets; Everything lasts until it is taken back.
    void set(Cut cut) { m_cut = cut; }
    /// The same for the COMMIT after so many others.
    void setAfter(int commits, Cut cut)
    {
        m_passing = commits;
        m_cut = cut;
    }
    /// How often something was cut.
    [[nodiscard]] int cuts() const { return m_cuts; }

private:
    void run();
    void serve(int client);

    QString m_url;
    QByteArray m_socketPath;
    int m_listener = -1;
    std::atomic<Cut> m_cut = Cut::None;
    std::atomic<int> m_cuts = 0;
    std::atomic<int> m_passing = 0;
    std::atomic<bool> m_isClosing = false;
    std::thread m_thread;
};

} // namespace counterbell
