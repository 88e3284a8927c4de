// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <algorithm>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace counterbell::relay::test
{

/// Very many connections at once, from as many loopback addresses as it takes to keep each below the limit for one.
/// Bare sockets: thousands of QTcpSockets would cost the test more than the relay.
class Crowd
{
public:
    static constexpr int kPerAddress = 200;

    explicit Crowd(quint16 port) : m_port(port)
    {
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    ~Crowd() { leave(); }
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    /// Connects `count` more; how many of them could.
    int come(int count)
    {
        int connected = 0;
        for (int i = 0; i < count; ++i) {
            const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (socket < 0)
                break;
            auto from = loopback(0);
            const auto house = m_met++ / kPerAddress;
            from.sin_addr.s_addr = htonl(0x7f010001u + quint32(house));
            const auto to = loopback(m_port);
            if (::bind(socket, reinterpret_cast<const sockaddr *>(&from), sizeof from) == 0 &&
                ::connect(socket, reinterpret_cast<const sockaddr *>(&to), sizeof to) == 0) {
                ::fcntl(socket, F_SETFL, O_NONBLOCK);
                m_sockets.push_back(socket);
                ++connected;
            } else {
                ::close(socket);
            }
        }
        return connected;
    }

    /// Everybody says this, or as much of it as the relay takes now.
    void say(const QByteArray &bytes)
    {
        for (const int socket : m_sockets) [[maybe_unused]]
            const auto sent = ::send(socket, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL);
    }

    /// How many the relay has neither answered nor closed.
    [[nodiscard]] int stillWaiting() const
    {
        return int(std::count_if(m_sockets.begin(), m_sockets.end(), [](int socket) {
            char byte = 0;
            return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
        }));
    }

    void leave()
    {
        for (const int socket : m_sockets)
            ::close(socket);
        m_sockets.clear();
    }

private:
    static sockaddr_in loopback(quint16 port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    quint16 m_port;
    int m_met = 0;
    std::vector<int> m_sockets;
};

} // namespace counterbell::relay::test
