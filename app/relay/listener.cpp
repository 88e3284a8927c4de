// SPDX-License-Identifier: Apache-2.0
#include "app/relay/listener.h"

namespace counterbell::relay
{
namespace
{

/// After accept failed for want of descriptors or memory: trying again at once would only burn a core.
constexpr std::chrono::milliseconds kPause{100};
/// At the end, so that somebody who never stops connecting can't keep the relay from stopping.
constexpr int kLastConnections = 1024;

} // namespace

Listener::Listener(asio::io_context &io, ConnectionTable &table, const HttpEnvironment &environment, Routes &routes,
                   const TlsContext &tls, const Log &log)
    : m_io(io),
      m_table(table),
      m_environment(environment),
      m_routes(routes),
      m_tls(tls),
      m_log(log),
      m_acceptor(io),
      m_pause(io)
{
}

Outcome<> Listener::open(const ListenAddress &address)
{
    error_code error;
    const Tcp::endpoint endpoint(asio::ip::make_address(address.host, error), address.port);
    if (!error)
        m_acceptor.open(endpoint.protocol(), error);
    if (!error)
        m_acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error)
        m_acceptor.bind(endpoint, error);
    if (!error)
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fault(address.host + ":" + std::to_string(address.port) + " can't be listened on: " + error.message());
    return {};
}

void Listener::close()
{
    error_code error;
    m_acceptor.non_blocking(true, error);
    for (int i = 0; i < kLastConnections && !error; ++i) {
        Tcp::socket socket(m_io);
        m_acceptor.accept(socket, error);
        if (!error)
            admit(std::move(socket));
    }
    m_acceptor.close(error);
    m_pause.cancel();
}

std::string Listener::address() const
{
    error_code ignored;
    const auto endpoint = m_acceptor.local_endpoint(ignored);
    const auto host = endpoint.address().to_string();
    return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(endpoint.port());
}

void Listener::accept()
{
    m_acceptor.async_accept(m_io, [this](error_code error, Tcp::socket socket) {
        // One that was accepted just before close() is still somebody's.
        if (!error)
            admit(std::move(socket));
        if (!m_acceptor.is_open())
            return;
        if (!error || error == asio::error::connection_aborted) {
            accept();
            return;
        }
        m_log.warning("listen.acceptFailed", {{"what", error.message()}});
        m_pause.expires_after(kPause);
        m_pause.async_wait([this](error_code stopped) {
            if (!stopped)
                accept();
        });
    });
}

void Listener::admit(Tcp::socket socket)
{
    error_code error;
    auto address = socket.remote_endpoint(error).address();
    if (error)
        return;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    auto text = address.to_string();
    auto slot = m_table.admit(text, !m_environment.proxies.isTrusted(text));
    if (!slot)
        return;
    socket.set_option(Tcp::no_delay(true), error);
    std::make_shared<HttpSession>(Wire(std::move(socket), m_tls.get()), std::move(*slot), std::move(text),
                                  m_environment, m_routes)
        ->start();
}

} // namespace counterbell::relay
