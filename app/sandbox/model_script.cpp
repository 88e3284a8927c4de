// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/model_script.h"

#include "app/sandbox/model_sentences.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

namespace
{

const auto kJobsTool = "customer_jobs"_L1;
const auto kHandOverTool = "hand_over"_L1;

/// `content` is a text, or parts of which the text ones count (the API allows both).
QString textOf(const QJsonObject &message)
{
    const auto content = message.value("content"_L1);
    if (content.isString())
        return content.toString();
    QStringList parts;
    for (const auto &part : content.toArray()) {
        if (part.toObject().value("type"_L1).toString() == "text"_L1)
            parts << part.toObject().value("text"_L1).toString();
    }
    return parts.join(u'\n');
}

/// Everything the customer wrote since somebody last answered: two quick messages are answered as one.
QString unansweredText(const QJsonArray &messages)
{
    QStringList texts;
    for (auto i = messages.size() - 1; i >= 0; --i) {
        const auto message = messages.at(i).toObject();
        const auto role = message.value("role"_L1).toString();
        if (role == "user"_L1)
            texts.prepend(textOf(message));
        else if (role != "system"_L1)
            break;
    }
    return texts.join(u'\n');
}

/// The name of the tool that a tool message answers.
QString calledTool(const QJsonArray &messages, const QString &callId)
{
    for (const auto &message : messages) {
        for (const auto &call : message.toObject().value("tool_calls"_L1).toArray()) {
            if (call.toObject().value("id"_L1).toString() == callId)
                return call.toObject().value("function"_L1).toObject().value("name"_L1).toString();
        }
    }
    return {};
}

bool asksForAPerson(const QString &text)
{
    static const QRegularExpression pattern(
        u"\\b(speak|talk) (to|with) (a|some) ?(person|human|body|one)\\b|\\breal person\\b|\\bhuman\\b|موظف|شخص حقيقي"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern.match(text).hasMatch();
}

bool asksAboutTheirJobs(const QString &text)
{
    static const QRegularExpression pattern(
        u"\\bis (it|(my|the) [^?.!\\n]{1,60}) (ready|done|finished)\\b|\\bmy (repair|order|ticket)\\b|جاهز"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern.match(text).hasMatch();
}

} // namespace

ModelReply nextReply(const QJsonArray &messages, const QStringList &tools)
{
    const auto last = messages.isEmpty() ? QJsonObject() : messages.last().toObject();
    if (last.value("role"_L1).toString() == "tool"_L1) {
        QString asked;
        for (const auto &message : messages) {
            if (message.toObject().value("role"_L1).toString() == "user"_L1)
                asked = textOf(message.toObject());
        }
        if (calledTool(messages, last.value("tool_call_id"_L1).toString()) == kHandOverTool)
            return {.text = handedOverSentence(asked)};
        return {.text = jobsSentence(textOf(last), asked)};
    }
    const auto text = unansweredText(messages);
    if (tools.contains(kHandOverTool) && asksForAPerson(text))
        return {.tool = kHandOverTool, .arguments = {{u"reason"_s, u"The customer asked for a person"_s}}};
    if (tools.contains(kJobsTool) && asksAboutTheirJobs(text))
        return {.tool = kJobsTool};
    return {.text = plainSentence(text)};
}

} // namespace counterbell::sandbox
