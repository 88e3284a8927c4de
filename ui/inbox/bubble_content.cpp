// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/bubble_content.h"

#include "ui/client/format.h"
#include "ui/inbox/event_words.h"
#include "ui/inbox/link_finder.h"
#include "ui/inbox/media_pictures.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr qsizetype kLongestShown = 20'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::Bubble", text);
}

/// What can be shown as a picture; other kinds of image are files.
bool isPicture(const Attachment &file)
{
    static const QStringList kTypes{u"image/jpeg"_s, u"image/png"_s, u"image/webp"_s, u"image/gif"_s};
    return file.state == AttachmentState::Stored && kTypes.contains(file.contentType) &&
           file.size.value_or(0) <= kLargestPicture &&
           qint64(file.width.value_or(0)) * file.height.value_or(0) <= kMostPixels;
}

QDate dayOf(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
}

bool isWaiting(DeliveryStatus status)
{
    using enum DeliveryStatus;
    return status == Held || status == Queued || status == Sending || status == Uncertain;
}

BubbleKind kindOf(const ThreadRow &row)
{
    const auto &message = row.message;
    if (message.kind == MessageKind::Event)
        return BubbleKind::Event;
    if (message.kind == MessageKind::Note)
        return BubbleKind::Note;
    if (message.direction == Direction::Inbound)
        return BubbleKind::Incoming;
    if (row.isPending || isWaiting(message.status))
        return BubbleKind::Queued;
    if (hasStopped(message.status))
        return BubbleKind::Failed;
    if (message.author.kind == AuthorKind::Ai)
        return BubbleKind::Ai;
    return message.author.kind == AuthorKind::System && message.kind != MessageKind::Template ? BubbleKind::Automatic
                                                                                              : BubbleKind::Operator;
}

QString fileWords(const Attachment &file)
{
    const auto name = file.fileName ? isolated(*file.fileName) : QString();
    const auto kind = file.contentType.startsWith("image/"_L1)   ? tr("Photo")
                      : file.contentType.startsWith("audio/"_L1) ? tr("Voice message")
                      : file.contentType.startsWith("video/"_L1) ? tr("Video")
                                                                 : tr("File");
    switch (file.state) {
    case AttachmentState::Failed:
        return tr("%1, could not be fetched").arg(kind);
    case AttachmentState::Quarantined:
        return tr("%1, held back: it may be harmful").arg(kind);
    case AttachmentState::Pending:
        return tr("%1, on its way").arg(kind);
    case AttachmentState::Stored:
        break;
    }
    return name.isEmpty() ? kind : name;
}

QString fileLine(const ThreadRow &row)
{
    const auto &message = row.message;
    if (message.location) {
        const auto &place = *message.location;
        const auto point = leftToRight(u"%1, %2"_s.arg(place.latitude, 0, 'f', 5).arg(place.longitude, 0, 'f', 5));
        return place.label ? isolated(*place.label) : place.address ? isolated(*place.address) : point;
    }
    QStringList lines;
    for (const auto &file : message.attachments) {
        if (row.isPending)
            lines << isolated(file.fileName.value_or(QString()));
        else if (!isPicture(file))
            lines << fileWords(file);
    }
    if (row.isPending && row.percent && !lines.isEmpty())
        return tr("%1, %2 % uploaded").arg(lines.join(u", "_s)).arg(*row.percent);
    return lines.join(u", "_s);
}

QString fileIcon(const Message &message)
{
    if (message.location)
        return u"store"_s;
    const auto file = std::find_if_not(message.attachments.begin(), message.attachments.end(), isPicture);
    if (file == message.attachments.end())
        return {};
    const auto &type = file->contentType;
    return type.startsWith("image/"_L1) ? u"image"_s : type.startsWith("audio/"_L1) ? u"mic"_s : u"file"_s;
}

/// Who speaks, in full: above the first bubble of a run, and for a screen reader.
QString speaker(const Message &message)
{
    if (message.kind == MessageKind::Note)
        return tr("Note by %1, for the team only").arg(isolated(message.author.name));
    if (message.author.kind == AuthorKind::Ai)
        return message.author.name.isEmpty() ? tr("Counterbell assistant") : isolated(message.author.name);
    if (message.kind == MessageKind::Template)
        return message.author.name.isEmpty() ? tr("Template")
                                             : tr("Template, sent by %1").arg(isolated(message.author.name));
    if (message.author.kind == AuthorKind::System)
        return tr("Automatic message");
    return isolated(message.author.name);
}

void fillOutgoing(BubbleContent &content, const ThreadRow &row, bool isFirst, const ThreadContext &context,
                  const std::optional<SentAgain> &again)
{
    const auto &message = row.message;
    content.isOutgoing = true;
    content.hasAiChip = isFirst && message.author.kind == AuthorKind::Ai;
    content.label = isFirst ? speaker(message) : QString();
    content.isLabelAccent = message.author.kind == AuthorKind::Member && message.kind != MessageKind::Template;
    if (!isFirst) {
        const auto name = message.author.kind == AuthorKind::Ai ? tr("AI") : isolated(firstName(message.author.name));
        if (!message.author.name.isEmpty() || message.author.kind == AuthorKind::Ai)
            content.meta = name + u" · "_s + content.meta;
    }
    if (content.kind == BubbleKind::Note)
        return;
    const auto status = row.isPending ? DeliveryStatus::Queued : message.status;
    if (!hasStopped(status)) {
        content.tick = status;
        return;
    }
    const bool isCancelled = status == DeliveryStatus::Cancelled;
    auto reason = message.error ? message.error->reason.value_or(QString()) : QString();
    if (reason.isEmpty())
        reason = isCancelled ? u"undone"_s : u"providerError"_s;
    content.problem = isCancelled ? tr("Not sent.") : tr("Not delivered.");
    content.problemSentence = reasonSentence(reason);
    const bool isFree = !message.cost || message.cost->micros == 0;
    if (isFree && (message.channel == Channel::Whatsapp || status == DeliveryStatus::Refused))
        content.problemSentence += u' ' + tr("You were not charged.");
    if (again) {
        content.followUp = sentAgainWords(message, *again);
        content.followUpKey = again->key;
        return;
    }
    if (!context.canSend)
        return;
    for (const auto remedy : remediesFor(reason)) {
        const bool isOffered = remedy == Remedy::SendAsSms ? context.hasSms && message.channel != Channel::Sms
                               : remedy == Remedy::SendByWhatsApp
                                   ? context.hasWhatsApp && message.channel == Channel::Sms
                               : remedy == Remedy::ChooseTemplate ? context.hasWhatsApp
                                                                  : remedy != Remedy::FixNumber;
        if (isOffered && remedy != Remedy::Call)
            content.remedies.push_back(remedy);
    }
    // A notice that was taken back belongs to its job: marked ready again, it goes again.
    if (content.remedies.empty() && isCancelled && message.author.kind == AuthorKind::Member)
        content.remedies.push_back(Remedy::SendAgain);
}

/// Sender, kind, text, time, state (DESIGN-SYSTEM 8).
QString sentence(const BubbleContent &content, const ThreadRow &row, const ThreadContext &context)
{
    const auto &message = row.message;
    if (content.kind == BubbleKind::Event)
        return content.body;
    QStringList parts;
    if (content.kind == BubbleKind::Incoming)
        parts << isolated(context.customer);
    else if (message.author.kind == AuthorKind::Ai)
        parts << tr("AI") << speaker(message);
    else
        parts << speaker(message);
    if (!content.pictures.empty())
        parts << (content.pictures.size() == 1 ? tr("Photo") : tr("%1 photos").arg(content.pictures.size()));
    if (!content.fileLine.isEmpty())
        parts << content.fileLine;
    if (!content.body.isEmpty())
        parts << isolated(content.body);
    parts << clockTime(message.at);
    if (!content.problem.isEmpty())
        parts << content.problem + u' ' + content.problemSentence;
    if (!content.followUp.isEmpty())
        parts << content.followUp;
    if (content.tick)
        parts << statusWord(*content.tick);
    return parts.join(u", "_s);
}

} // namespace

bool startsDay(const Message &message, const Message *previous)
{
    return !previous || dayOf(previous->at) != dayOf(message.at);
}

bool startsRun(const Message &message, const Message *previous)
{
    return startsDay(message, previous) || previous->kind == MessageKind::Event ||
           (previous->kind == MessageKind::Note) != (message.kind == MessageKind::Note) ||
           (previous->kind == MessageKind::Template) != (message.kind == MessageKind::Template) ||
           previous->direction != message.direction || previous->author != message.author;
}

QString statusWord(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Held:
    case DeliveryStatus::Queued:
        return tr("waiting to be sent");
    case DeliveryStatus::Sending:
        return tr("being sent");
    case DeliveryStatus::Uncertain:
        return tr("not sure whether it was sent");
    case DeliveryStatus::Accepted:
    case DeliveryStatus::Sent:
        return tr("sent");
    case DeliveryStatus::Delivered:
        return tr("delivered");
    case DeliveryStatus::Read:
        return tr("read");
    case DeliveryStatus::Undelivered:
    case DeliveryStatus::Failed:
        return tr("not delivered");
    case DeliveryStatus::Cancelled:
    case DeliveryStatus::Refused:
        return tr("not sent");
    case DeliveryStatus::Received:
        break;
    }
    return tr("received");
}

BubbleContent bubbleContent(const ThreadRow &row, const Message *previous, const ThreadContext &context,
                            const std::optional<SentAgain> &again)
{
    const auto &message = row.message;
    BubbleContent content;
    content.kind = kindOf(row);
    if (startsDay(message, previous))
        content.day = dayName(message.at, context.now);
    if (content.kind == BubbleKind::Event) {
        const auto words = eventWords(message, context.customer);
        content.body = words.text + u' ' + clockTime(message.at);
        content.icon = words.icon;
        content.isAlarming = words.isAlarming;
        content.accessible = content.body;
        return content;
    }
    content.body = message.body.left(kLongestShown);
    content.links = findLinks(content.body);
    content.fileLine = fileLine(row);
    content.icon = fileIcon(message);
    for (const auto &file : message.attachments) {
        if (isPicture(file))
            content.pictures.push_back({file.id, QSize(file.width.value_or(0), file.height.value_or(0))});
    }
    content.meta = clockTime(message.at);
    if (content.kind != BubbleKind::Incoming)
        fillOutgoing(content, row, startsRun(message, previous), context, again);
    content.accessible = sentence(content, row, context);
    return content;
}

} // namespace counterbell::ui
