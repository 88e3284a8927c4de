// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/inbound_keyword.h"

namespace counterbell::webhooks
{

using contacts::Keyword;

KeywordRequest keywordOf(const InboundMessageFact &fact, const contacts::Keywords &words)
{
    if (fact.optOutType) {
        switch (*fact.optOutType) {
        case OptOutType::Stop:
            return {Keyword::OptOut, true};
        case OptOutType::Start:
            return {Keyword::OptIn, true};
        case OptOutType::Help:
            return {Keyword::Help, true};
        }
    }
    const auto keyword = contacts::matchKeyword(fact.body, words);
    if (fact.channel != Channel::Sms || !contacts::isTwilioDefaultKeyword(fact.body))
        return {keyword, false};
    // An opt-out of ours that Twilio takes for something else stays one.
    if (keyword != Keyword::None)
        return {keyword, true};
    return {contacts::matchKeyword(fact.body, contacts::defaultKeywords()), true};
}

} // namespace counterbell::webhooks
