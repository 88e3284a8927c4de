// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_toasts.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/jobs/job_words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(JobToasts)
};

ToastAction undoAction()
{
    return {u"undo"_s, Words::tr("Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z)};
}

QString shortName(const Job &job)
{
    return isolated(job.contactName ? firstName(*job.contactName) : Words::tr("the customer"));
}

QString movedFact(const Job &job)
{
    const auto ticket = leftToRight(job.ticket);
    switch (job.status) {
    case JobStatus::Received:
        return Words::tr("%1 moved to Received.").arg(ticket);
    case JobStatus::InProgress:
        return Words::tr("%1 moved to In progress.").arg(ticket);
    case JobStatus::QualityCheck:
        return Words::tr("%1 moved to Quality check.").arg(ticket);
    case JobStatus::Ready:
        return Words::tr("%1 is ready for pick-up.").arg(ticket);
    case JobStatus::Collected:
        return Words::tr("%1 is collected.").arg(ticket);
    case JobStatus::Cancelled:
        return Words::tr("%1 is cancelled.").arg(ticket);
    }
    return {};
}

/// %1 stays for the seconds, which the toast writes.
QString countdownFact(const Job &job)
{
    const auto seconds = u"%1"_s;
    return job.notification->channel == Channel::Sms
               ? Words::tr("SMS to %1 in %2 s.").arg(shortName(job), seconds)
               : Words::tr("WhatsApp message to %1 in %2 s.").arg(shortName(job), seconds);
}

bool isRefused(const Job &job)
{
    return job.notification &&
           (job.notification->status == DeliveryStatus::Refused || job.notification->status == DeliveryStatus::Failed);
}

} // namespace

QString toastKey(JobId id)
{
    return u"job:"_s + id.toString();
}

ToastSpec movedToast(const Job &job, Timestamp now, bool mayUndo)
{
    ToastSpec toast;
    toast.key = toastKey(job.id);
    if (secondsHeld(job, now)) {
        toast.fact = countdownFact(job);
        toast.detail = movedFact(job);
        toast.countdown = *job.notification->dueAt - job.notification->at;
        toast.left = *job.notification->dueAt - now;
        toast.actions = {undoAction(), {u"sendNow"_s, Words::tr("Send now"), {}}, {u"edit"_s, Words::tr("Edit"), {}}};
        return toast;
    }
    toast.fact = movedFact(job);
    toast.icon = job.status == JobStatus::Ready ? u"ready"_s : u"check"_s;
    if (mayUndo)
        toast.actions.push_back(undoAction());
    if (!isRefused(job))
        return toast;
    toast.detail = reasonSentence(job.notification->reason.value_or(u"providerError"_s));
    toast.stays = std::chrono::seconds(10);
    const auto line = noticeLine(job, now);
    if (line && line->tone == NoticeLine::Tone::Warning) {
        toast.isFailure = true;
        toast.icon = line->icon;
        toast.fact = Words::tr("%1 is ready, but %2 was not told.").arg(leftToRight(job.ticket), shortName(job));
        if (job.contactId && job.notification->reason != u"noPhone"_s)
            toast.actions.push_back({u"call"_s, Words::tr("Call"), {}});
    }
    return toast;
}

ToastSpec undoneToast(const Job &job)
{
    ToastSpec toast;
    toast.key = toastKey(job.id);
    toast.icon = u"undo"_s;
    toast.fact = Words::tr("%1 is back in %2. Nothing was sent.").arg(leftToRight(job.ticket), statusName(job.status));
    return toast;
}

} // namespace counterbell::ui
