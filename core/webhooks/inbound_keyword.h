// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/keywords.h"
#include "core/webhooks/inbound_fact.h"

namespace counterbell::webhooks
{

/// What a message asks for as a whole.
struct KeywordRequest {
    contacts::Keyword keyword = contacts::Keyword::None;
    /// Twilio acts on it by itself: it has answered the customer, and blocks or unblocks the number (FACTS 8).
    bool isTwilios = false;

    bool operator==(const KeywordRequest &) const = default;
};

/// DESIGN 6: the workspace's words; by SMS also Twilio's default words, which Twilio obeys whatever our lists say, and
/// what Advanced Opt-Out reports as OptOutType, whose words we don't know. Pure.
[[nodiscard]] KeywordRequest keywordOf(const InboundMessageFact &fact, const contacts::Keywords &words);

} // namespace counterbell::webhooks
