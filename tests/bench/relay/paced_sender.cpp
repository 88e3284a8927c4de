// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/relay/paced_sender.h"

#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <cstdio>
#include <deque>
#include <memory>
#include <vector>

namespace counterbell::bench
{
namespace
{

namespace asio = boost::asio;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;

constexpr int kConnections = 32;

class Sender
{
public:
    Sender(asio::io_context &io, unsigned short port, const std::string &request, int perSecond, int seconds)
        : m_request(request),
          m_step(std::chrono::nanoseconds(std::chrono::seconds(1)) / perSecond),
          m_left(perSecond * seconds),
          m_timer(io)
    {
        for (int i = 0; i < kConnections; ++i) {
            m_connections.push_back(std::make_unique<Connection>(io));
            m_connections.back()->socket.connect({asio::ip::make_address("127.0.0.1"), port});
            m_connections.back()->socket.set_option(asio::ip::tcp::no_delay(true));
            m_free.push_back(m_connections.back().get());
        }
        m_next = Steady::now();
        tick();
    }

    void report() const
    {
        std::printf("{\"sent\":%zu,\"refused\":%d,\"ns\":[", m_taken.size(), m_refused);
        for (std::size_t i = 0; i < m_taken.size(); ++i)
            std::printf("%s%lld", i ? "," : "", static_cast<long long>(m_taken[i]));
        std::printf("]}\n");
    }

private:
    struct Connection {
        explicit Connection(asio::io_context &io) : socket(io) {}
        asio::ip::tcp::socket socket;
        std::string in;
    };

    void tick()
    {
        for (const auto now = Steady::now(); m_next <= now && m_left > 0; --m_left, m_next += m_step)
            m_due.push_back(m_next);
        while (!m_due.empty() && !m_free.empty()) {
            auto *const connection = m_free.front();
            m_free.pop_front();
            send(*connection, m_due.front());
            m_due.pop_front();
        }
        if (m_left == 0)
            return;
        m_timer.expires_at(m_next);
        m_timer.async_wait([this](error_code error) {
            if (!error)
                tick();
        });
    }

    void send(Connection &connection, Steady::time_point due)
    {
        asio::async_write(connection.socket, asio::buffer(m_request), [](error_code, std::size_t) {});
        asio::async_read_until(connection.socket, asio::dynamic_buffer(connection.in), "\r\n\r\n",
                               [this, &connection, due](error_code error, std::size_t size) {
                                   if (error) {
                                       std::fprintf(stderr, "a connection ended: %s\n", error.message().c_str());
                                       return;
                                   }
                                   m_refused += connection.in.compare(0, 12, "HTTP/1.1 204") != 0;
                                   connection.in.erase(0, size);
                                   m_taken.push_back((Steady::now() - due).count());
                                   m_free.push_back(&connection);
                                   if (!m_due.empty())
                                       tick();
                               });
    }

    const std::string &m_request;
    Steady::duration m_step;
    int m_left;
    asio::steady_timer m_timer;
    Steady::time_point m_next;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::deque<Connection *> m_free;
    std::deque<Steady::time_point> m_due;
    std::vector<std::int64_t> m_taken;
    int m_refused = 0;
};

} // namespace

int sendPaced(unsigned short port, const std::string &request, int perSecond, int seconds)
{
    asio::io_context io{1};
    const Sender sender(io, port, request, perSecond, seconds);
    io.run();
    sender.report();
    return 0;
}

} // namespace counterbell::bench
