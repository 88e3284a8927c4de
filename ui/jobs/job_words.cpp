// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_words.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(JobWords)
};

constexpr auto kUncollected = std::chrono::days(7);

QDate localDay(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
}

bool isOver(JobStatus status)
{
    return status == JobStatus::Collected || status == JobStatus::Cancelled;
}

/// Why the customer was not told, in the few words that a card has room for.
QString shortReason(const QString &reason)
{
    if (reason == "recipientOptedOut"_L1)
        return Words::tr("Opted out: call when ready");
    if (reason == "categoryDisabled"_L1)
        return Words::tr("Not sent: Job ready is off");
    if (reason == "noPhone"_L1)
        return Words::tr("No phone number: please call in");
    if (reason == "invalidPhone"_L1 || reason == "invalidNumber"_L1)
        return Words::tr("Number not valid: check it");
    if (reason == "landline"_L1 || reason == "notMobile"_L1)
        return Words::tr("Landline: please call");
    if (reason == "consentRequired"_L1)
        return Words::tr("No consent yet: please call");
    if (reason == "budgetExceeded"_L1)
        return Words::tr("Not sent: budget used up");
    if (reason == "regionBlocked"_L1)
        return Words::tr("Not sent: country not allowed");
    return Words::tr("Not delivered: please call");
}

/// Quiet: nobody has to do anything that the shop did not choose itself.
bool isQuiet(const QString &reason)
{
    return reason == "categoryDisabled"_L1 || reason == "previewSuppressed"_L1;
}

QString when(Timestamp at, Timestamp now)
{
    return localDay(at) == localDay(now) ? clockTime(at) : listTime(at, now);
}

NoticeLine delivered(const Job &job, Timestamp now)
{
    const auto &notice = *job.notification;
    using Tone = NoticeLine::Tone;
    switch (notice.status) {
    case DeliveryStatus::Delivered:
        return {Tone::Quiet, u"tick-double"_s, Words::tr("SMS delivered %1").arg(when(notice.at, now))};
    case DeliveryStatus::Read:
        return {Tone::Quiet, u"tick-double"_s, Words::tr("Message read %1").arg(when(notice.at, now))};
    case DeliveryStatus::Sent:
        return {Tone::Quiet, u"tick-sent"_s, Words::tr("SMS sent %1").arg(when(notice.at, now))};
    case DeliveryStatus::Held:
        return {Tone::Quiet, u"queued"_s, Words::tr("SMS waits")};
    case DeliveryStatus::Queued:
    case DeliveryStatus::Sending:
    case DeliveryStatus::Accepted:
        return {Tone::Quiet, u"queued"_s, Words::tr("SMS on its way")};
    case DeliveryStatus::Uncertain:
        return {Tone::Quiet, u"queued"_s, Words::tr("Checking whether the SMS was sent")};
    case DeliveryStatus::Cancelled:
        return {Tone::Quiet, u"not-sent"_s, Words::tr("SMS cancelled")};
    case DeliveryStatus::Undelivered:
    case DeliveryStatus::Failed:
    case DeliveryStatus::Refused:
    case DeliveryStatus::Received:
        break;
    }
    const auto reason = notice.reason.value_or(QString());
    if (isQuiet(reason))
        return {Tone::Quiet, u"bell-off"_s, shortReason(reason)};
    return {Tone::Warning, reason == "recipientOptedOut"_L1 ? u"stop"_s : u"failed"_s, shortReason(reason)};
}

} // namespace

QString kindName(JobKind kind)
{
    switch (kind) {
    case JobKind::Repair:
        return Words::tr("Repair");
    case JobKind::Bespoke:
        return Words::tr("Bespoke");
    case JobKind::Task:
        return Words::tr("Task");
    }
    return {};
}

QString kindIcon(JobKind kind)
{
    switch (kind) {
    case JobKind::Repair:
        return u"repair"_s;
    case JobKind::Bespoke:
        return u"bespoke"_s;
    case JobKind::Task:
        return u"check"_s;
    }
    return {};
}

QString statusName(JobStatus status)
{
    switch (status) {
    case JobStatus::Received:
        return Words::tr("Received");
    case JobStatus::InProgress:
        return Words::tr("In progress");
    case JobStatus::QualityCheck:
        return Words::tr("Quality check");
    case JobStatus::Ready:
        return Words::tr("Ready");
    case JobStatus::Collected:
        return Words::tr("Collected");
    case JobStatus::Cancelled:
        return Words::tr("Cancelled");
    }
    return {};
}

const std::vector<JobStatus> &lanes()
{
    static const std::vector order{JobStatus::Received, JobStatus::InProgress, JobStatus::QualityCheck,
                                   JobStatus::Ready, JobStatus::Collected};
    return order;
}

QString dueText(const Job &job, Timestamp now)
{
    if (!job.dueAt)
        return {};
    const auto due = QDateTime::fromMSecsSinceEpoch(toMillis(*job.dueAt));
    const auto today = localDay(now);
    const QLocale locale;
    if (due.date() == today)
        return Words::tr("Due today %1").arg(clockTime(*job.dueAt));
    const auto days = today.daysTo(due.date());
    if (days > -7 && days < 14)
        return Words::tr("Due %1").arg(locale.toString(due.date(), u"ddd d MMM"_s));
    if (due.date().year() == today.year() || days < 200)
        return Words::tr("Due %1").arg(locale.toString(due.date(), u"d MMM"_s));
    return Words::tr("Due %1").arg(locale.toString(due.date(), u"d MMM yyyy"_s));
}

bool isDueSoon(const Job &job, Timestamp now)
{
    return job.dueAt && !isOver(job.status) && job.status != JobStatus::Ready && localDay(*job.dueAt) <= localDay(now);
}

bool isUncollected(const Job &job, Timestamp now)
{
    return job.status == JobStatus::Ready && job.readyAt && now - *job.readyAt > kUncollected;
}

QString uncollectedText(const Job &job, Timestamp now)
{
    if (!job.readyAt)
        return {};
    const auto days = int(std::chrono::floor<std::chrono::days>(now - *job.readyAt).count());
    return Words::tr("Ready %n days, not collected", nullptr, days);
}

std::optional<int> secondsHeld(const Job &job, Timestamp now)
{
    if (!job.notification || job.notification->status != DeliveryStatus::Held || !job.notification->dueAt)
        return std::nullopt;
    const auto left = *job.notification->dueAt - now;
    if (left <= std::chrono::milliseconds::zero())
        return std::nullopt;
    return int(std::chrono::ceil<std::chrono::seconds>(left).count());
}

std::optional<NoticeLine> noticeLine(const Job &job, Timestamp now)
{
    if (job.status == JobStatus::Collected && job.readyAt)
        return NoticeLine{NoticeLine::Tone::Quiet, u"collected"_s, Words::tr("Collected")};
    if (const auto seconds = secondsHeld(job, now))
        return NoticeLine{NoticeLine::Tone::Counting, u"queued"_s, Words::tr("SMS in %1 s").arg(*seconds)};
    if (!job.notification)
        return std::nullopt;
    return delivered(job, now);
}

QString jobSentence(const Job &job, Timestamp now)
{
    QStringList parts{job.ticket, kindName(job.kind)};
    if (job.contactName)
        parts << *job.contactName;
    parts << job.description << statusName(job.status);
    if (job.urgent)
        parts << Words::tr("Urgent");
    if (const auto due = dueText(job, now); !due.isEmpty())
        parts << due;
    if (const auto line = noticeLine(job, now))
        parts << line->text;
    if (isUncollected(job, now))
        parts << uncollectedText(job, now);
    parts << (job.assigneeName ? Words::tr("assigned to %1").arg(*job.assigneeName) : Words::tr("unassigned"));
    return parts.join(u", "_s);
}

} // namespace counterbell::ui
