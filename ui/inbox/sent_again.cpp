// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/sent_again.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace counterbell::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SentAgain)
};

bool saysTheSame(const Message &original, const Message &later)
{
    if (original.body != later.body || original.attachments.size() != later.attachments.size())
        return false;
    return !original.body.isEmpty() ||
           std::ranges::equal(original.attachments, later.attachments, {}, &Attachment::id, &Attachment::id);
}

/// A template is the way out of a closed window; it says it in other words.
bool wantsTemplate(const Message &message)
{
    const auto reason = message.error ? message.error->reason.value_or(QString()) : QString();
    const auto remedies = remediesFor(reason);
    return message.status != DeliveryStatus::Cancelled &&
           std::ranges::find(remedies, Remedy::ChooseTemplate) != remedies.end();
}

QString whenOf(const Message &original, const SentAgain &again)
{
    const auto day = [](Timestamp at) { return QDateTime::fromMSecsSinceEpoch(toMillis(at)).date(); };
    if (day(original.at) == day(again.at))
        return clockTime(again.at);
    //: A day and a time: "12 Nov, 15:02"
    return Words::tr("%1, %2").arg(isolated(QLocale().toString(day(again.at), QStringLiteral("d MMM"))),
                                   clockTime(again.at));
}

} // namespace

bool hasStopped(DeliveryStatus status)
{
    using enum DeliveryStatus;
    return status == Failed || status == Undelivered || status == Refused || status == Cancelled;
}

std::optional<SentAgain> sentAgain(const ThreadModel &model, int row)
{
    const auto &original = model.at(row).message;
    if (original.direction != Direction::Outbound || model.at(row).isPending || !hasStopped(original.status))
        return std::nullopt;
    const bool takesTemplate = wantsTemplate(original);
    for (int next = row + 1; next < model.count(); ++next) {
        const auto &later = model.at(next).message;
        const bool isSent = later.direction == Direction::Outbound && later.author.kind == AuthorKind::Member &&
                            (later.kind == MessageKind::Text || later.kind == MessageKind::Media ||
                             later.kind == MessageKind::Template);
        if (!isSent)
            continue;
        const bool isSame = saysTheSame(original, later);
        if (isSame || (takesTemplate && later.kind == MessageKind::Template))
            return SentAgain{model.at(next).key, later.channel, !isSame, later.at};
    }
    return std::nullopt;
}

QString sentAgainWords(const Message &original, const SentAgain &again)
{
    const auto when = whenOf(original, again);
    if (again.isTemplate)
        return Words::tr("A template was sent instead, %1").arg(when);
    if (again.channel == original.channel)
        return Words::tr("Sent again, %1").arg(when);
    return again.channel == Channel::Sms ? Words::tr("Sent again as SMS, %1").arg(when)
                                         : Words::tr("Sent again by WhatsApp, %1").arg(when);
}

} // namespace counterbell::ui
