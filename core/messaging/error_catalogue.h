// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <array>
#include <span>

namespace counterbell::messaging
{

/// What a provider's code means for the send that got it (DESIGN 4, FACTS 7.2).
enum class CodeClass {
    Final,          ///< repeating the same message can't help, or not before somebody changes something
    TryLater,       ///< a later attempt may succeed (retry_policy.h)
    NextStep,       ///< this channel can't reach them: take the next step of the route
    SenderFault,    ///< our sender's fault, not the recipient's: sender down, the route skips it
    AccountFault,   ///< nothing can be sent at all: credentials, suspension
    DailyLimit,     ///< the sender stops until tomorrow
    OptedOut,       ///< the provider blocks this recipient until their START
    NotSent,        ///< never processed: always safe to repeat
    UnknownOutcome, ///< may have been sent
};

/// Where a code is met: in the answer of a create, later by callback or on fetch, or in Twilio's debugger alone.
enum class CodeWhere {
    Sync,
    Async,
    Debug,
};

/// What a person can do about it: words for the console's buttons, in the order to offer them.
enum class RemedyAction {
    None,
    AskCustomer,
    AskForStart,
    CallCustomer,
    CheckCredentials,
    CheckRelay,
    CheckSender,
    ChooseTemplate,
    ContactTwilio,
    EditText,
    EnableRegion,
    FillVariables,
    FixNumber,
    RaiseLimit,
    Reload,
    ReportBug,
    SendBySms,
    SendByWhatsApp,
    SendSmallerFile,
    SyncTemplates,
    TakeOver,
    TryAgain,
    VerifyNumber,
    Wait,
};

/// One code in our words. The console makes the sentence from `reason` and the buttons from `actions`.
struct CodeEntry {
    int code = 0;
    QLatin1StringView reason; ///< stable camelCase word; CONTRACT 3's own reason where one says it
    CodeClass codeClass = CodeClass::Final;
    CodeWhere where = CodeWhere::Sync;
    std::array<RemedyAction, 2> actions = {}; ///< None where there are fewer

    bool operator==(const CodeEntry &) const = default;
};

/// All codes we have words for, ascending.
[[nodiscard]] std::span<const CodeEntry> errorCatalogue();

/// The entry of a code; for any other one of reason `providerError`, final, with "try again" and "call".
[[nodiscard]] CodeEntry describeCode(int code);

[[nodiscard]] QString reasonOf(int code);
[[nodiscard]] CodeClass classifyCode(int code);

/// "callCustomer": the action on the wire; empty for None.
[[nodiscard]] QString actionWord(RemedyAction action);

} // namespace counterbell::messaging
