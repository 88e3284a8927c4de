// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/gates.h"

#include "core/inbox/window.h"
#include "core/media/content_types.h"
#include "core/messaging/template_rules.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

Error refusal(Reason reason, QJsonObject details = {})
{
    return Error{reason, std::move(details)};
}

using Gate = std::optional<Error> (*)(const GateFacts &);

std::optional<Error> firstOf(std::initializer_list<Gate> gates, const GateFacts &facts)
{
    for (const auto gate : gates) {
        if (auto refused = gate(facts))
            return refused;
    }
    return std::nullopt;
}

} // namespace

std::optional<Error> gatePermission(const GateFacts &f)
{
    return f.isPermitted ? std::nullopt : std::optional(refusal(Reason::NotPermitted));
}

std::optional<Error> gateCategory(const GateFacts &f)
{
    if (f.isCategoryEnabled)
        return std::nullopt;
    return refusal(Reason::CategoryDisabled, {{u"category"_s, QString(wireName(f.category))}});
}

std::optional<Error> gateMemberOptOut(const GateFacts &f)
{
    return f.isToMember && f.hasMemberOptedOut ? std::optional(refusal(Reason::MemberOptedOut)) : std::nullopt;
}

std::optional<Error> gatePhone(const GateFacts &f)
{
    if (!f.address || f.address->isEmpty())
        return refusal(Reason::NoPhone);
    return f.isAddressValid ? std::nullopt
                            : std::optional(refusal(Reason::InvalidPhone, {{u"problem"_s, u"notPossible"_s}}));
}

std::optional<Error> gateConsent(const GateFacts &f)
{
    // The acknowledgement of an opt-out is the one message that its own gate lets pass (DESIGN 6). Members have
    // their personal opt-out instead.
    if (f.isToMember || f.category == SendCategory::Acknowledgement)
        return std::nullopt;
    const QJsonObject channel{{u"channel"_s, QString(wireName(f.channel))}};
    if (f.consent == ConsentState::OptedOut)
        return refusal(Reason::RecipientOptedOut, channel);
    if (f.knownTemplate && f.templateChoice && f.knownTemplate->category == TemplateCategory::Marketing) {
        if (f.marketingConsent == ConsentState::OptedOut)
            return refusal(Reason::RecipientOptedOut, channel);
        if (f.marketingConsent == ConsentState::Unknown)
            return refusal(Reason::ConsentRequired,
                           {{u"channel"_s, QString(wireName(f.channel))}, {u"purpose"_s, u"marketing"_s}});
    }
    if (f.isRecordedOptInRequired && f.consent == ConsentState::Unknown)
        return refusal(Reason::ConsentRequired,
                       {{u"channel"_s, QString(wireName(f.channel))}, {u"purpose"_s, u"service"_s}});
    return std::nullopt;
}

std::optional<Error> gateWindow(const GateFacts &f)
{
    if (f.channel != Channel::Whatsapp || f.templateChoice)
        return std::nullopt;
    if (!f.isWindowClosedByProvider && inbox::isWindowOpen(f.lastInboundAt, f.now))
        return std::nullopt;
    QJsonObject details;
    if (const auto closes = inbox::windowClosesAt(f.lastInboundAt))
        details.insert(u"windowClosedAt"_s, toIso(*closes));
    return refusal(Reason::SessionWindowExpired, details);
}

std::optional<Error> gateTemplate(const GateFacts &f)
{
    if (!f.templateChoice)
        return std::nullopt;
    if (f.channel != Channel::Whatsapp)
        return refusal(Reason::TemplateNotApproved, {{u"problem"_s, u"whatsappOnly"_s}});
    if (!f.knownTemplate)
        return refusal(Reason::TemplateNotApproved, {{u"problem"_s, u"unknown"_s}});
    if (f.knownTemplate->status != TemplateStatus::Approved)
        return refusal(Reason::TemplateNotApproved, {{u"status"_s, QString(wireName(f.knownTemplate->status))}});
    const auto checked = checkTemplateValues(*f.knownTemplate, f.templateChoice->variables);
    return checked ? std::nullopt : std::optional(checked.error());
}

std::optional<Error> gateLength(const GateFacts &f)
{
    if (f.templateChoice)
        return std::nullopt;
    const auto length = f.body.toUcs4().size();
    const bool isCaption = f.channel == Channel::Whatsapp && !f.media.empty();
    const int most = isCaption ? media::kLongestCaption : kLongestText;
    if (length > most)
        return refusal(Reason::TextTooLong, {{u"length"_s, length}, {u"maximum"_s, most}});
    if (f.body.trimmed().isEmpty() && f.media.empty())
        return refusal(Reason::InvalidArgument, {{u"argument"_s, u"body"_s}, {u"problem"_s, u"empty"_s}});
    return std::nullopt;
}

std::optional<Error> gateMedia(const GateFacts &f)
{
    // FACTS 1.1: one file per message on WhatsApp, ten by MMS; a template brings its own.
    const int most = f.templateChoice ? 0 : f.channel == Channel::Whatsapp ? 1 : 10;
    if (int(f.media.size()) > most)
        return refusal(Reason::MediaNotAllowed, {{u"problem"_s, u"count"_s}, {u"maximum"_s, most}});
    if (!f.media.empty() && f.channel == Channel::Sms && !f.canSenderSendMedia)
        return refusal(Reason::MediaNotAllowed, {{u"problem"_s, u"sender"_s}});
    qint64 total = 0;
    for (const auto &file : f.media) {
        auto problem = media::problemOn(f.channel, file.contentType, file.size);
        if (!file.isStored)
            problem = {u"gone"_s, {}};
        if (!problem && (total += file.size) > media::mostOn(f.channel))
            problem = {u"tooLarge"_s, media::mostOn(f.channel)};
        if (!problem)
            continue;
        QJsonObject details{{u"problem"_s, problem->problem}, {u"contentType"_s, file.contentType}};
        if (problem->maximum)
            details.insert(u"maximum"_s, *problem->maximum);
        return refusal(Reason::MediaNotAllowed, details);
    }
    return std::nullopt;
}

std::optional<Error> gateRegion(const GateFacts &f)
{
    const auto &allowed = f.allowedRegions;
    if (allowed.empty() || f.region.isEmpty() || std::find(allowed.begin(), allowed.end(), f.region) != allowed.end())
        return std::nullopt;
    return refusal(Reason::RegionBlocked, {{u"region"_s, f.region}});
}

std::optional<Error> gatePreview(const GateFacts &f)
{
    return f.isSuppressed ? std::optional(refusal(Reason::PreviewSuppressed)) : std::nullopt;
}

std::optional<Error> gateBudget(const GateFacts &f)
{
    return f.isInBudget ? std::nullopt : std::optional(refusal(Reason::BudgetExceeded));
}

std::optional<Error> gateAge(const GateFacts &f)
{
    return f.now - f.requestedAt <= f.longestAge ? std::nullopt : std::optional(refusal(Reason::TooLate));
}

std::optional<Error> gateTakeOver(const GateFacts &f)
{
    if (!f.handlingVersion)
        return std::nullopt;
    if (f.isHandledByAi && *f.handlingVersion == f.currentHandlingVersion)
        return std::nullopt;
    return refusal(Reason::Conflict, {{u"problem"_s, u"takenOver"_s}});
}

std::optional<Error> firstRefusal(const GateFacts &facts)
{
    return firstOf({gatePermission, gateCategory, gateMemberOptOut, gatePhone, gateConsent, gateWindow, gateTemplate,
                    gateLength, gateMedia, gateRegion, gatePreview, gateBudget},
                   facts);
}

std::optional<Error> firstLateRefusal(const GateFacts &facts)
{
    return firstOf({gateTakeOver, gateAge, gateCategory, gateMemberOptOut, gatePhone, gateConsent, gateWindow,
                    gateTemplate, gateRegion, gatePreview},
                   facts);
}

} // namespace counterbell::messaging
