// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/notice_service.h"

#include "core/api/notification.h"
#include "core/api/workspace.h"
#include "core/contacts/contact_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/initial_handling.h"
#include "core/messaging/outbox.h"
#include "core/messaging/template_repository.h"
#include "core/messaging/template_rules.h"
#include "core/notifications/notice_repository.h"
#include "core/notifications/wording.h"

namespace counterbell::notifications
{

using namespace Qt::StringLiterals;
using messaging::NewSend;
using messaging::Outbox;
using messaging::RouteStep;
using store::Tx;

namespace
{

/// The name under which the account keeps DESIGN 4's assignment template.
const QString kAssignmentTemplate = u"task_assignment"_s;

NoticeFacts factsOf(const Job &job, const Workspace &shop)
{
    NoticeFacts facts;
    facts.kind = job.kind;
    facts.ticket = job.ticket;
    facts.description = job.description;
    facts.customerName = job.contactName.value_or(QString());
    facts.businessName = shop.name;
    facts.due = job.dueAt ? formatDate(*job.dueAt, shop.language, shop.timezone) : QString();
    facts.oldStatus = job.status;
    facts.newStatus = job.status;
    facts.urgentReason = job.urgentReason.value_or(QString());
    return facts;
}

Workspace shopOf(Tx &tx)
{
    return store::settingsOf<Workspace>(tx, u"workspace"_s);
}

/// WhatsApp's way of a notice outside the window. Values that don't fit are for the template gate to refuse.
RouteStep templateStep(const Template &known, QMap<QString, QString> values)
{
    for (auto &value : values)
        value = messaging::toTemplateValue(value);
    return {Channel::Whatsapp, messaging::renderTemplate(known.body, values), TemplateChoice{known.sid, values}};
}

RouteStep textStep(Channel channel, const QString &body)
{
    return {channel, body, std::nullopt};
}

NewSend newNotice(SendCategory category, const Job &job, const NoticeOccasion &occasion, const QString &recipient)
{
    NewSend send;
    send.category = category;
    send.jobId = job.id;
    send.author = {AuthorKind::System, QString()};
    if (!occasion.actor.id.isNull())
        send.authorId = occasion.actor.id;
    send.holdUntil = occasion.holdUntil;
    send.cause = occasion.cause + u':' + wireName(category) + u':' + recipient;
    return send;
}

std::optional<SendId> tellAssignee(Tx &tx, SendCategory category, const Job &job, const NoticeOccasion &occasion,
                                   std::vector<RouteStep> route)
{
    auto send = newNotice(category, job, occasion, u"member"_s + job.assigneeId->toString());
    send.memberId = job.assigneeId;
    send.route = std::move(route);
    return Outbox().request(tx, send, occasion.now).sendId;
}

bool isForAnother(const Job &job, const NoticeOccasion &occasion)
{
    return job.assigneeId && *job.assigneeId != occasion.actor.id;
}

/// A notice that may reach the customer shows in their conversation; one that surely can't makes none.
std::optional<ConversationId> conversationFor(Tx &tx, ContactId contact, bool mayGo, Timestamp now)
{
    const inbox::ConversationRepository conversations;
    const auto known = conversations.findFor(tx, contact);
    return known || !mayGo ? known : conversations.ensureFor(tx, contact, inbox::initialHandling(tx), now);
}

} // namespace

std::optional<SendId> NoticeService::notifyReady(Tx &tx, const Job &job, const NoticeOccasion &occasion) const
{
    if (job.kind == JobKind::Task)
        return std::nullopt;
    const auto contact = job.contactId ? contacts::ContactRepository().find(tx, *job.contactId) : std::nullopt;
    const auto settings = store::settingsOf<NotificationSettings>(tx, u"notifications"_s);
    const auto facts = factsOf(job, shopOf(tx));
    // A piece without a customer is refused for want of a number, so that the log says why nobody was told.
    auto send =
        newNotice(SendCategory::JobReady, job, occasion, contact ? u"contact"_s + contact->id.toString() : u"nobody"_s);
    if (contact) {
        send.contactId = contact->id;
        send.conversationId =
            conversationFor(tx, contact->id, settings.jobReady && !contact->addresses.empty(), occasion.now);
    }
    if (settings.jobReadyByWhatsApp && settings.jobReadyTemplateSid) {
        if (const auto known = messaging::TemplateRepository().find(tx, *settings.jobReadyTemplateSid))
            send.route.push_back(templateStep(*known, jobReadyVariables(facts, known->parameters)));
    }
    const auto wording = settings.jobReadyWording.isEmpty() ? defaultJobReadyWording() : settings.jobReadyWording;
    send.route.push_back(textStep(Channel::Sms, jobReadyText(facts, wording)));
    return Outbox().request(tx, send, occasion.now).sendId;
}

std::optional<SendId> NoticeService::notifyAssigned(Tx &tx, const Job &job, const NoticeOccasion &occasion) const
{
    if (!isForAnother(job, occasion))
        return std::nullopt;
    const auto shop = shopOf(tx);
    const auto facts = factsOf(job, shop);
    std::vector route{textStep(Channel::Whatsapp, assignmentText(facts, Channel::Whatsapp))};
    if (const auto known = messaging::TemplateRepository().findApproved(tx, kAssignmentTemplate, shop.language))
        route.push_back(templateStep(*known, assignmentVariables(facts)));
    route.push_back(textStep(Channel::Sms, assignmentText(facts, Channel::Sms)));
    return tellAssignee(tx, SendCategory::TaskAssignment, job, occasion, std::move(route));
}

std::optional<SendId> NoticeService::notifyStatusChanged(Tx &tx, const Job &job, JobStatus from,
                                                         const NoticeOccasion &occasion) const
{
    if (!isForAnother(job, occasion))
        return std::nullopt;
    auto facts = factsOf(job, shopOf(tx));
    facts.oldStatus = from;
    return tellAssignee(tx, SendCategory::StatusChange, job, occasion,
                        {textStep(Channel::Sms, statusChangeText(facts))});
}

std::optional<SendId> NoticeService::notifyUrgent(Tx &tx, const Job &job, const NoticeOccasion &occasion) const
{
    if (!isForAnother(job, occasion))
        return std::nullopt;
    const auto facts = factsOf(job, shopOf(tx));
    return tellAssignee(tx, SendCategory::UrgentFlagged, job, occasion, {textStep(Channel::Sms, urgentText(facts))});
}

void NoticeService::cancelHeld(Tx &tx, JobId job, const QString &cause, Timestamp now) const
{
    for (const auto &notice : NoticeRepository().madeFor(tx, job, cause)) {
        if (notice.status == DeliveryStatus::Held)
            std::ignore = Outbox().cancel(tx, notice.sendId, now);
    }
}

Result<> NoticeService::cancelAll(Tx &tx, JobId job, const QString &cause, Timestamp now) const
{
    const auto notices = NoticeRepository().madeFor(tx, job, cause);
    const auto isOpen = [](const MadeNotice &notice) {
        return notice.status == DeliveryStatus::Held || notice.status == DeliveryStatus::Queued;
    };
    for (const auto &notice : notices) {
        const bool isOver = notice.status == DeliveryStatus::Cancelled || notice.status == DeliveryStatus::Refused;
        if (!isOpen(notice) && !isOver)
            return refuse(Reason::TooLate, {{u"status"_s, QString(wireName(notice.status))}});
    }
    for (const auto &notice : notices) {
        if (!isOpen(notice))
            continue;
        if (const auto cancelled = Outbox().cancel(tx, notice.sendId, now); !cancelled)
            return cancelled;
    }
    return {};
}

} // namespace counterbell::notifications
