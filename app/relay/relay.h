// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/config.h"
#include "app/relay/link_session.h"
#include "app/relay/log.h"

#include <memory>
#include <string>

namespace counterbell::relay
{

/// The relay, whole: spool, tenants, media, listeners and links, wired together. One network thread (whoever
/// calls run()), one writer, one reader and one media thread.
class Relay
{
public:
    /// Opens everything and listens; the sentence names what can't be had.
    [[nodiscard]] static Outcome<std::unique_ptr<Relay>> create(const Config &config, const Log &log,
                                                                LinkTimings timings = {});
    ~Relay();

    /// `HOST:PORT` as bound.
    [[nodiscard]] std::string listenAddress() const;
    /// Empty when there is no ops listener.
    [[nodiscard]] std::string opsAddress() const;

    /// From now on SIGTERM and SIGINT mean stop(), SIGHUP means reload(). Before anybody is told that the relay is
    /// ready.
    void obeySignals();
    /// Serves until stop().
    void run();
    /// Ends run(): no new connections, requests that have begun are kept and answered, links close with 1001.
    /// Any thread.
    void stop();
    /// Reads certificate and key again; connections that are open keep what they have. A certificate that can't be
    /// used is logged, and the one in use stays. Any thread.
    void reload();

private:
    struct Impl;
    explicit Relay(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

/// Where the tenants of a spool are kept.
[[nodiscard]] inline std::string tenantsPath(const std::string &spool)
{
    return spool + ".tenants";
}

} // namespace counterbell::relay
