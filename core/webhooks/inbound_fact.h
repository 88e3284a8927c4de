// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "core/contacts/address.h"

#include <variant>

namespace counterbell::webhooks
{

/// A file to fetch from the provider.
struct InboundMedia {
    QString url;
    QString contentType;
    std::optional<QString> fileName; ///< a document's Body is its name (FACTS 4.3)

    bool operator==(const InboundMedia &) const = default;
};

/// What Twilio says it has itself answered (FACTS 8).
enum class OptOutType {
    Stop,
    Start,
    Help,
};

/// A customer or a member wrote to us. The same fact is made from a webhook, a listed message and a replay, so what
/// only a webhook tells is optional.
struct InboundMessageFact {
    QString accountSid;
    QString messageSid; ///< SM… or MM…, unique
    Channel channel = Channel::Sms;
    contacts::Address from;
    contacts::Address to;               ///< our sender
    std::optional<QString> userId;      ///< WhatsApp's business-scoped id, also where a number is known
    std::optional<QString> waId;        ///< WhatsApp's digits; may differ from the number (FACTS 4.3)
    std::optional<QString> profileName; ///< chosen by the customer: plain text, untrusted
    MessageKind kind = MessageKind::Text;
    QString body; ///< as received, blanks and line breaks included; may be empty with no media (a reaction)
    std::vector<InboundMedia> media;
    std::optional<Location> location;
    std::optional<QString> buttonText;
    std::optional<QString> buttonPayload;
    std::optional<QString> listId;
    std::optional<QString> repliedToSid;
    std::optional<OptOutType> optOutType;
    std::optional<QString> messageType; ///< WhatsApp's own word: text, image, audio, document, contacts, …
    std::optional<int> segments;        ///< SMS only; WhatsApp has none

    bool operator==(const InboundMessageFact &) const = default;
};

/// What became of a message of ours.
struct StatusFact {
    QString accountSid;
    QString messageSid;
    QString status; ///< Twilio's word in lower case; messaging/status_precedence.h reads it
    std::optional<int> errorCode;
    std::optional<QString> errorMessage; ///< may be absent with a code (FEATURES 3)
    std::optional<QString> attemptId;    ///< from the callback's URL: evidence that this attempt was accepted
    Channel channel = Channel::Sms;
    std::optional<contacts::Address> to;
    std::optional<contacts::Address> from;
    std::optional<QString> userId;

    bool operator==(const StatusFact &) const = default;
};

using InboundFact = std::variant<InboundMessageFact, StatusFact>;

/// The key by which a fact takes effect once: MessageSid, or MessageSid:MessageStatus (DESIGN 5, FEATURES OC-13).
[[nodiscard]] inline QString seenKey(const InboundFact &fact)
{
    if (const auto *status = std::get_if<StatusFact>(&fact))
        return status->messageSid + QLatin1Char(':') + status->status;
    return std::get<InboundMessageFact>(fact).messageSid;
}

/// The key by which a callback proves once that its attempt became this message (DESIGN 4.3), also where the same
/// status had been told before without naming the attempt.
[[nodiscard]] inline std::optional<QString> evidenceKey(const InboundFact &fact)
{
    const auto *status = std::get_if<StatusFact>(&fact);
    if (!status || !status->attemptId)
        return std::nullopt;
    return status->messageSid + QLatin1Char('@') + *status->attemptId;
}

} // namespace counterbell::webhooks
