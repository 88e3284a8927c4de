// SPDX-License-Identifier: Apache-2.0
#include "ui/client/error_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

struct Short {
    QLatin1StringView reason;
    const char *words;
};

// Only reasons whose first sentence is too long for a cell.
// clang-format off
constexpr auto kShorts = std::to_array<Short>({
    {"accessDenied"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Twilio refuses this key")},
    {"blockedByRecipient"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Blocked by the phone")},
    {"businessAccountProblem"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "WhatsApp account restricted")},
    {"categoryDisabled"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Switched off")},
    {"channelFault"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "WhatsApp had a fault")},
    {"consentRequired"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "No consent yet")},
    {"dailyLimitReached"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Today's limit reached")},
    {"deliveryFailed"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Network gave no reason")},
    {"filteredAsSpam"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Taken for spam")},
    {"invalidPhone"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Number not possible")},
    {"landlineOrUnreachable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Landline: cannot get texts")},
    {"marketingWithheld"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Withheld by WhatsApp")},
    {"mediaNotAllowed"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "File not possible here")},
    {"mediaNotSupported"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "File not possible here")},
    {"memberOptedOut"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Opted out of notices")},
    {"noPhone"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "No phone number")},
    {"notMobile"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Not a mobile number")},
    {"notOnWhatsApp"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Not on WhatsApp")},
    {"numberUnknown"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Number not in use")},
    {"numberUnreachable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Number out of reach")},
    {"phoneUnreachable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Phone off or out of reach")},
    {"policyViolation"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Against WhatsApp's rules")},
    {"previewSuppressed"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Preview: not sent")},
    {"providerTimedOut"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Twilio gave no answer")},
    {"providerUnreachable"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Twilio out of reach")},
    {"recipientMissing"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "No phone number")},
    {"recipientOptedOut"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Opted out")},
    {"regionBlocked"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Country switched off")},
    {"senderCannotReach"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Network not reachable")},
    {"senderMissing"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "No sender set up")},
    {"sessionWindowExpired"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "24-hour window had closed")},
    {"takenOver"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "A person took over")},
    {"templateNotApproved"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Template not approved")},
    {"trialNumberUnverified"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Trial: number not verified")},
    {"undone"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Taken back in time")},
    {"validityExpired"_L1, QT_TRANSLATE_NOOP("counterbell::ui::ReasonInShort", "Waited too long")},
});
// clang-format on

} // namespace

QString reasonInShort(const QString &reason)
{
    const auto found = std::ranges::find(kShorts, reason, [](const Short &entry) { return QString(entry.reason); });
    if (found != kShorts.end())
        return QCoreApplication::translate("counterbell::ui::ReasonInShort", found->words);
    const auto sentence = reasonSentence(reason);
    const auto end = sentence.indexOf(u". "_s);
    return end < 0 && sentence.endsWith(u'.') ? sentence.chopped(1) : sentence.left(end);
}

} // namespace counterbell::ui
