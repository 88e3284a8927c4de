// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>

namespace counterbell::rpc
{

/// What one console may cost the core. Times are of the steady clock.
struct Limits {
    int connections = 64;
    qint64 frameBeforeLogin = 64 * 1024; ///< CONTRACT 3
    qint64 frameAfterLogin = 4 * 1024 * 1024;
    int batch = 50;                             ///< requests in one list
    int running = 32;                           ///< calls of one session at a time; the others wait
    int waiting = 256;                          ///< calls that wait, more end the session
    qint64 waitingBytes = 16 * 1024 * 1024;     ///< of their frames
    qint64 backlog = 8 * 1024 * 1024;           ///< unsent bytes at which a reader is too slow
    qint64 eventBacklog = 1024 * 1024;          ///< unsent bytes at which events wait in the log
    int eventPage = 200;                        ///< events read at once when catching up
    std::chrono::milliseconds handshake{5'000}; ///< for the upgrade
    std::chrono::milliseconds stall{30'000};    ///< unsent bytes and none taken
    std::chrono::milliseconds goodbye{2'000};   ///< for the peer to answer a close
};

} // namespace counterbell::rpc
