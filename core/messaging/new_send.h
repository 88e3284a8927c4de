// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "core/api/send_log.h"

namespace counterbell::messaging
{

/// One way to reach somebody: a channel with its text, or a template on WhatsApp. A notice has several, in order.
struct RouteStep {
    Channel channel = Channel::Sms;
    QString body;                                 ///< the text, or the template as it would read
    std::optional<TemplateChoice> templateChoice; ///< WhatsApp only
};

/// A file of a send: `url` is where the provider can fetch it, once it is there.
struct SendMedia {
    AttachmentId attachmentId;
    std::optional<QString> url;

    bool operator==(const SendMedia &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("attachmentId", &SendMedia::attachmentId), field("url", &SendMedia::url)};
    }
};

/// Somebody wants a message sent: operator, AI agent, notice, reminder or acknowledgement alike.
struct NewSend {
    SendCategory category = SendCategory::Reply;
    std::optional<ContactId> contactId;           ///< a customer, or
    std::optional<MemberId> memberId;             ///< a member
    std::optional<ConversationId> conversationId; ///< where its bubble appears; absent for member notices
    std::vector<RouteStep> route;                 ///< at least one step; the first viable one is used
    Author author;
    std::optional<MemberId> authorId;
    bool isPermitted = true; ///< false: the author's role or assignment forbids it; the first gate refuses and logs it
    std::optional<Timestamp> holdUntil; ///< held behind Undo until then
    std::optional<QString> clientToken; ///< the console's own key: never twice
    std::optional<QString> cause;       ///< "job:12:3:job_ready": never twice
    std::optional<JobId> jobId;
    std::optional<qint64> handlingVersion; ///< AI replies: the claim refuses them once it has risen
    std::vector<AttachmentId> attachments; ///< uploads, or files of a message that is sent again
};

} // namespace counterbell::messaging
