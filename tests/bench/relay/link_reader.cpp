// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/relay/link_reader.h"

#include "core/webhooks/link_protocol.h"

#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace counterbell::bench
{
namespace
{

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

class Reader
{
public:
    Reader(asio::io_context &io, const std::string &token) : m_socket(io), m_token(token) {}

    void dial(unsigned short port)
    {
        m_socket.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
        m_socket.next_layer().set_option(asio::ip::tcp::no_delay(true));
        m_socket.set_option(websocket::stream_base::decorator([this](websocket::request_type &request) {
            request.set(boost::beast::http::field::authorization, "Bearer " + m_token);
            request.set(boost::beast::http::field::sec_websocket_protocol, std::string(link::kSubprotocol));
        }));
        m_socket.handshake("127.0.0.1", std::string(link::kPath));
        m_socket.read_message_max(64 * 1024 * 1024);
        m_socket.write(asio::buffer(std::string(R"({"t":"hello","store":"bench","term":1})")));
        read();
    }

    void report()
    {
        std::sort(m_ages.begin(), m_ages.end());
        const auto at = [this](double share) {
            return m_ages.empty() ? 0u
                                  : m_ages[static_cast<std::size_t>(share * static_cast<double>(m_ages.size() - 1))];
        };
        std::printf("{\"events\":%llu,\"frames\":%llu,\"last\":%llu,\"dense\":%s,\"newestAgeMs\":[%u,%u,%u]}\n",
                    static_cast<unsigned long long>(m_events), static_cast<unsigned long long>(m_frames),
                    static_cast<unsigned long long>(m_last), m_isDense ? "true" : "false", at(0.5), at(0.95), at(0.99));
        std::fflush(stdout);
    }

private:
    void read()
    {
        m_socket.async_read(m_in, [this](error_code error, std::size_t) {
            if (error) {
                std::fprintf(stderr, "the link ended: %s\n", error.message().c_str());
                return;
            }
            const std::string_view bytes(static_cast<const char *>(m_in.data().data()), m_in.size());
            if (m_socket.got_binary())
                take(bytes);
            else if (bytes.find(R"("t":"welcome")") != std::string_view::npos)
                std::printf("{\"up\":true}\n"), std::fflush(stdout);
            else if (bytes.find(R"("t":"gap")") != std::string_view::npos)
                m_isDense = false;
            m_in.consume(m_in.size());
            acknowledge();
        });
    }

    void take(std::string_view bytes)
    {
        const auto number = [&](std::size_t at) {
            std::uint32_t value = 0;
            for (const char c : bytes.substr(at, 4))
                value = value << 8 | static_cast<unsigned char>(c);
            return value;
        };
        ++m_frames;
        unsigned age = 0;
        while (bytes.size() >= link::kEventPrefixLength) {
            const auto header = number(0);
            const auto size = link::kEventPrefixLength + header + number(4);
            const auto text = bytes.substr(link::kEventPrefixLength, header);
            // {"seq":N,"age":M, … as the relay writes it; a bench may know.
            const auto seq = std::strtoull(text.data() + 7, nullptr, 10);
            age = static_cast<unsigned>(std::strtoul(text.data() + text.find("\"age\":") + 6, nullptr, 10));
            m_isDense = m_isDense && seq == m_last + 1;
            m_last = seq;
            ++m_events;
            bytes.remove_prefix(std::min(size, bytes.size()));
        }
        m_ages.push_back(age);
    }

    void acknowledge()
    {
        m_out = R"({"t":"ack","seq":)" + std::to_string(m_last) + "}";
        if (m_last == m_acknowledged) {
            read();
            return;
        }
        m_acknowledged = m_last;
        m_socket.async_write(asio::buffer(m_out), [this](error_code error, std::size_t) {
            if (!error)
                read();
        });
    }

    websocket::stream<asio::ip::tcp::socket, false> m_socket;
    std::string m_token;
    boost::beast::flat_buffer m_in;
    std::string m_out;
    std::uint64_t m_events = 0;
    std::uint64_t m_frames = 0;
    std::uint64_t m_last = 0;
    std::uint64_t m_acknowledged = 0;
    bool m_isDense = true;
    std::vector<unsigned> m_ages;
};

} // namespace

int readLink(unsigned short port, const std::string &token)
{
    asio::io_context io{1};
    asio::signal_set signals(io, SIGTERM, SIGINT);
    Reader reader(io, token);
    reader.dial(port);
    signals.async_wait([&](error_code, int) { io.stop(); });
    io.run();
    reader.report();
    return 0;
}

} // namespace counterbell::bench
