// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/template.h"
#include "core/messaging/providers/provider_values.h"
#include "core/messaging/providers/send_outcome.h"

#include <qcorotask.h>

/// What the core asks of a messaging provider. Values in, values out; main thread; an implementation must
/// outlive its tasks. One call of send() makes at most one request that the provider could process.
///
/// Errors of everything but send(): NotFound (404), Conflict (409), NotPermitted (401, 403), InvalidArgument (other
/// 4xx, or a value that can't be sent), ProviderUnreachable (no answer, 429, 5xx, unreadable). details: `problem`
/// (network, interrupted, rateLimited, serverFault, unreadable, tooLarge, refused) and where there is one `httpStatus`,
/// `code`, `message`, `requestId`, `retryAfter` (seconds).
namespace counterbell::messaging
{

/// Messages: sending, looking up, fetching media, removing.
class Provider
{
public:
    virtual ~Provider() = default;

    [[nodiscard]] virtual QCoro::Task<SendOutcome> send(OutboundMessage message) = 0;

    /// A page of the account's messages, newest first; `next` is the earlier page's, and then beats the filter.
    [[nodiscard]] virtual QCoro::Task<Result<MessageListPage>> listMessages(MessageFilter filter,
                                                                            std::optional<QString> next = {}) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<ListedMessage>> fetchMessage(QString sid) = 0;

    /// Blanks the body; Conflict while the message is under way.
    [[nodiscard]] virtual QCoro::Task<Result<>> redactMessage(QString sid) = 0;
    /// Removes the message, not its media; one that is gone already counts as removed.
    [[nodiscard]] virtual QCoro::Task<Result<>> deleteMessage(QString sid) = 0;

    [[nodiscard]] virtual QCoro::Task<Result<std::vector<MediaItem>>> listMedia(QString messageSid) = 0;
    /// The bytes behind an inbound media URL. Only the account's own media paths are asked, credentials go there alone
    /// and never along a redirect (FACTS 1.5). InvalidArgument for any other URL.
    [[nodiscard]] virtual QCoro::Task<Result<MediaContent>> fetchMedia(QUrl url, qint64 maxBytes) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<>> deleteMedia(QString messageSid, QString mediaSid) = 0;

    /// All templates of the account with their WhatsApp approval, every page.
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<Template>>> listTemplates() = 0;
};

/// Setting an account up: credentials, numbers, senders and where their webhooks go.
class ProviderSetup
{
public:
    virtual ~ProviderSetup() = default;

    /// Asks for one message, which any key that can work may do; the account's name where it may be seen (FACTS 1.6).
    [[nodiscard]] virtual QCoro::Task<Result<AccountInfo>> verifyCredentials() = 0;

    /// The account's own number, with its present webhooks to show before they are overwritten; empty if not ours.
    [[nodiscard]] virtual QCoro::Task<Result<std::optional<IncomingNumber>>> incomingNumber(QString phone) = 0;
    /// Replaces what `present`, as just read, says; an application or a fallback that would stay in the way is cleared.
    [[nodiscard]] virtual QCoro::Task<Result<IncomingNumber>> setIncomingWebhooks(IncomingNumber present,
                                                                                  WebhookUrls urls) = 0;

    [[nodiscard]] virtual QCoro::Task<Result<std::optional<WhatsappSender>>> whatsappSender(QString phone) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<WhatsappSender>> setWhatsappWebhooks(QString senderSid,
                                                                                  WebhookUrls urls) = 0;
};

} // namespace counterbell::messaging
