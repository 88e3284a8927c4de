// SPDX-License-Identifier: Apache-2.0
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
    return QCoreApplication::translate("counterbell::ui::SettingText", text);
}

QString quickReplySentence(const QString &problem, const QString &name)
{
    if (problem == "tooMany"_L1)
        return tr("There can be 200 quick replies at most. Delete some.");
    if (problem == "duplicate"_L1)
        //: %1 is a quick reply's name
        return tr("Two quick replies are called %1. Give one another name.").arg(isolated(name));
    if (problem == "text"_L1)
        return tr("The quick reply %1 is empty or longer than 1,600 characters. Change its text.").arg(isolated(name));
    return tr("A quick reply's name is letters, digits and hyphens, 30 at most. Change this one.");
}

QString wordingSentence(const QString &problem, const QString &placeholder)
{
    if (problem == "missingBusiness"_L1)
        return tr("The message has to name the shop. Put {business} in it.");
    if (problem == "unknownPlaceholder"_L1)
        //: %1 is a blank's name
        return tr("There is no blank {%1}. Use {customer}, {item}, {business}, {description} or {ticket}.")
            .arg(placeholder);
    return tr("The wording is too long. 600 characters are allowed.");
}

/// Arguments whose sentence is always the same.
std::optional<QString> plainSentence(const QString &argument)
{
    if (argument == "region"_L1)
        return tr("This country isn't known. Choose one from the list.");
    if (argument == "language"_L1)
        return tr("This language isn't known. Choose one from the list.");
    if (argument == "timezone"_L1)
        return tr("This time zone isn't known. Choose one from the list.");
    if (argument == "noticeHoldSeconds"_L1)
        return tr("A notice waits between 0 seconds and a day. Type another number.");
    if (argument == "hours"_L1)
        return tr("A day closes after it opens. Look at the hours again.");
    if (argument == "allowedRegions"_L1)
        return tr("One of these isn't a country. Write two letters for each: AU, NZ.");
    if (argument == "optOutKeywords"_L1)
        return tr("There must be a word that stops messages, and no word may be longer than 60 characters.");
    if (argument == "optInKeywords"_L1)
        return tr("No word may be empty or longer than 60 characters. Take it away.");
    if (argument == "helpText"_L1 || argument == "optOutAcknowledgement"_L1)
        return tr("This answer is empty or longer than 1,600 characters. Change it.");
    if (argument == "model"_L1)
        return tr("Name the model, as its service calls it.");
    if (argument == "prompt"_L1)
        return tr("The instructions are too long. Shorten them.");
    if (argument == "key"_L1)
        return tr("This isn't a key: it is too long or has blanks in it. Copy it again.");
    if (argument == "maximumReplies"_L1)
        return tr("The AI writes between 1 and 100 replies in a row. Type another number.");
    return std::nullopt;
}

} // namespace

std::optional<QString> settingSentence(const Error &error)
{
    const auto detail = [&](QLatin1StringView name) { return error.details.value(name).toString(); };
    const auto argument = detail("argument"_L1);
    const auto problem = detail("problem"_L1);
    if (argument == "items"_L1)
        return quickReplySentence(problem, detail("name"_L1));
    if (problem == "missingBusiness"_L1 || problem == "unknownPlaceholder"_L1 ||
        (argument.isEmpty() && problem == "tooLong"_L1))
        return wordingSentence(problem, detail("placeholder"_L1));
    if (argument == "baseUrl"_L1)
        return problem == "unsafe"_L1
                   ? tr("The address has to begin with https://, unless the model runs on this computer.")
                   : tr("Give the address of the model's service first.");
    return plainSentence(argument);
}

} // namespace counterbell::ui
