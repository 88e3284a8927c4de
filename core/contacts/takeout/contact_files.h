// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/result.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::contacts
{

/// How many rows of each kind were written.
struct TakeoutCounts {
    int consents = 0;
    int messages = 0;
    int jobs = 0;
    int sends = 0;
};

/// Writes contact.json, consents.json, conversation.json, messages.json, jobs.json and sends.json into `folder`, the
/// lists newest first, as the contract shows their rows. `notFound` where there is no such contact; `internal` with
/// details.problem unwritable.
[[nodiscard]] QCoro::Task<Result<TakeoutCounts>> writeContactFiles(store::Store *store, ContactId contact,
                                                                   QString folder);

} // namespace counterbell::contacts
