// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/job_toast.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"

#include <QCoreApplication>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(JobToast)
};

QString factOf(const Job &job, bool isHeld)
{
    const auto ticket = leftToRight(job.ticket);
    const auto name = firstName(job.contactName.value_or(QString()));
    if (isHeld)
        return name.isEmpty() ? Words::tr("The message goes in %1 s.")
                              : Words::tr("Message to %2 in %1 s.").arg(u"%1"_s, isolated(name));
    return job.status == JobStatus::Ready ? Words::tr("%1 is ready.").arg(ticket)
                                          : Words::tr("%1 is collected.").arg(ticket);
}

QString detailOf(const Job &job, bool isHeld)
{
    if (isHeld)
        return Words::tr("%1 is ready.").arg(leftToRight(job.ticket));
    if (job.status == JobStatus::Ready && job.notification && job.notification->status == DeliveryStatus::Refused)
        return Words::tr("Not notified: %1").arg(reasonSentence(job.notification->reason.value_or(QString())));
    return {};
}

} // namespace

ToastSpec jobToast(CoreClient &client, const Job &job, std::function<void(const ToastSpec &)> said)
{
    const bool isHeld = job.notification && job.notification->status == DeliveryStatus::Held && job.notification->dueAt;
    ToastSpec toast;
    toast.key = u"job:"_s + job.ticket;
    toast.fact = factOf(job, isHeld);
    toast.detail = detailOf(job, isHeld);
    toast.actions.push_back({u"undo"_s, Words::tr("Undo"), QKeySequence(u"Ctrl+Z"_s)});
    if (isHeld) {
        toast.countdown = *job.notification->dueAt - client.now();
        toast.actions.push_back({u"sendNow"_s, Words::tr("Send now"), {}});
    }
    const auto sendId = job.notification ? job.notification->sendId : SendId{};
    toast.acted = [core = QPointer(&client), jobId = job.id, sendId, said = std::move(said)](const QString &action) {
        if (!core)
            return;
        const auto refused = [said](const auto &answer) {
            if (!answer)
                said(refusalToast(answer.error()));
        };
        if (action == u"undo"_s)
            core->call(methods::jobsUndo, {.jobId = jobId}, core, [refused](Result<Job> answer) { refused(answer); });
        else if (action == u"sendNow"_s)
            core->call(methods::sendsSendNow, {.sendId = sendId}, core,
                       [refused](Result<Send> answer) { refused(answer); });
    };
    return toast;
}

ToastSpec refusalToast(const Error &error)
{
    ToastSpec toast;
    toast.fact = errorSentence(error);
    toast.isFailure = true;
    return toast;
}

} // namespace counterbell::ui
