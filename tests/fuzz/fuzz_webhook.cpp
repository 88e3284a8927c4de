// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/twilio_parser.h"
#include "tests/fuzz/raw_request.h"
#include "tests/fuzz/require.h"

using namespace counterbell;
using namespace counterbell::webhooks;
using counterbell::fuzz::require;

namespace
{

void checkMessage(const InboundMessageFact &fact)
{
    require(!fact.accountSid.isEmpty() && !fact.messageSid.isEmpty());
    for (const auto &media : fact.media)
        require(!media.url.isEmpty());
}

} // namespace

/// A fact is complete, or there is none; and the same request makes the same fact.
extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
    const auto request = fuzz::requestFrom(data, size);
    const auto fact = parseTwilio(request);
    const auto again = parseTwilio(request);
    require(fact.has_value() == again.has_value());
    if (!fact) {
        require(!fact.error().details.isEmpty());
        return 0;
    }
    require(*fact == *again && !seenKey(*fact).isEmpty());
    if (const auto *message = std::get_if<InboundMessageFact>(&*fact))
        checkMessage(*message);
    else
        require(!std::get<StatusFact>(*fact).status.isEmpty());
    return 0;
}
