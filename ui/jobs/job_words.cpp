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
        return Words::tr("Opted out: please call");
    if (reason == "categoryDisabled"_L1)
        return Words::tr("Not sent: Job ready is off");
    if (reason == "previewSuppressed"_L1)
        return Words::tr("Not sent: this is a preview");
    if (reason == "noPhone"_L1 || reason == "recipientMissing"_L1)
        return Words::tr("Not told: no phone number");
    if (reason == "invalidPhone"_L1 || reason == "numberUnknown"_L1 || reason == "recipientIsShortCode"_L1)
        return Words::tr("Number not valid: check it");
    if (reason == "landline"_L1 || reason == "notMobile"_L1 || reason == "landlineOrUnreachable"_L1)
        return Words::tr("Landline: please call");
    if (reason == "phoneUnreachable"_L1 || reason == "numberUnreachable"_L1)
        return Words::tr("Phone out of reach: please call");
    if (reason == "consentRequired"_L1)
        return Words::tr("No consent yet: please call");
    if (reason == "budgetExceeded"_L1)
        return Words::tr("Not sent: spending limit reached");
    if (reason == "regionBlocked"_L1)
        return Words::tr("Not sent: country not allowed");
    if (reason == "providerUnreachable"_L1)
        return Words::tr("Not sent: Twilio out of reach");
    return Words::tr("Not delivered: please call");
}

/// Quiet: nobody has to do anything that the shop did not choose itself.
bool isQuiet(const QString &reason)
{
    return reason == "categoryDisabled"_L1 || reason == "previewSuppressed"_L1;
}

QString when(Timestamp at, Timestamp now)
{
    if (localDay(at) == localDay(now))
        return clockTime(at);
    const auto days = localDay(at).daysTo(localDay(now));
    return days > 0 && days < 7 ? Words::tr("%1 %2", "Mon 15:40").arg(listTime(at, now), clockTime(at))
                                : listTime(at, now);
}

/// What became of the notice while nothing is wrong; absent where something is.
std::optional<NoticeLine> underWay(const JobNotification &notice, Timestamp now)
{
    using Tone = NoticeLine::Tone;
    const bool isSms = notice.channel == Channel::Sms;
    const auto at = when(notice.at, now);
    switch (notice.status) {
    case DeliveryStatus::Delivered:
        return NoticeLine{Tone::Quiet, u"tick-double"_s,
                          isSms ? Words::tr("SMS delivered %1").arg(at) : Words::tr("WhatsApp delivered %1").arg(at)};
    case DeliveryStatus::Read:
        return NoticeLine{Tone::Quiet, u"tick-double"_s, Words::tr("Message read %1").arg(at)};
    case DeliveryStatus::Sent:
        return NoticeLine{Tone::Quiet, u"tick-sent"_s,
                          isSms ? Words::tr("SMS sent %1").arg(at) : Words::tr("WhatsApp sent %1").arg(at)};
    case DeliveryStatus::Held:
        return NoticeLine{Tone::Quiet, u"queued"_s, isSms ? Words::tr("SMS waits") : Words::tr("WhatsApp waits")};
    case DeliveryStatus::Queued:
    case DeliveryStatus::Sending:
    case DeliveryStatus::Accepted:
        return NoticeLine{Tone::Quiet, u"queued"_s,
                          isSms ? Words::tr("SMS on its way") : Words::tr("WhatsApp on its way")};
    case DeliveryStatus::Uncertain:
        return NoticeLine{Tone::Quiet, u"queued"_s, Words::tr("Checking whether it was sent")};
    case DeliveryStatus::Cancelled:
        return NoticeLine{Tone::Quiet, u"not-sent"_s,
                          isSms ? Words::tr("SMS cancelled") : Words::tr("WhatsApp message cancelled")};
    case DeliveryStatus::Undelivered:
    case DeliveryStatus::Failed:
    case DeliveryStatus::Refused:
    case DeliveryStatus::Received:
        break;
    }
    return std::nullopt;
}

NoticeLine noticeSoFar(const JobNotification &notice, Timestamp now)
{
    if (auto line = underWay(notice, now))
        return *line;
    const auto reason = notice.reason.value_or(QString());
    if (isQuiet(reason))
        return {NoticeLine::Tone::Quiet, u"bell-off"_s, shortReason(reason)};
    return {NoticeLine::Tone::Warning, reason == "recipientOptedOut"_L1 ? u"stop"_s : u"failed"_s, shortReason(reason)};
}

/// Before the piece is ready: what to expect then. Once it is: what to do.
NoticeLine warning(const QString &caution, bool isReady)
{
    const auto icon = caution == "recipientOptedOut"_L1 ? u"stop"_s : u"failed"_s;
    if (isReady)
        return {NoticeLine::Tone::Warning, icon, shortReason(caution)};
    if (caution == "recipientOptedOut"_L1)
        return {NoticeLine::Tone::Caution, icon, Words::tr("Opted out: call when ready")};
    if (caution == "landline"_L1)
        return {NoticeLine::Tone::Caution, icon, Words::tr("Landline: call when ready")};
    return {NoticeLine::Tone::Caution, icon, Words::tr("No phone number: ask for one")};
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

QString dueText(const Job &job, Timestamp now, bool isShort)
{
    if (!job.dueAt)
        return {};
    const auto due = QDateTime::fromMSecsSinceEpoch(toMillis(*job.dueAt));
    const auto today = localDay(now);
    const QLocale locale;
    if (due.date() == today)
        return (isShort ? Words::tr("Today %1") : Words::tr("Due today %1")).arg(clockTime(*job.dueAt));
    const auto days = today.daysTo(due.date());
    auto form = u"d MMM yyyy"_s;
    if (days > -7 && days < 14)
        form = u"ddd d MMM"_s;
    else if (due.date().year() == today.year() || days < 200)
        form = u"d MMM"_s;
    const auto day = locale.toString(due.date(), form);
    return isShort ? day : Words::tr("Due %1").arg(day);
}

bool isLate(const Job &job, Timestamp now)
{
    return job.dueAt && *job.dueAt < now && !isOver(job.status) && job.status != JobStatus::Ready;
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

double shareHeld(const Job &job, Timestamp now)
{
    if (!secondsHeld(job, now))
        return 0;
    const auto whole = *job.notification->dueAt - job.notification->at;
    const double left = double(std::chrono::ceil<std::chrono::seconds>(*job.notification->dueAt - now).count());
    const double all = std::max(1.0, double(std::chrono::ceil<std::chrono::seconds>(whole).count()));
    return std::clamp(left / all, 0.0, 1.0);
}

std::optional<NoticeLine> noticeLine(const Job &job, Timestamp now)
{
    if (job.status == JobStatus::Collected)
        return NoticeLine{NoticeLine::Tone::Quiet, u"collected"_s,
                          Words::tr("Collected %1").arg(when(job.statusAt, now))};
    if (const auto seconds = secondsHeld(job, now)) {
        const auto text = job.notification->channel == Channel::Sms ? Words::tr("SMS in %1 s").arg(*seconds)
                                                                    : Words::tr("WhatsApp in %1 s").arg(*seconds);
        return NoticeLine{NoticeLine::Tone::Counting, u"queued"_s, text};
    }
    if (job.notification)
        return noticeSoFar(*job.notification, now);
    if (job.caution && !isOver(job.status))
        return warning(*job.caution, job.status == JobStatus::Ready);
    return std::nullopt;
}

QString nextStepText(const Job &job)
{
    return job.status == JobStatus::Ready ? Words::tr("Mark collected") : Words::tr("Mark ready");
}

QString customerName(const Job &job)
{
    return job.contactName.value_or(Words::tr("No customer"));
}

std::optional<QString> cautionFor(const Contact &contact)
{
    if (!contact.phone)
        return u"noPhone"_s;
    if (contact.capabilities.landline.value_or(false))
        return u"landline"_s;
    return contact.consent.sms == ConsentState::OptedOut ? std::optional(u"recipientOptedOut"_s) : std::nullopt;
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
