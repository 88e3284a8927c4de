// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/messages_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/create_message.h"
#include "app/sandbox/delivery.h"
#include "app/sandbox/message_json.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/router.h"
#include "app/sandbox/status_plan.h"
#include "app/sandbox/twilio_gate.h"

#include <QTimer>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

tl::expected<MessageFilter, TwilioError> filterOf(const Form &query)
{
    MessageFilter filter{.to = query.value(u"To"_s), .from = query.value(u"From"_s)};
    const auto read = [&](const QString &name, std::optional<qint64> *into) {
        const auto text = query.find(name);
        if (!text || text->isEmpty())
            return true;
        *into = filterDateMs(*text);
        return into->has_value();
    };
    std::optional<qint64> on;
    std::optional<qint64> from;
    std::optional<qint64> until;
    // The inequality is part of the name (FACTS 1.3); both readings of `DateSent>=…` end up here.
    if (!read(u"DateSent"_s, &on) || !read(u"DateSent>"_s, &from) || !read(u"DateSent<"_s, &until))
        return tl::unexpected(twilioError(20422, u"DateSent is not a date."_s));
    const auto untilText = query.value(u"DateSent<"_s);
    if (until) // `DateSent<=2026-01-02` holds that whole day, a date-time that whole second
        until = *until + (untilText.size() <= 10 ? kDayMs : 1000);
    if (on) {
        const bool isDay = query.value(u"DateSent"_s).size() <= 10;
        from = std::max(from.value_or(*on), *on);
        until = std::min(until.value_or(*on + (isDay ? kDayMs : 1000)), *on + (isDay ? kDayMs : 1000));
    }
    filter.sentFromMs = from;
    filter.sentUntilMs = until;
    return filter;
}

HttpResponse notFound(const HttpRequest &request)
{
    return errorAnswer(
        twilioError(20404, u"The requested resource %1 was not found"_s.arg(QString::fromLatin1(request.path))));
}

} // namespace

std::optional<qint64> filterDateMs(const QString &text)
{
    const bool isDay = text.size() == 10;
    auto date = QDateTime::fromString(isDay ? text + u"T00:00:00Z"_s : text, Qt::ISODateWithMs);
    if (date.timeSpec() == Qt::LocalTime)
        date.setTimeSpec(Qt::UTC);
    return date.isValid() ? std::optional(date.toMSecsSinceEpoch()) : std::nullopt;
}

void MessagesApi::addTo(Router &router)
{
    const auto add = [&](const QByteArray &method, const QString &path,
                         void (MessagesApi::*call)(const HttpRequest &, const HttpResponder &)) {
        router.add(method, u"/2010-04-01/Accounts/{AccountSid}/"_s + path,
                   twilioGate(m_context, [this, call](const HttpRequest &request, const HttpResponder &responder) {
                       (this->*call)(request, responder);
                   }));
    };
    add("POST", u"Messages.json"_s, &MessagesApi::create);
    add("GET", u"Messages.json"_s, &MessagesApi::list);
    add("GET", u"Messages/{Sid}.json"_s, &MessagesApi::fetch);
    add("POST", u"Messages/{Sid}.json"_s, &MessagesApi::update);
    add("DELETE", u"Messages/{Sid}.json"_s, &MessagesApi::remove);
}

void MessagesApi::create(const HttpRequest &request, const HttpResponder &responder)
{
    auto &faults = m_context.faults;
    if (takeOne(faults.loseRequests))
        return responder.cutConnection();
    if (takeOne(faults.rateLimitCount)) {
        auto answer = errorAnswer(twilioError(20429));
        if (faults.rateLimitRetryAfter >= 0)
            answer.addHeader("Retry-After", QByteArray::number(faults.rateLimitRetryAfter));
        return responder.send(std::move(answer));
    }
    if (takeOne(faults.serverErrors))
        return responder.send(errorAnswer(twilioError(20500)));

    auto accepted = checkCreate(m_context, request.form());
    if (!accepted)
        return responder.send(errorAnswer(accepted.error()));
    if (!storeAccepted(m_context, &*accepted))
        return responder.send(errorAnswer(twilioError(20500)));

    const auto answer = HttpResponse::json(201, messageJson(m_context, accepted->message));
    const bool lost = takeOne(faults.loseAnswers);
    const int delay = faults.delayMs;
    m_context.delivery->begin(accepted->message, takeOne(faults.earlyCallbacks), [=, this] {
        const auto finish = [=] { lost ? responder.cutConnection() : responder.send(answer); };
        if (delay > 0)
            QTimer::singleShot(delay, m_context.delivery, finish);
        else
            finish();
    });
}

void MessagesApi::list(const HttpRequest &request, const HttpResponder &responder)
{
    const auto asked = pageAsked(request);
    const auto filter = filterOf(request.query);
    if (!asked || !filter)
        return responder.send(errorAnswer(asked ? filter.error() : asked.error()));
    std::optional<Message> after;
    const bool backwards = asked->token.startsWith("PB"_L1);
    if (!asked->token.isEmpty()) {
        after = m_context.messages.bySid(asked->token.mid(2));
        if (!after)
            return responder.send(errorAnswer(twilioError(20422, u"Invalid PageToken"_s)));
    }
    // One row more than asked tells whether there is another page that way.
    auto rows = m_context.messages.list(*filter, asked->size + 1, after, backwards);
    const bool more = rows.size() > asked->size;
    if (more)
        rows.remove(backwards ? 0 : rows.size() - 1);
    PageOfRows page;
    for (const auto &row : rows)
        page.rows.append(messageJson(m_context, row));
    if (!rows.isEmpty()) {
        if (backwards || more)
            page.nextToken = u"PA"_s + rows.last().sid;
        if (backwards ? more : asked->page > 0)
            page.previousToken = u"PB"_s + rows.first().sid;
    }
    responder.send(HttpResponse::json(200, pageOf2010(request, *asked, u"messages"_s, page)));
}

void MessagesApi::fetch(const HttpRequest &request, const HttpResponder &responder)
{
    const auto message = m_context.messages.bySid(request.params[u"Sid"_s]);
    responder.send(message ? HttpResponse::json(200, messageJson(m_context, *message)) : notFound(request));
}

void MessagesApi::update(const HttpRequest &request, const HttpResponder &responder)
{
    auto message = m_context.messages.bySid(request.params[u"Sid"_s]);
    if (!message)
        return responder.send(notFound(request));
    const auto form = request.form();
    if (form.value(u"Status"_s) == "canceled"_L1)
        return responder.send(errorAnswer(twilioError(30409)));
    if (!form.has(u"Body"_s) || !form.value(u"Body"_s).isEmpty())
        return responder.send(errorAnswer(twilioError(20422, u"Body can only be emptied"_s)));
    if (isInProgress(message->status))
        return responder.send(errorAnswer(twilioError(20009)));
    message->body = u""_s;
    message->updatedMs = m_context.clock.nowMs();
    if (!m_context.messages.update(*message))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(200, messageJson(m_context, *message)));
}

void MessagesApi::remove(const HttpRequest &request, const HttpResponder &responder)
{
    const auto message = m_context.messages.bySid(request.params[u"Sid"_s]);
    if (!message)
        return responder.send(notFound(request));
    if (isInProgress(message->status))
        return responder.send(errorAnswer(twilioError(20009)));
    if (!m_context.messages.remove(message->sid))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send({204, {}, {}});
}

} // namespace counterbell::sandbox
