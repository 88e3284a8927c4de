// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/webhooks/link_control.h"
#include "core/webhooks/link_event.h"

#include <qcorotask.h>

namespace counterbell::webhooks
{

/// Where a link brings what it receives. An answer comes after the commit; an error means that nothing of it is
/// durable, and the link then dials again and is sent it once more.
class LinkSink
{
public:
    virtual ~LinkSink() = default;

    /// Who this core is and how far each spool has been taken over.
    [[nodiscard]] virtual QCoro::Task<Result<LinkHello>> hello() = 0;
    /// Commits the events with all their effects and the spool's cursor, in one transaction. Events at or below the
    /// cursor are passed over.
    [[nodiscard]] virtual QCoro::Task<Result<>> take(QString spool, std::vector<LinkEvent> events) = 0;
    /// The relay says that these are gone: the cursor moves past them, and catch-up looks for them elsewhere.
    [[nodiscard]] virtual QCoro::Task<Result<>> skip(QString spool, LinkGap gap) = 0;
    /// The spool has less than the cursor says (it was restored from a copy): it is read again from its beginning.
    [[nodiscard]] virtual QCoro::Task<Result<>> startOver(QString spool) = 0;
};

} // namespace counterbell::webhooks
