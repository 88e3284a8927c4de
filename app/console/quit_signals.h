// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace counterbell::console
{

/// Calls `asked` in the event loop on SIGTERM and SIGINT. One per process.
class QuitSignals
{
public:
    explicit QuitSignals(std::function<void()> asked);
    ~QuitSignals();
    QuitSignals(const QuitSignals &) = delete;

private:
    int m_pipe[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace counterbell::console
