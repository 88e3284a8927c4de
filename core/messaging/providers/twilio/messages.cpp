// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/client.h"
#include "core/messaging/providers/twilio/errors.h"
#include "core/messaging/providers/twilio/message_json.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> badSid()
{
    return refuse(Reason::InvalidArgument, {{"problem"_L1, "sid"_L1}});
}

} // namespace

QCoro::Task<Result<MessageListPage>> TwilioClient::listMessages(MessageFilter filter, std::optional<QString> next)
{
    auto url = accountUrl("/Messages.json", listMessagesFields(filter));
    if (next) {
        const auto link = m_account.hosts.ownLink(TwilioHost::Api, *next);
        if (!link)
            co_return refuse(Reason::InvalidArgument, {{"problem"_L1, "next"_L1}});
        url = *link;
    }
    const auto answer = co_await call(request(HttpRequest::Method::Get, std::move(url)));
    if (!answer)
        co_return tl::unexpected(answer.error());
    auto page = readMessagePage(*answer);
    if (!page)
        co_return tl::unexpected(unreadableError(*answer));
    co_return *std::move(page);
}

QCoro::Task<Result<ListedMessage>> TwilioClient::fetchMessage(QString sid)
{
    if (!isSid(sid, kMessageSids))
        co_return badSid();
    auto url = accountUrl("/Messages/" + sid.toLatin1() + ".json");
    const auto answer = co_await call(request(HttpRequest::Method::Get, std::move(url)));
    if (!answer)
        co_return tl::unexpected(answer.error());
    const auto object = readObject(answer->body);
    auto message = object ? readMessage(*object) : std::nullopt;
    if (!message)
        co_return tl::unexpected(unreadableError(*answer));
    co_return *std::move(message);
}

QCoro::Task<Result<>> TwilioClient::redactMessage(QString sid)
{
    if (!isSid(sid, kMessageSids))
        co_return badSid();
    const FormFields blank{{"Body", QString()}};
    auto url = accountUrl("/Messages/" + sid.toLatin1() + ".json");
    const auto answer = co_await call(postForm(std::move(url), blank));
    if (!answer)
        co_return tl::unexpected(answer.error());
    co_return Result<>();
}

QCoro::Task<Result<>> TwilioClient::deleteMessage(QString sid)
{
    if (!isSid(sid, kMessageSids))
        co_return badSid();
    co_return co_await remove(accountUrl("/Messages/" + sid.toLatin1() + ".json"));
}

} // namespace counterbell::messaging
