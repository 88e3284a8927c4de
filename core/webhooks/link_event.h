// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/raw_request.h"

#include <QString>

#include <chrono>

namespace counterbell::webhooks
{

/// One webhook as the relay received it (CONTRACT 4). Nothing in it is to be trusted before its signature is checked.
struct LinkEvent {
    qint64 seq = 0;                   ///< dense per spool, from 1 on
    std::chrono::milliseconds age{0}; ///< since the relay received it, when pushed; never negative
    RawRequest request;
    QString peer; ///< who posted it, for the log

    bool operator==(const LinkEvent &) const = default;
};

} // namespace counterbell::webhooks
