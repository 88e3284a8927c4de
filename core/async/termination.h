// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace counterbell
{

/// Turns SIGTERM and SIGINT into a call on the event loop, for as long as it lives. One at a time.
/// A handler and a pipe, not a blocked signal: a blocked one would stay blocked in every child process.
class Termination
{
public:
    explicit Termination(std::function<void()> asked);
    ~Termination();
    Termination(const Termination &) = delete;
    Termination &operator=(const Termination &) = delete;

private:
    int m_pipe[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace counterbell
