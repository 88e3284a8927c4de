// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link_control.h"
#include "core/webhooks/link_frame.h"
#include "tests/fuzz/require.h"

using namespace counterbell::webhooks;
using counterbell::fuzz::require;

/// The relay may be anybody's: a frame is read whole or refused whole.
extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    if (const auto events = parseFrame(bytes)) {
        require(!events->empty() && events->size() <= 64);
        qint64 last = 0;
        for (const auto &event : *events) {
            require(event.seq > last && event.age.count() >= 0);
            last = event.seq;
        }
    } else {
        require(!events.error().isEmpty());
    }
    const auto control = parseControl(QString::fromUtf8(bytes));
    if (const auto *gap = std::get_if<LinkGap>(&control))
        require(gap->from > 0 && gap->to >= gap->from);
    if (const auto *welcome = std::get_if<LinkWelcome>(&control))
        require(!welcome->spool.isEmpty() && welcome->head >= 0 && welcome->oldest >= 0);
    return 0;
}
