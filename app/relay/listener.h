// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/config.h"
#include "app/relay/http_session.h"
#include "app/relay/log.h"
#include "app/relay/tls.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace counterbell::relay
{

/// Accepts connections on one address and starts a session for each that the table admits.
class Listener
{
public:
    /// `tls` may be given another context at any time: connections that are accepted later take that.
    Listener(asio::io_context &io, ConnectionTable &table, const HttpEnvironment &environment, Routes &routes,
             const TlsContext &tls, const Log &log);

    /// The sentence says why the address can't be had.
    [[nodiscard]] Outcome<> open(const ListenAddress &address);
    void start() { accept(); }
    /// Admits who has connected by now and nobody after: the system would reset those it still holds for us.
    void close();
    /// `HOST:PORT` as bound.
    [[nodiscard]] std::string address() const;

private:
    void accept();
    void admit(Tcp::socket socket);

    asio::io_context &m_io;
    ConnectionTable &m_table;
    const HttpEnvironment &m_environment;
    Routes &m_routes;
    const TlsContext &m_tls;
    const Log &m_log;
    Tcp::acceptor m_acceptor;
    asio::steady_timer m_pause;
};

} // namespace counterbell::relay
