// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_actions.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/jobs/job_toasts.h"
#include "ui/widgets/prompts.h"

#include <QDesktopServices>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kLongestText = 1600;
constexpr int kLongestReason = 500;

} // namespace

JobActions::JobActions(CoreClient &client, Prompts &prompts, QObject *parent)
    : QObject(parent), m_client(client), m_prompts(prompts), m_hold(Workspace{}.noticeHoldSeconds)
{
    connect(&client, &CoreClient::resynced, this, &JobActions::learnHold);
    connect(&client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (group == "workspace"_L1)
            learnHold();
    });
    if (client.connection() == Connection::Online)
        learnHold();
}

void JobActions::learnHold()
{
    m_client.call(methods::workspaceGet, {}, this, [this](Result<Workspace> answer) {
        if (answer)
            m_hold = answer->noticeHoldSeconds;
    });
}

void JobActions::move(const Job &job, JobStatus to)
{
    const auto underWay = m_underWay.find(job.id);
    if ((underWay == m_underWay.end() ? job.status : underWay->second) == to)
        return;
    m_underWay.insert_or_assign(job.id, to);
    m_client.call(methods::jobsSetStatus, {.jobId = job.id, .status = to, .holdSeconds = m_hold}, this,
                  [this, id = job.id, to](Result<Job> answer) {
                      if (const auto asked = m_underWay.find(id); asked != m_underWay.end() && asked->second == to)
                          m_underWay.erase(asked);
                      if (!answer)
                          return sayFailed(toastKey(id), errorSentence(answer.error()));
                      Q_EMIT changed(*answer);
                      Q_EMIT moved(answer->id);
                      sayMoved(*answer);
                  });
}

void JobActions::sayMoved(const Job &job)
{
    auto toast = movedToast(job, m_client.now(), m_hold > 0);
    toast.acted = [self = QPointer(this), job](const QString &action) {
        if (!self)
            return;
        if (action == "undo"_L1)
            self->undo(job.id);
        else if (action == "sendNow"_L1)
            self->sendNow(job);
        else if (action == "edit"_L1)
            self->edit(job);
        else if (action == "call"_L1)
            self->call(job);
    };
    Q_EMIT toastRequested(toast);
}

void JobActions::sayFailed(const QString &key, const QString &sentence)
{
    ToastSpec toast;
    toast.key = key;
    toast.fact = sentence;
    toast.isFailure = true;
    toast.stays = std::chrono::seconds(10);
    Q_EMIT toastRequested(toast);
}

void JobActions::undo(JobId id)
{
    m_client.call(methods::jobsUndo, {.jobId = id}, this, [this, id](Result<Job> answer) {
        if (!answer)
            return sayFailed(toastKey(id), errorSentence(answer.error()));
        Q_EMIT changed(*answer);
        Q_EMIT toastRequested(undoneToast(*answer));
    });
}

void JobActions::sendNow(const Job &job)
{
    if (!job.notification)
        return;
    m_client.call(methods::sendsSendNow, {.sendId = job.notification->sendId}, this, [this, job](Result<Send> answer) {
        if (!answer)
            return sayFailed(toastKey(job.id), errorSentence(answer.error()));
        ToastSpec toast;
        toast.key = toastKey(job.id);
        toast.icon = u"send"_s;
        toast.fact = tr("The message to %1 is on its way.").arg(isolated(answer->recipient.name));
        Q_EMIT toastRequested(toast);
    });
}

void JobActions::edit(const Job &job)
{
    if (!job.notification)
        return;
    SendLogRequest request;
    request.filter.emplace().jobId = job.id;
    request.filter->category = SendCategory::JobReady;
    m_client.call(methods::jobsUndo, {.jobId = job.id}, this, [this, job, request](Result<Job> back) {
        if (!back)
            return sayFailed(toastKey(job.id), errorSentence(back.error()));
        Q_EMIT changed(*back);
        m_client.call(methods::sendLogQuery, request, this, [this, job](Result<Page<Send>> answer) {
            const auto isIt = [&](const Send &send) { return send.id == job.notification->sendId; };
            if (answer && std::ranges::any_of(answer->items, isIt))
                return askText(job, std::ranges::find_if(answer->items, isIt)->body);
            sayFailed(toastKey(job.id), answer ? tr("The text could not be read. Mark the job ready again.")
                                               : errorSentence(answer.error()));
        });
    });
}

void JobActions::askText(const Job &job, const QString &text)
{
    TextQuestion question;
    question.title = tr("Edit the message for %1").arg(leftToRight(job.ticket));
    question.label = tr("Message");
    question.value = text;
    question.hint = tr("Nothing goes out while you write. Then it waits once more, so that you can undo it.");
    question.confirm = tr("Send this text");
    question.isLong = true;
    question.maxLength = kLongestText;
    m_prompts.askText(question, [self = QPointer(this), job](std::optional<QString> changed) {
        if (self)
            self->moveWithText(job, std::move(changed));
    });
}

void JobActions::moveWithText(const Job &job, std::optional<QString> text)
{
    m_client.call(methods::jobsSetStatus, {.jobId = job.id, .status = job.status, .holdSeconds = m_hold}, this,
                  [this, text = std::move(text)](Result<Job> answer) {
                      if (!answer)
                          return sayFailed({}, errorSentence(answer.error()));
                      Q_EMIT changed(*answer);
                      Q_EMIT moved(answer->id);
                      const auto &notice = answer->notification;
                      if (!text || !notice || notice->status != DeliveryStatus::Held)
                          return sayMoved(*answer);
                      m_client.call(methods::sendsEdit, {.sendId = notice->sendId, .body = *text}, this,
                                    [this, job = *answer](Result<Send> edited) {
                                        if (edited)
                                            return sayMoved(job);
                                        // The old text must not go in place of the new one.
                                        undo(job.id);
                                        sayFailed(toastKey(job.id) + u":edit"_s, errorSentence(edited.error()));
                                    });
                  });
}

std::function<void(Result<Job>)> JobActions::onChanged()
{
    return [this](Result<Job> answer) {
        if (answer)
            Q_EMIT changed(*answer);
        else
            sayFailed({}, errorSentence(answer.error()));
    };
}

void JobActions::assign(const Job &job, std::optional<MemberId> member)
{
    if (job.assigneeId != member)
        m_client.call(methods::jobsAssign, {.jobId = job.id, .memberId = member}, this, onChanged());
}

void JobActions::setUrgent(const Job &job, bool isUrgent)
{
    const auto set = [self = QPointer(this), id = job.id, isUrgent](std::optional<QString> reason) {
        if (self)
            self->m_client.call(methods::jobsSetUrgent, {.jobId = id, .urgent = isUrgent, .reason = reason}, self,
                                self->onChanged());
    };
    if (!isUrgent)
        return set(std::nullopt);
    TextQuestion question;
    question.title = tr("Flag %1 as urgent").arg(leftToRight(job.ticket));
    question.label = tr("Reason");
    question.hint = tr("The assignee gets an SMS at once and reads this in it.");
    question.confirm = tr("Flag as urgent");
    question.value = job.urgentReason.value_or(QString());
    question.mayBeEmpty = true;
    question.maxLength = kLongestReason;
    m_prompts.askText(question, [set](std::optional<QString> reason) {
        if (reason)
            set(reason->isEmpty() ? std::nullopt : reason);
    });
}

void JobActions::call(const Job &job)
{
    const auto key = toastKey(job.id) + u":call"_s;
    if (!job.contactId)
        return sayFailed(key, errorSentence({Reason::NoPhone}));
    m_client.call(methods::contactsGet, {.contactId = *job.contactId}, this, [this, key](Result<Contact> answer) {
        if (!answer)
            return sayFailed(key, errorSentence(answer.error()));
        if (!answer->phone)
            return sayFailed(key, errorSentence({Reason::NoPhone}));
        QUrl number;
        number.setScheme(u"tel"_s);
        number.setPath(*answer->phone);
        QDesktopServices::openUrl(number);
        // The number itself too: not every desktop has a telephone.
        ToastSpec toast;
        toast.key = key;
        toast.icon = u"phone"_s;
        toast.fact = tr("Call %1: %2").arg(isolated(answer->name), phone(*answer->phone));
        toast.stays = std::chrono::seconds(20);
        Q_EMIT toastRequested(toast);
    });
}

} // namespace counterbell::ui
