// SPDX-License-Identifier: Apache-2.0
#include "ui/client/error_text.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::ReasonText", text);
}

using enum Remedy;

/// What a provider's code came to, in the words of the core's catalogue (FACTS 7.2).
struct Entry {
    QLatin1StringView reason;
    const char *sentence;
    std::array<std::optional<Remedy>, 2> remedies = {};
};

// clang-format off
const auto kEntries = std::to_array<Entry>({
    {"accessDenied"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio doesn't let this key send. Ask a manager to check the credentials.")},
    {"accountInactive"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The Twilio account is suspended or closed. Ask the owner to contact Twilio.")},
    {"blockedByRecipient"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The recipient's phone or provider blocks the message. Call instead."), {Call}},
    {"businessAccountProblem"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp restricts the shop's business account. Send as SMS and ask a manager to look into it."), {SendAsSms}},
    {"cannotBeCancelled"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The message could not be cancelled: it had already gone.")},
    {"carrierCongested"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The phone network is busy. Try again in a few minutes."), {SendAgain}},
    {"channelCannotReach"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp can't reach this number. Send as SMS."), {SendAsSms}},
    {"channelFault"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp has a fault. Try again in a few minutes or send as SMS."), {SendAgain, SendAsSms}},
    {"contentRefused"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp refused the text. Change it, then send again."), {EditText}},
    {"credentialsRefused"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio refuses the credentials. Ask a manager whether they were changed.")},
    {"dailyLimitReached"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The sender has reached its limit for today. It sends again tomorrow; call if it is urgent."), {Call}},
    {"deliveryBlocked"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio blocked the delivery. Call, and ask a manager to contact Twilio."), {Call}},
    {"deliveryFailed"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The phone network could not deliver it and gave no reason. Try again or call."), {SendAgain, Call}},
    {"filteredAsSpam"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The phone network took it for spam. Word it differently and leave out links."), {EditText, Call}},
    {"landlineOrUnreachable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "This is a landline, or can't get SMS. Call, or use WhatsApp."), {Call, SendByWhatsApp}},
    {"marketingWithheld"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp withheld this marketing message from the customer. Wait some days or send as SMS."), {SendAsSms}},
    {"mediaNotSupported"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The file's kind can't go by this channel. Choose another file or the other channel."), {EditText}},
    {"mediaTooLarge"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The file is too large. Send a smaller one."), {EditText}},
    {"mediaUnavailable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio could not fetch the file from here. Try again."), {SendAgain}},
    {"mediaUploadFailed"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The file could not be handed to WhatsApp. Try again."), {SendAgain}},
    {"messageEmpty"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The message was empty. Write something first."), {EditText}},
    {"messageInProgress"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The message is still on its way. Wait a moment.")},
    {"messageLoop"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Two machines were answering each other, so Twilio stopped them. Take over and write yourself.")},
    {"notMobile"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The number is not a mobile number. Call, or use WhatsApp."), {Call, SendByWhatsApp}},
    {"notOnWhatsApp"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "This number is not on WhatsApp. Send as SMS."), {SendAsSms}},
    {"numberUnknown"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "This number doesn't exist or is no longer in use. Check it with the customer."), {FixNumber}},
    {"numberUnreachable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "This number can't be reached. Check it or call."), {FixNumber, Call}},
    {"phoneUnreachable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The phone is off or out of reach. Try again later or call."), {SendAgain, Call}},
    {"policyViolation"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp's rules don't allow this text. Change it, then send again."), {EditText}},
    {"priceTooHigh"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The message would cost more than is allowed for one. Ask a manager to raise the limit, or call."), {Call}},
    {"providerError"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio could not deliver it. Try again or call; Details has Twilio's code."), {SendAgain, Call}},
    {"providerFault"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio has a fault. Try again in a few minutes."), {SendAgain}},
    {"providerTimedOut"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio did not answer in time. Ask the customer whether it arrived before you send again."), {Call}},
    {"rateLimited"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Too many messages at once, we will try again.")},
    {"recipientIsShortCode"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "A short number can't get messages. Check the number with the customer."), {FixNumber}},
    {"recipientMissing"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "There is no number to send to. Add one."), {FixNumber}},
    {"requestInvalid"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio could not understand the message. Send us the log; meanwhile call."), {Call}},
    {"sameSenderAndRecipient"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "This is the shop's own number. Check the number with the customer."), {FixNumber}},
    {"sandboxNotJoined"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The customer hasn't joined Twilio's WhatsApp sandbox. Ask them to join, or send as SMS."), {SendAsSms}},
    {"senderBeingSetUp"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The shop's sender is still being set up. Try again in an hour."), {SendAgain}},
    {"senderCannotReach"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The shop's number can't send to this country or network. Use WhatsApp or call."), {SendByWhatsApp, Call}},
    {"senderInvalid"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The shop's sender is not set up at Twilio. Use the other channel and tell a manager."), {SendAsSms}},
    {"senderMisconfigured"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The WhatsApp sender is set up wrongly. Send as SMS and tell a manager."), {SendAsSms}},
    {"senderMissing"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The shop has no sender for this channel. Tell a manager.")},
    {"senderNotRegistered"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The shop's number isn't registered to send here yet. Tell a manager, and call meanwhile."), {Call}},
    {"senderQueueFull"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Too many messages were waiting. Try again in a few minutes."), {SendAgain}},
    {"senderSuspended"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The shop's number is suspended. Tell a manager, and call meanwhile."), {Call}},
    {"senderUnauthorised"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp no longer accepts the shop's sender. Send as SMS and tell a manager."), {SendAsSms}},
    {"senderUnavailable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "The shop's sender is unavailable just now. Try again in a few minutes."), {SendAgain}},
    {"templateNotFound"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp doesn't know this template any more. Choose another one."), {ChooseTemplate}},
    {"templateUnavailable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp could not use this template just now. Try again or send as SMS."), {SendAgain, SendAsSms}},
    {"testCredentials"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "These are Twilio's test credentials, which send nothing. Ask a manager to enter the real ones.")},
    {"tooManyFiles"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "These are too many files for one message. Send fewer at a time."), {EditText}},
    {"tooManyRequests"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio asks to slow down. We will try again.")},
    {"trialNumberUnverified"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "A trial account only sends to verified numbers. Verify this one at Twilio first.")},
    {"undone"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Taken back before it went.")},
    {"takenOver"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "A person took over before the AI's reply went.")},
    {"uncertain"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "Twilio did not answer. We check whether it went out before trying again.")},
    {"validityExpired"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "It waited too long to be sent and was dropped. Send again."), {SendAgain}},
    {"whatsAppLimitation"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonText", "WhatsApp can't deliver this to the customer. Send as SMS."), {SendAsSms}},
});
// clang-format on

const Entry *find(const QString &reason)
{
    const auto found = std::ranges::find(kEntries, reason, [](const Entry &entry) { return QString(entry.reason); });
    return found == kEntries.end() ? nullptr : &*found;
}

/// Remedies of the contract's own reasons.
std::vector<Remedy> contractRemedies(Reason reason)
{
    switch (reason) {
    case Reason::SessionWindowExpired:
        return {ChooseTemplate, SendAsSms};
    case Reason::TemplateNotApproved:
    case Reason::TemplateParameterMismatch:
    case Reason::TemplateValueInvalid:
        return {ChooseTemplate};
    case Reason::InvalidPhone:
    case Reason::NoPhone:
        return {FixNumber, Call};
    case Reason::RecipientOptedOut:
    case Reason::RegionBlocked:
        return {Call};
    case Reason::TextTooLong:
    case Reason::MediaNotAllowed:
        return {EditText};
    case Reason::ProviderUnreachable:
    case Reason::Internal:
        return {SendAgain};
    default:
        return {};
    }
}

} // namespace

QString reasonSentence(const QString &reason)
{
    if (reason.isEmpty())
        return {};
    if (const auto contract = fromWireName<Reason>(reason))
        return errorSentence(Error{*contract});
    const auto *entry = find(reason);
    return tr((entry ? entry : find(u"providerError"_s))->sentence);
}

std::vector<Remedy> remediesFor(const QString &reason)
{
    if (const auto contract = fromWireName<Reason>(reason))
        return contractRemedies(*contract);
    const auto *entry = find(reason);
    std::vector<Remedy> remedies;
    for (const auto &remedy : (entry ? entry : find(u"providerError"_s))->remedies) {
        if (remedy)
            remedies.push_back(*remedy);
    }
    return remedies;
}

QString remedyLabel(Remedy remedy)
{
    switch (remedy) {
    case SendAgain:
        return tr("Send again");
    case SendAsSms:
        return tr("Send as SMS");
    case SendByWhatsApp:
        return tr("Send by WhatsApp");
    case ChooseTemplate:
        return tr("Choose template");
    case EditText:
        return tr("Edit text");
    case FixNumber:
        return tr("Fix number");
    case Call:
        return tr("Call");
    }
    return {};
}

QString codeText(int code)
{
    return tr("Twilio code %1").arg(code);
}

} // namespace counterbell::ui
