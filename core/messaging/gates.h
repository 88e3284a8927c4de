// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/message.h"
#include "core/api/result.h"
#include "core/api/send_log.h"
#include "core/api/template.h"

namespace counterbell::messaging
{

/// The most characters of a text (FACTS 1.1: 21617 above it), counted as code points.
inline constexpr int kLongestText = 1600;

/// A file that is to go out.
struct MediaFile {
    QString contentType;
    qint64 size = 0;
    bool isStored = true; ///< false: gone, or not uploaded to its end
};

/// Everything the gates look at, gathered inside the transaction that makes or claims the row.
struct GateFacts {
    SendCategory category = SendCategory::Reply;
    Channel channel = Channel::Sms;
    Timestamp now;

    bool isPermitted = true;       ///< the actor's role allows it
    bool isCategoryEnabled = true; ///< the workspace's toggle; true where a category has none
    bool isToMember = false;
    bool hasMemberOptedOut = false; ///< the personal opt-out of a member
    std::optional<QString> address; ///< where it goes on this channel; absent when there is none
    bool isAddressValid = true;
    ConsentState consent = ConsentState::Unknown; ///< service messages on this channel
    ConsentState marketingConsent = ConsentState::Unknown;
    bool isRecordedOptInRequired = false;
    std::optional<Timestamp> lastInboundAt; ///< WhatsApp: what opened the window
    bool isWindowClosedByProvider = false;
    QString body;
    std::optional<TemplateChoice> templateChoice;
    std::optional<Template> knownTemplate; ///< as last listed; absent when the provider doesn't list it
    std::vector<MediaFile> media;
    bool canSenderSendMedia = false;     ///< SMS: the number can do MMS
    QString region;                      ///< ISO country of the address, empty when unknown
    std::vector<QString> allowedRegions; ///< empty: all
    bool isSuppressed = false;           ///< a preview that must not reach a phone (FEATURES NX-18)
    bool isInBudget = true;

    // The claim alone looks at these.
    std::optional<qint64> handlingVersion; ///< an AI reply's
    qint64 currentHandlingVersion = 0;
    bool isHandledByAi = true;
    Timestamp requestedAt;
    std::chrono::milliseconds longestAge = std::chrono::hours{24};
};

/// One question each, in DESIGN 4's order. Empty: go on.
[[nodiscard]] std::optional<Error> gatePermission(const GateFacts &);
[[nodiscard]] std::optional<Error> gateCategory(const GateFacts &);
[[nodiscard]] std::optional<Error> gateMemberOptOut(const GateFacts &);
[[nodiscard]] std::optional<Error> gatePhone(const GateFacts &);
[[nodiscard]] std::optional<Error> gateConsent(const GateFacts &);
[[nodiscard]] std::optional<Error> gateWindow(const GateFacts &);
[[nodiscard]] std::optional<Error> gateTemplate(const GateFacts &);
[[nodiscard]] std::optional<Error> gateLength(const GateFacts &);
[[nodiscard]] std::optional<Error> gateMedia(const GateFacts &);
[[nodiscard]] std::optional<Error> gateRegion(const GateFacts &);
[[nodiscard]] std::optional<Error> gatePreview(const GateFacts &);
[[nodiscard]] std::optional<Error> gateBudget(const GateFacts &);
[[nodiscard]] std::optional<Error> gateAge(const GateFacts &);
[[nodiscard]] std::optional<Error> gateTakeOver(const GateFacts &);

/// When the row is made: the first gate that refuses.
[[nodiscard]] std::optional<Error> firstRefusal(const GateFacts &facts);
/// In the claim: the gates whose answer may have changed meanwhile.
[[nodiscard]] std::optional<Error> firstLateRefusal(const GateFacts &facts);

} // namespace counterbell::messaging
