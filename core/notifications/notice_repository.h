// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/delivery.h"
#include "core/store/connection.h"

namespace counterbell::notifications
{

/// A notice that was made for a cause, and where it is.
struct MadeNotice {
    SendId sendId;
    DeliveryStatus status = DeliveryStatus::Queued;
};

/// Reads which notices a cause had. The rows themselves are the outbox's.
class NoticeRepository
{
public:
    /// All notices of this job whose cause is `cause` with a category and a recipient behind it.
    [[nodiscard]] std::vector<MadeNotice> madeFor(store::Connection &db, JobId job, const QString &cause) const;
};

} // namespace counterbell::notifications
