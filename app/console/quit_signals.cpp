// SPDX-License-Identifier: Apache-2.0
#include "app/console/quit_signals.h"

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace counterbell::console
{

namespace
{

// A signal handler has no other way to what it should write to.
std::atomic<int> writeEnd{-1};

void onSignal(int)
{
    const char byte = 1;
    if (const int fd = writeEnd.load(); fd >= 0) [[maybe_unused]]
        const auto written = ::write(fd, &byte, 1);
}

void handleBy(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

} // namespace

QuitSignals::QuitSignals(std::function<void()> asked)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [fd = m_pipe[0], asked = std::move(asked)] {
                         char byte = 0;
                         if (::read(fd, &byte, 1) == 1)
                             asked();
                     });
    writeEnd = m_pipe[1];
    handleBy(&onSignal);
}

QuitSignals::~QuitSignals()
{
    handleBy(SIG_DFL);
    writeEnd = -1;
    m_notifier.reset();
    for (const int fd : m_pipe) {
        if (fd >= 0)
            ::close(fd);
    }
}

} // namespace counterbell::console
