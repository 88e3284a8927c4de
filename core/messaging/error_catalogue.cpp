// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/error_catalogue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::messaging
{

namespace
{

using enum CodeClass;
using enum CodeWhere;
using enum RemedyAction;

constexpr auto kCatalogue = std::to_array<CodeEntry>({
    // clang-format off
    {11200, "webhookUnreachable"_L1, Final, Debug, {CheckRelay}},
    {11205, "webhookUnreachable"_L1, Final, Debug, {CheckRelay}},
    {11206, "webhookFaulty"_L1, Final, Debug, {CheckRelay}},
    {11210, "webhookHostUnknown"_L1, Final, Debug, {CheckRelay}},
    {11215, "webhookFaulty"_L1, Final, Debug, {CheckRelay}},
    {11220, "webhookCertificate"_L1, Final, Debug, {CheckRelay}},
    {11235, "webhookCertificate"_L1, Final, Debug, {CheckRelay}},
    {11237, "webhookCertificate"_L1, Final, Debug, {CheckRelay}},
    {11750, "webhookAnswerInvalid"_L1, Final, Debug, {CheckRelay}},
    {11751, "mediaTooLarge"_L1, Final, Async, {SendSmallerFile}},
    {12100, "webhookAnswerInvalid"_L1, Final, Debug, {CheckRelay}},
    {12200, "webhookAnswerInvalid"_L1, Final, Debug, {CheckRelay}},
    {12300, "webhookAnswerInvalid"_L1, Final, Debug, {CheckRelay}},
    {14107, "messageLoop"_L1, Final, Async, {TakeOver}},
    {20001, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {20003, "credentialsRefused"_L1, AccountFault, Sync, {CheckCredentials}},
    {20004, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {20005, "accountInactive"_L1, AccountFault, Sync, {ContactTwilio}},
    {20006, "accessDenied"_L1, AccountFault, Sync, {CheckCredentials}},
    {20007, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {20008, "testCredentials"_L1, AccountFault, Sync, {CheckCredentials}},
    {20009, "messageInProgress"_L1, Final, Sync, {Wait}},
    {20404, "notFoundAtProvider"_L1, Final, Sync, {Reload}},
    {20409, "conflictAtProvider"_L1, Final, Sync, {Reload}},
    {20422, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {20429, "tooManyRequests"_L1, NotSent, Sync, {Wait}},
    {20500, "providerFault"_L1, UnknownOutcome, Sync, {Wait}},
    {20503, "providerFault"_L1, UnknownOutcome, Sync, {Wait}},
    {21211, "invalidPhone"_L1, Final, Sync, {FixNumber}},
    {21212, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {21214, "numberUnreachable"_L1, Final, Sync, {FixNumber, CallCustomer}},
    {21217, "invalidPhone"_L1, Final, Sync, {FixNumber}},
    {21265, "recipientIsShortCode"_L1, Final, Sync, {FixNumber}},
    {21266, "sameSenderAndRecipient"_L1, Final, Sync, {FixNumber}},
    {21408, "regionBlocked"_L1, Final, Sync, {EnableRegion, CallCustomer}},
    {21601, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {21602, "messageEmpty"_L1, Final, Sync, {EditText}},
    {21603, "senderMissing"_L1, Final, Sync, {CheckSender}},
    {21604, "recipientMissing"_L1, Final, Sync, {FixNumber}},
    {21606, "senderCannotReach"_L1, Final, Sync, {CheckSender, CallCustomer}},
    {21608, "trialNumberUnverified"_L1, Final, Sync, {VerifyNumber}},
    {21609, "callbackInvalid"_L1, Final, Sync, {CheckRelay}},
    {21610, "recipientOptedOut"_L1, OptedOut, Sync, {CallCustomer, AskForStart}},
    {21611, "senderQueueFull"_L1, TryLater, Sync, {Wait}},
    {21612, "senderCannotReach"_L1, Final, Sync, {SendByWhatsApp, CallCustomer}},
    {21614, "notMobile"_L1, NextStep, Sync, {SendByWhatsApp, CallCustomer}},
    {21617, "textTooLong"_L1, Final, Sync, {EditText}},
    {21619, "messageEmpty"_L1, Final, Sync, {EditText}},
    {21620, "mediaUrlInvalid"_L1, Final, Sync, {CheckRelay}},
    {21621, "mediaNotSupported"_L1, Final, Sync, {SendByWhatsApp}},
    {21622, "mediaNotSupported"_L1, Final, Sync, {SendByWhatsApp}},
    {21623, "tooManyFiles"_L1, Final, Sync, {SendSmallerFile}},
    {21624, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {21652, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {21653, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {21654, "requestInvalid"_L1, Final, Sync, {ReportBug}},
    {21655, "templateNotFound"_L1, Final, Sync, {SyncTemplates, ChooseTemplate}},
    {21656, "templateValueInvalid"_L1, Final, Sync, {FillVariables}},
    {21657, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {21658, "parameterTooLong"_L1, Final, Sync, {EditText}},
    {21659, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {21660, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {21701, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {21702, "senderUnavailable"_L1, TryLater, Sync, {Wait, CheckSender}},
    {21703, "senderCannotReach"_L1, Final, Sync, {CheckSender, CallCustomer}},
    {21704, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {21705, "senderInvalid"_L1, SenderFault, Sync, {CheckSender}},
    {30001, "senderQueueFull"_L1, TryLater, Async, {Wait}},
    {30002, "accountInactive"_L1, AccountFault, Async, {ContactTwilio}},
    {30003, "phoneUnreachable"_L1, TryLater, Async, {SendByWhatsApp, CallCustomer}},
    {30004, "blockedByRecipient"_L1, Final, Async, {CallCustomer}},
    {30005, "numberUnknown"_L1, Final, Async, {FixNumber}},
    {30006, "landlineOrUnreachable"_L1, NextStep, Async, {SendByWhatsApp, CallCustomer}},
    {30007, "filteredAsSpam"_L1, Final, Async, {EditText}},
    {30008, "deliveryFailed"_L1, TryLater, Async, {TryAgain, CallCustomer}},
    {30009, "inboundPartMissing"_L1, Final, Async, {AskCustomer}},
    {30010, "priceTooHigh"_L1, Final, Async, {RaiseLimit}},
    {30011, "mediaNotSupported"_L1, Final, Async, {SendByWhatsApp}},
    {30017, "carrierCongested"_L1, TryLater, Async, {Wait}},
    {30018, "senderNotRegistered"_L1, SenderFault, Async, {CheckSender}},
    {30019, "mediaTooLarge"_L1, Final, Async, {SendSmallerFile}},
    {30020, "providerFault"_L1, TryLater, Async, {TryAgain}},
    {30021, "providerFault"_L1, TryLater, Async, {TryAgain}},
    {30022, "rateLimited"_L1, TryLater, Async, {Wait}},
    {30023, "dailyLimitReached"_L1, DailyLimit, Async, {Wait, RaiseLimit}},
    {30024, "senderNotRegistered"_L1, SenderFault, Async, {ContactTwilio}},
    {30027, "dailyLimitReached"_L1, DailyLimit, Async, {Wait, RaiseLimit}},
    {30032, "senderNotRegistered"_L1, SenderFault, Async, {CheckSender}},
    {30033, "senderSuspended"_L1, SenderFault, Async, {ContactTwilio}},
    {30034, "senderNotRegistered"_L1, SenderFault, Async, {CheckSender}},
    {30035, "senderBeingSetUp"_L1, TryLater, Async, {Wait}},
    {30036, "validityExpired"_L1, TryLater, Async, {TryAgain}},
    {30122, "callbackInvalid"_L1, Final, Sync, {CheckRelay}},
    {30409, "cannotBeCancelled"_L1, Final, Sync, {}},
    {30410, "providerTimedOut"_L1, Final, Async, {AskCustomer}},
    {30450, "deliveryBlocked"_L1, Final, Async, {ContactTwilio}},
    {35111, "scheduleInvalid"_L1, Final, Sync, {ReportBug}},
    {35114, "scheduleInvalid"_L1, Final, Sync, {ReportBug}},
    {35115, "scheduleInvalid"_L1, Final, Sync, {ReportBug}},
    {35118, "scheduleInvalid"_L1, Final, Sync, {ReportBug}},
    {35125, "scheduleFull"_L1, Final, Sync, {Wait}},
    {35126, "scheduleInvalid"_L1, Final, Sync, {ReportBug}},
    {57012, "signatureInvalid"_L1, Final, Sync, {CheckCredentials, CheckRelay}},
    {63001, "senderUnauthorised"_L1, SenderFault, Async, {CheckSender}},
    {63002, "senderInvalid"_L1, SenderFault, Async, {CheckSender}},
    {63003, "notOnWhatsApp"_L1, NextStep, Async, {SendBySms}},
    {63005, "contentRefused"_L1, Final, Async, {EditText}},
    {63006, "contentRefused"_L1, Final, Async, {EditText}},
    {63007, "senderInvalid"_L1, SenderFault, Sync, {CheckSender, SendBySms}},
    {63008, "senderMisconfigured"_L1, SenderFault, Async, {CheckSender}},
    {63009, "channelFault"_L1, TryLater, Async, {TryAgain}},
    {63010, "providerFault"_L1, TryLater, Async, {TryAgain}},
    {63011, "requestInvalid"_L1, Final, Async, {ReportBug}},
    {63012, "channelFault"_L1, TryLater, Async, {TryAgain}},
    {63013, "policyViolation"_L1, Final, Async, {EditText, FillVariables}},
    {63014, "blockedByRecipient"_L1, Final, Async, {CallCustomer}},
    {63015, "sandboxNotJoined"_L1, Final, Async, {AskCustomer, SendBySms}},
    {63016, "sessionWindowExpired"_L1, NextStep, Async, {ChooseTemplate, SendBySms}},
    {63017, "rateLimited"_L1, TryLater, Async, {Wait}},
    {63018, "rateLimited"_L1, TryLater, Async, {Wait}},
    {63019, "mediaUnavailable"_L1, Final, Async, {CheckRelay, TryAgain}},
    {63020, "businessAccountProblem"_L1, SenderFault, Async, {CheckSender}},
    {63021, "contentRefused"_L1, Final, Async, {EditText, FillVariables}},
    {63022, "senderMisconfigured"_L1, SenderFault, Async, {ContactTwilio}},
    {63023, "channelFault"_L1, TryLater, Async, {TryAgain}},
    {63024, "notOnWhatsApp"_L1, NextStep, Async, {SendBySms, FixNumber}},
    {63025, "mediaAlreadyExists"_L1, Final, Async, {}},
    {63026, "filteredAsSpam"_L1, Final, Async, {EditText, ContactTwilio}},
    {63027, "templateNotFound"_L1, Final, Async, {SyncTemplates, ChooseTemplate}},
    {63028, "templateParameterMismatch"_L1, Final, Async, {FillVariables, SyncTemplates}},
    {63029, "templateUnavailable"_L1, TryLater, Async, {TryAgain, SendBySms}},
    {63030, "mediaNotSupported"_L1, Final, Async, {ChooseTemplate}},
    {63031, "sameSenderAndRecipient"_L1, Final, Sync, {FixNumber}},
    {63032, "whatsAppLimitation"_L1, NextStep, Async, {SendBySms}},
    {63033, "blockedByRecipient"_L1, Final, Async, {CallCustomer}},
    {63034, "mediaTooLarge"_L1, Final, Async, {SendSmallerFile}},
    {63036, "channelCannotReach"_L1, Final, Async, {SendBySms}},
    {63037, "mediaUploadFailed"_L1, TryLater, Async, {TryAgain}},
    {63038, "dailyLimitReached"_L1, DailyLimit, Sync, {Wait, RaiseLimit}},
    {63040, "templateNotApproved"_L1, Final, Async, {ChooseTemplate, SyncTemplates}},
    {63041, "templateNotApproved"_L1, Final, Async, {ChooseTemplate, SyncTemplates}},
    {63042, "templateNotApproved"_L1, Final, Async, {ChooseTemplate, SyncTemplates}},
    {63049, "marketingWithheld"_L1, Final, Async, {SendBySms, Wait}},
    {63051, "businessAccountProblem"_L1, SenderFault, Async, {ContactTwilio}},
    {63062, "marketingTermsMissing"_L1, Final, Async, {CheckSender}},
    // clang-format on
});

constexpr CodeEntry kUnknownCode = {0, "providerError"_L1, Final, Async, {TryAgain, CallCustomer}};

constexpr auto kActionWords = std::to_array<QLatin1StringView>({
    ""_L1,
    "askCustomer"_L1,
    "askForStart"_L1,
    "callCustomer"_L1,
    "checkCredentials"_L1,
    "checkRelay"_L1,
    "checkSender"_L1,
    "chooseTemplate"_L1,
    "contactTwilio"_L1,
    "editText"_L1,
    "enableRegion"_L1,
    "fillVariables"_L1,
    "fixNumber"_L1,
    "raiseLimit"_L1,
    "reload"_L1,
    "reportBug"_L1,
    "sendBySms"_L1,
    "sendByWhatsApp"_L1,
    "sendSmallerFile"_L1,
    "syncTemplates"_L1,
    "takeOver"_L1,
    "tryAgain"_L1,
    "verifyNumber"_L1,
    "wait"_L1,
});
static_assert(kActionWords.size() == size_t(Wait) + 1);

} // namespace

std::span<const CodeEntry> errorCatalogue()
{
    return kCatalogue;
}

CodeEntry describeCode(int code)
{
    const auto found = std::lower_bound(kCatalogue.begin(), kCatalogue.end(), code,
                                        [](const CodeEntry &entry, int wanted) { return entry.code < wanted; });
    if (found != kCatalogue.end() && found->code == code)
        return *found;
    auto unknown = kUnknownCode;
    unknown.code = code;
    return unknown;
}

QString reasonOf(int code)
{
    return describeCode(code).reason;
}

CodeClass classifyCode(int code)
{
    return describeCode(code).codeClass;
}

QString actionWord(RemedyAction action)
{
    return kActionWords[size_t(action)];
}

} // namespace counterbell::messaging
