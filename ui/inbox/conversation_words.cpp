// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_words.h"

#include "ui/client/format.h"
#include "ui/inbox/event_words.h"

#include <QCoreApplication>
#include <QDateTime>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Conversation)
};

QString oneLine(const QString &text)
{
    return text.left(300).simplified();
}

QString attachmentWord(const Attachment &attachment)
{
    const auto &type = attachment.contentType;
    if (type.startsWith("image/"_L1))
        return Words::tr("Photo");
    if (type.startsWith("audio/"_L1))
        return Words::tr("Voice message");
    if (type.startsWith("video/"_L1))
        return Words::tr("Video");
    const auto name = attachment.fileName.value_or(QString());
    return name.isEmpty() ? Words::tr("File") : isolated(name);
}

QString attachmentIcon(const Attachment &attachment)
{
    if (attachment.contentType.startsWith("image/"_L1))
        return u"image"_s;
    if (attachment.contentType.startsWith("audio/"_L1))
        return u"mic"_s;
    return attachment.contentType.startsWith("video/"_L1) ? u"play"_s : u"file"_s;
}

QString contentOf(const Message &message, const QString &customer)
{
    const auto body = oneLine(message.body);
    switch (message.kind) {
    case MessageKind::Template:
        return Words::tr("Template: %1").arg(isolated(body));
    case MessageKind::Location:
        return body.isEmpty() ? Words::tr("Location") : Words::tr("Location: %1").arg(isolated(body));
    case MessageKind::Note:
        return Words::tr("Note: %1").arg(isolated(body));
    case MessageKind::Event:
        return eventWords(message, customer).text;
    case MessageKind::Media:
    case MessageKind::Text:
        break;
    }
    if (body.isEmpty() && !message.attachments.empty())
        return attachmentWord(message.attachments.front());
    // Reactions and the like come without any content (FACTS 5).
    return body.isEmpty() ? Words::tr("Message without text") : isolated(body);
}

// One is said apart: untranslated text has no plural forms of its own.
QString hoursText(int hours)
{
    return hours == 1 ? Words::tr("1 hour") : Words::tr("%n hours", nullptr, hours);
}
QString minutesText(int minutes)
{
    return minutes == 1 ? Words::tr("1 minute") : Words::tr("%n minutes", nullptr, minutes);
}

/// "3 hours 12 minutes": a screen reader would read "h" and "min" as letters.
QString spoken(std::chrono::milliseconds span)
{
    const int minutes = int(std::chrono::floor<std::chrono::minutes>(span).count());
    if (minutes < 60)
        return minutesText(minutes);
    if (minutes % 60 == 0)
        return hoursText(minutes / 60);
    //: hours, then minutes: "3 hours 12 minutes"
    return Words::tr("%1 %2").arg(hoursText(minutes / 60), minutesText(minutes % 60));
}

/// Undone before it left, or still to be undone.
bool isTakenBack(const Message &message)
{
    return message.direction == Direction::Outbound && message.status == DeliveryStatus::Cancelled;
}
bool isHeld(const Message &message)
{
    return message.direction == Direction::Outbound && message.status == DeliveryStatus::Held;
}

QString handlingSentence(const Conversation &conversation)
{
    if (conversation.status == ConversationStatus::Closed)
        return Words::tr("closed");
    if (conversation.status == ConversationStatus::Snoozed)
        return Words::tr("snoozed");
    if (conversation.handling == Handling::Ai)
        return Words::tr("the AI is replying");
    if (conversation.handling == Handling::NeedsHuman)
        return Words::tr("needs you");
    if (conversation.assignee)
        return Words::tr("assigned to %1").arg(isolated(conversation.assignee->name));
    return conversation.contact.id.isNull() ? Words::tr("team member") : Words::tr("unassigned");
}

} // namespace

Channel shownChannel(const Conversation &conversation)
{
    // Notes and events went by no channel, and name that of what was said last.
    if (conversation.lastMessage)
        return conversation.lastMessage->channel;
    const auto found = std::ranges::max_element(conversation.channels, {}, [](const ConversationChannel &channel) {
        return channel.windowClosesAt.value_or(Timestamp::min());
    });
    return found == conversation.channels.end() ? Channel::Sms : found->channel;
}

const ConversationChannel *shownChannelState(const Conversation &conversation)
{
    const auto found = std::ranges::find(conversation.channels, shownChannel(conversation),
                                         [](const ConversationChannel &c) { return c.channel; });
    return found == conversation.channels.end() ? nullptr : &*found;
}

std::optional<std::chrono::milliseconds> windowLeft(const Conversation &conversation, Timestamp now)
{
    if (shownChannel(conversation) != Channel::Whatsapp)
        return std::nullopt;
    const auto *channel = shownChannelState(conversation);
    return channel && channel->windowClosesAt ? *channel->windowClosesAt - now : 0ms;
}

bool isLastUndelivered(const Conversation &conversation)
{
    if (!conversation.lastMessage || conversation.lastMessage->direction != Direction::Outbound)
        return false;
    const auto status = conversation.lastMessage->status;
    return status == DeliveryStatus::Failed || status == DeliveryStatus::Undelivered ||
           status == DeliveryStatus::Refused;
}

QString snippetIcon(const Conversation &conversation)
{
    if (!conversation.lastMessage)
        return {};
    if (isLastUndelivered(conversation))
        return u"failed"_s;
    const auto &message = *conversation.lastMessage;
    const auto status = message.status;
    if (isTakenBack(message))
        return u"not-sent"_s;
    if (message.direction == Direction::Outbound &&
        (status == DeliveryStatus::Held || status == DeliveryStatus::Queued || status == DeliveryStatus::Uncertain))
        return u"queued"_s;
    if (message.kind == MessageKind::Template)
        return u"template"_s;
    if (message.kind == MessageKind::Note)
        return u"note"_s;
    if (message.kind == MessageKind::Event)
        return eventWords(message, conversation.contact.name).icon;
    if (message.kind == MessageKind::Location)
        return u"store"_s;
    return message.attachments.empty() ? QString() : attachmentIcon(message.attachments.front());
}

QString snippet(const Conversation &conversation)
{
    if (!conversation.lastMessage)
        return Words::tr("No messages yet");
    const auto &message = *conversation.lastMessage;
    const auto content = contentOf(message, conversation.contact.name);
    if (isTakenBack(message) || message.status == DeliveryStatus::Refused)
        return Words::tr("Not sent: %1").arg(content);
    if (isHeld(message))
        return Words::tr("Not sent yet: %1").arg(content);
    if (message.kind == MessageKind::Template || message.kind == MessageKind::Note ||
        message.kind == MessageKind::Event)
        return content;
    if (message.author.kind == AuthorKind::Ai)
        return Words::tr("AI: %1").arg(content);
    if (message.author.kind == AuthorKind::Member && message.direction == Direction::Outbound)
        //: A colleague's first name and what they wrote
        return Words::tr("%1: %2").arg(isolated(firstName(message.author.name)), content);
    return content;
}

QString rowTime(const Conversation &conversation, Timestamp now)
{
    if (!conversation.lastMessage)
        return {};
    const auto day = [](Timestamp at) { return QDateTime::fromMSecsSinceEpoch(toMillis(at)).date(); };
    const auto at = conversation.lastMessage->at;
    return day(at).daysTo(day(now)) == 1 ? dayName(at, now) : listTime(at, now);
}

QString conversationSentence(const Conversation &conversation, Timestamp now)
{
    QStringList parts{isolated(conversation.contact.name),
                      shownChannel(conversation) == Channel::Whatsapp ? Words::tr("WhatsApp") : Words::tr("SMS")};
    const auto *channel = shownChannelState(conversation);
    const bool isOptedOut = channel && channel->consent == ConsentState::OptedOut;
    if (isOptedOut)
        parts << Words::tr("opted out");
    parts << handlingSentence(conversation);
    if (const auto left = windowLeft(conversation, now); left && !isOptedOut)
        parts << (*left > 0ms ? Words::tr("free reply %1").arg(spoken(*left)) : Words::tr("reply window closed"));
    if (conversation.unread > 0)
        parts << Words::tr("%n unread", nullptr, conversation.unread);
    if (isLastUndelivered(conversation))
        parts << Words::tr("last message not delivered");
    else
        parts << snippet(conversation);
    if (const auto time = rowTime(conversation, now); !time.isEmpty())
        parts << time;
    return parts.join(Words::tr(", "));
}

} // namespace counterbell::ui
