// SPDX-License-Identifier: Apache-2.0
#include "ui/client/error_text.h"

#include "ui/client/argument_text.h"
#include "ui/client/format.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::ErrorText", text);
}

QString detail(const Error &error, QLatin1StringView name)
{
    return error.details.value(name).toVariant().toString();
}

QString names(const Error &error, QLatin1StringView name)
{
    const auto list = error.details.value(name).toVariant().toStringList();
    return isolated(list.join(u", "_s));
}

QString phoneSentence(const QString &problem)
{
    if (problem == "letters"_L1)
        return tr("The number contains letters. Type digits only, with or without spaces.");
    if (problem == "extension"_L1)
        return tr("The number has an extension, which can't get messages. Type the number without it.");
    if (problem == "tooShort"_L1)
        return tr("The number is too short. Check it with the customer.");
    if (problem == "tooLong"_L1)
        return tr("The number is too long. Check it with the customer.");
    return tr("This isn't a possible phone number. Check it with the customer.");
}

QString waitSentence(const QString &fact, const Error &error)
{
    const auto seconds = error.details.value("retryAfterSeconds"_L1).toInteger();
    if (seconds <= 0)
        return tr("%1 Try again.").arg(fact);
    return tr("%1 Try again in %2.").arg(fact, duration(std::chrono::seconds(seconds)));
}

QString conflictSentence(const Error &error)
{
    const auto problem = detail(error, "problem"_L1);
    if (problem == "onlyTheCustomerCan"_L1)
        return tr("Twilio blocks this number since the customer's STOP. Only the customer can lift that, by sending "
                  "START.");
    if (problem == "sendUnderWay"_L1)
        return tr("A message to this customer is on its way right now. Try again when it has arrived.");
    if (problem == "notFailed"_L1)
        return tr("This message hasn't failed, so it isn't sent again.");
    if (problem == "takenBack"_L1)
        return tr("This notice was taken back. Mark the job ready again to send it.");
    if (problem == "tooManyUploads"_L1)
        return tr("Too many files are being sent at this moment. Try again in a minute.");
    if (problem == "lastOwner"_L1)
        return tr("The shop needs at least one owner. Make someone else an owner first.");
    if (problem == "memberThread"_L1)
        return tr("This is a team member's own thread. It can't be given to the AI.");
    if (problem == "erased"_L1)
        return tr("This customer was erased and can't be changed any more.");
    if (problem == "sameContact"_L1)
        return tr("These are one and the same customer already.");
    if (detail(error, "argument"_L1) == "login"_L1)
        return tr("Another team member signs in with this name. Choose a different one.");
    return tr("Someone else changed this at the same moment. Look at it again, then repeat what you did.");
}

QString argumentSentence(const Error &error)
{
    const auto argument = detail(error, "argument"_L1);
    if (argument == "pin"_L1)
        return tr("A PIN is 4 to 12 digits. Type another one.");
    if (argument == "until"_L1)
        return tr("This time is past. Choose a later one.");
    if (argument == "name"_L1)
        return tr("The name is missing or too long. Type a shorter one.");
    if (argument == "description"_L1)
        return tr("The description is missing or too long. Say in a few words what the job is.");
    if (argument == "body"_L1)
        return tr("There is nothing to send. Write something first.");
    if (const auto setting = settingSentence(error))
        return *setting;
    if (argument.isEmpty())
        return tr("Something in this form isn't right. Check what you typed.");
    //: %1 is the name of a field as the program calls it
    return tr("The core doesn't accept the value of %1. Check what you typed.").arg(isolated(argument));
}

QString unreachableSentence(const Error &error)
{
    if (detail(error, "problem"_L1) == "unreadable"_L1)
        return tr("The provider's answer couldn't be read. Try again in a minute.");
    return tr("The provider can't be reached. Check the internet connection; Counterbell goes on trying.");
}

QString missingSentence(const Error &error)
{
    const auto what = detail(error, "what"_L1);
    if (what == "contact"_L1)
        return tr("This customer isn't there any more. The list shows who is.");
    if (what == "conversation"_L1)
        return tr("This conversation isn't there any more. The list shows those that are.");
    if (what == "job"_L1)
        return tr("This job isn't there any more. The board shows those that are.");
    if (what == "member"_L1)
        return tr("This team member isn't there any more. Choose another one.");
    if (what == "template"_L1)
        return tr("This template isn't there any more. Choose another one.");
    if (what == "attachment"_L1 || what == "upload"_L1)
        return tr("The file isn't there any more. Attach it again.");
    if (what == "sender"_L1)
        return tr("The shop has no sender for this channel. Use the other one, or ask a manager to set it up.");
    return tr("This isn't there any more. Go back and look again.");
}

QString offlineSentence(const Error &error)
{
    if (detail(error, "problem"_L1) == "offline"_L1)
        return tr("The core can't be reached. Wait until you are online again, then repeat what you did.");
    if (detail(error, "problem"_L1) == "timeout"_L1)
        return tr("The core took too long to answer. Look whether it was done before you repeat it.");
    return tr("The core is stopping. Wait a moment, then try again.");
}

QString textSentence(const Error &error)
{
    const auto length = error.details.value("length"_L1).toInteger();
    const auto maximum = error.details.value("maximum"_L1).toInteger(1600);
    if (length > maximum)
        return tr("The text has %1 characters, %2 are allowed. Shorten it by %3.")
            .arg(length)
            .arg(maximum)
            .arg(length - maximum);
    return tr("The text is longer than %1 characters. Shorten it.").arg(maximum);
}

QString fileSentence(const Error &error)
{
    const auto problem = detail(error, "problem"_L1);
    const auto maximum = error.details.value("maximum"_L1).toInteger();
    const bool isSms = detail(error, "channel"_L1) == "sms"_L1;
    if (problem == "type"_L1 && isSms)
        return tr("SMS carries JPEG, PNG and GIF pictures only. Choose one, or send the file by WhatsApp.");
    if (problem == "type"_L1)
        return tr("This kind of file can't be sent. Choose a JPEG or PNG picture, a PDF or Office document, a sound or "
                  "an MP4 video.");
    if (problem == "tooLarge"_L1 && maximum > 0)
        return tr("Files over %1 MB can't be sent this way. Choose a smaller one, or make this one smaller.")
            .arg(maximum / (1024 * 1024));
    if (problem == "empty"_L1)
        return tr("This file is empty. Choose another one.");
    if (problem == "notAnImage"_L1)
        return tr("This isn't the kind of picture that its name says. Save it as a JPEG, then attach that.");
    if (problem == "count"_L1)
        return tr("Too many files. At most %1 can go at once: remove some, and send them afterwards.")
            .arg(maximum > 0 ? maximum : 10);
    if (problem == "sender"_L1)
        return tr("The shop's SMS number can't send files. Send it by WhatsApp, or write without the file.");
    if (problem == "gone"_L1)
        return tr("The file isn't there any more. Attach it again.");
    if (problem == "unreadable"_L1)
        return tr("The file can't be read. See whether it is still there and may be opened, then attach it again.");
    if (problem == "notKept"_L1)
        return tr("The file could not be kept on this PC, so it was not attached. Is the disk full?");
    return tr("This file can't go by this channel. Choose another file or the other channel.");
}

QString mismatchSentence(const Error &error)
{
    const auto expected = names(error, "expected"_L1);
    if (error.details.value("expected"_L1).toArray().isEmpty())
        return tr("The blanks filled in aren't those of this template. Choose it again.");
    return tr("The template's blanks are %1. Fill in every one of them.").arg(expected);
}

} // namespace

QString errorSentence(const Error &error)
{
    switch (error.reason) {
    case Reason::NotSignedIn:
        return tr("Nobody is signed in. Sign in with your PIN.");
    case Reason::WrongPin:
        return waitSentence(tr("This PIN isn't right."), error);
    case Reason::LockedOut:
        return waitSentence(tr("Too many wrong PINs."), error);
    case Reason::NotPermitted:
        return tr("Your role may not do this. Ask the owner or a manager.");
    case Reason::NotFound:
        return missingSentence(error);
    case Reason::Conflict:
        return conflictSentence(error);
    case Reason::DuplicatePhone:
        return tr("Someone with this number exists already. Open that entry instead.");
    case Reason::InvalidArgument:
        return argumentSentence(error);
    case Reason::InvalidPhone:
        return phoneSentence(detail(error, "problem"_L1));
    case Reason::NoPhone:
        return tr("There is no phone number. Add one, or call.");
    case Reason::CategoryDisabled:
        return tr("These notices are switched off. A manager can switch them on in Settings, Notifications.");
    case Reason::MemberOptedOut:
        return tr("This team member has opted out of notices. Tell them in person.");
    case Reason::RecipientOptedOut:
        return tr("The customer has opted out. Call them, or record a new opt-in if they ask for messages.");
    case Reason::ConsentRequired:
        return tr("This message needs the customer's agreement first. Record their opt-in, then send it.");
    case Reason::SessionWindowExpired:
        return tr(
            "The 24-hour window had closed, so WhatsApp takes only a template. Choose a template or send as SMS.");
    case Reason::TemplateNotApproved:
        return tr("WhatsApp hasn't approved this template. Choose an approved one or send as SMS.");
    case Reason::TemplateParameterMismatch:
        return mismatchSentence(error);
    case Reason::TemplateValueInvalid:
        return tr("A blank of the template is empty or has a line break. Fill it in on one line.");
    case Reason::TextTooLong:
        return textSentence(error);
    case Reason::MediaNotAllowed:
        return fileSentence(error);
    case Reason::RegionBlocked:
        return tr("Messages to this country are switched off at Twilio. Call, or ask a manager to allow the country.");
    case Reason::BudgetExceeded:
        return tr("The spending limit is reached. An owner or manager can raise it.");
    case Reason::PreviewSuppressed:
        return tr("This shop is a preview, so nothing was sent. In the live shop it would have gone.");
    case Reason::ProviderUnreachable:
        return unreachableSentence(error);
    case Reason::TooLate:
        return tr("It's too late to take this back: the message has already gone.");
    case Reason::EvidenceRequired:
        return tr("Say how the customer agreed. An opt-in needs its evidence.");
    case Reason::ShuttingDown:
        return offlineSentence(error);
    case Reason::Internal:
        return tr("Something went wrong inside Counterbell. Try again; if it happens again, send us the log.");
    }
    return {};
}

} // namespace counterbell::ui
