// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres/cutting_proxy.h"

#include <QUrl>
#include <QUrlQuery>

#include <array>
#include <list>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kTick = 20; // ms between looks at what is wanted

int connectTo(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return server;
    ::close(server);
    return -1;
}

bool sendAll(int socket, const char *data, ssize_t size)
{
    while (size > 0) {
        const auto sent = ::send(socket, data, size_t(size), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        data += sent;
        size -= sent;
    }
    return true;
}

} // namespace

CuttingProxy::CuttingProxy(const QString &url)
{
    QUrl target(url);
    QUrlQuery query(target);
    m_socketPath = (query.queryItemValue(u"host"_s) + u"/.s.PGSQL."_s + query.queryItemValue(u"port"_s)).toUtf8();
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), size) != 0 || ::listen(m_listener, 32) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("the proxy can't listen");
    query.removeQueryItem(u"host"_s);
    query.removeQueryItem(u"port"_s);
    target.setQuery(query);
    target.setHost(u"127.0.0.1"_s);
    target.setPort(ntohs(address.sin_port));
    m_url = target.toString(QUrl::FullyEncoded);
    m_thread = std::thread([this] { run(); });
}

CuttingProxy::~CuttingProxy()
{
    m_isClosing = true;
    m_thread.join();
    ::close(m_listener);
}

void CuttingProxy::run()
{
    std::list<std::thread> threads;
    while (!m_isClosing) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, kTick) != 1)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0)
            threads.emplace_back([this, client] { serve(client); });
    }
    for (auto &thread : threads)
        thread.join();
}

void CuttingProxy::serve(int client)
{
    const int server = m_cut == Cut::Everything ? -1 : connectTo(m_socketPath);
    bool isAnswerLost = false;
    std::array<char, 65'536> data{};
    while (server >= 0 && !m_isClosing && m_cut != Cut::Everything) {
        std::array<pollfd, 2> waiting{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        ::poll(waiting.data(), waiting.size(), kTick);
        if (waiting[0].revents != 0) {
            const auto size = ::recv(client, data.data(), data.size(), 0);
            if (size <= 0)
                break;
            const auto isCommit = QByteArrayView(data.data(), size).contains(QByteArrayView("COMMIT\0", 7));
            auto cut = isCommit ? m_cut.load() : Cut::None;
            if (cut != Cut::None && m_passing > 0) {
                --m_passing;
                cut = Cut::None;
            }
            if (cut != Cut::None) {
                m_cut = Cut::None;
                ++m_cuts;
            }
            if (cut == Cut::BeforeCommit || !sendAll(server, data.data(), size))
                break;
            isAnswerLost = isAnswerLost || cut == Cut::AfterCommit;
            if (cut == Cut::WhileCommitting)
                ::shutdown(client, SHUT_RDWR);
            if (cut == Cut::WhileCommitting) {
                // The server doesn't notice before it wants to answer.
                (void)::recv(server, data.data(), data.size(), 0);
                break;
            }
        }
        if (waiting[1].revents != 0) {
            const auto size = ::recv(server, data.data(), data.size(), 0);
            if (size <= 0 || isAnswerLost || !sendAll(client, data.data(), size))
                break;
        }
    }
    if (server >= 0)
        ::close(server);
    ::close(client);
}

} // namespace counterbell
