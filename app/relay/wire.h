// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <memory>
#include <optional>

namespace counterbell::relay
{

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

/// One accepted connection, plain or TLS, behind one type: sessions and the WebSocket are written (and
/// compiled) once. Models Asio's asynchronous stream.
class Wire
{
public:
    using executor_type = Tcp::socket::executor_type;

    Wire(Tcp::socket socket, asio::ssl::context *tls) : m_link(std::make_unique<Link>(std::move(socket)))
    {
        if (tls)
            m_link->tls.emplace(m_link->socket, *tls);
    }

    executor_type get_executor() { return m_link->socket.get_executor(); }
    Tcp::socket &socket() { return m_link->socket; }
    [[nodiscard]] bool isTls() const { return m_link->tls.has_value(); }

    template <class Handler>
    void asyncHandshake(Handler &&handler)
    {
        m_link->tls->async_handshake(asio::ssl::stream_base::server, std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers &buffers, Handler &&handler)
    {
        if (m_link->tls)
            m_link->tls->async_read_some(buffers, std::forward<Handler>(handler));
        else
            m_link->socket.async_read_some(buffers, std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers &buffers, Handler &&handler)
    {
        if (m_link->tls)
            m_link->tls->async_write_some(buffers, std::forward<Handler>(handler));
        else
            m_link->socket.async_write_some(buffers, std::forward<Handler>(handler));
    }

    /// Says that no more will be sent; what the peer still sends can be read off the bare socket.
    void endSending()
    {
        error_code ignored;
        m_link->socket.shutdown(Tcp::socket::shutdown_send, ignored);
    }

    void close()
    {
        error_code ignored;
        m_link->socket.close(ignored);
    }

private:
    struct Link {
        explicit Link(Tcp::socket s) : socket(std::move(s)) {}
        Tcp::socket socket;
        std::optional<asio::ssl::stream<Tcp::socket &>> tls;
    };
    // On the heap because the TLS stream refers to the socket, and a Wire moves from HTTP to the link.
    std::unique_ptr<Link> m_link;
};

/// How Beast cuts a stream off (its own time-outs are not used; the templates ask for it all the same).
inline void beast_close_socket(Wire &wire)
{
    wire.close();
}

/// What Beast's WebSocket calls once both close frames have passed.
inline void teardown(boost::beast::role_type, Wire &wire, error_code &error)
{
    error = {};
    wire.endSending();
}

template <class Handler>
void async_teardown(boost::beast::role_type, Wire &wire, Handler &&handler)
{
    wire.endSending();
    asio::post(wire.get_executor(), [handler = std::forward<Handler>(handler)]() mutable { handler(error_code{}); });
}

} // namespace counterbell::relay
