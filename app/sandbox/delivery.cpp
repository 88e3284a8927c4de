// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/delivery.h"

#include "app/sandbox/context.h"
#include "app/sandbox/media_fetcher.h"
#include "app/sandbox/status_plan.h"
#include "app/sandbox/webhook_fields.h"

#include <QRandomGenerator>
#include <QTimer>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::seconds kEarlyPatience{3};

/// Calls `what` once, when it is called or when time is up.
std::function<void()> atMost(std::chrono::milliseconds time, QObject *owner, std::function<void()> what)
{
    auto once = std::make_shared<std::function<void()>>(std::move(what));
    const auto call = [once] {
        if (const auto now = std::exchange(*once, nullptr))
            now();
    };
    QTimer::singleShot(time, owner, call);
    return call;
}

} // namespace

Delivery::Delivery(Context &context, QObject *parent) : QObject(parent), m_context(context) {}

void Delivery::begin(const Message &message, bool early, const std::function<void()> &ready)
{
    if (takeOne(m_context.faults.shuffleCallbacks))
        m_shuffled.insert(message.sid, {});
    if (!early) {
        schedule(message);
        return ready();
    }
    m_scheduled.insert(message.sid);
    step(message.sid, atMost(kEarlyPatience, this, ready));
}

void Delivery::resume()
{
    for (const auto &message : m_context.messages.unsettled())
        schedule(message);
}

void Delivery::handsetChanged(const QString &handset)
{
    for (const auto &message : m_context.messages.unsettled(handset))
        schedule(message);
}

void Delivery::schedule(const Message &message)
{
    if (m_scheduled.contains(message.sid))
        return;
    if (!nextStep(message, m_context.handsets.get(message.handset)))
        return tellHeldBack(message.sid);
    m_scheduled.insert(message.sid);
    QTimer::singleShot(restIn(message.status, QRandomGenerator::global()->generateDouble()), this,
                       [this, sid = message.sid] { step(sid); });
}

void Delivery::step(const QString &sid, const std::function<void()> &told)
{
    const auto message = m_context.messages.bySid(sid);
    if (message && message->status == "queued"_L1 && message->mediaCount > 0 && message->plannedError == 0)
        return fetchMediaThenStep(*message, told);
    m_scheduled.remove(sid);
    const auto next = message ? nextStep(*message, m_context.handsets.get(message->handset)) : std::nullopt;
    if (next)
        return take(*message, *next, told);
    tellHeldBack(sid);
    if (told)
        told();
}

void Delivery::fetchMediaThenStep(const Message &waiting, const std::function<void()> &told)
{
    MediaFetcher::start(m_context, waiting, this, [this, sid = waiting.sid, told](int error) {
        m_scheduled.remove(sid);
        auto message = m_context.messages.bySid(sid);
        if (!message) {
            if (told)
                told();
            return;
        }
        message->plannedError = error;
        if (const auto next = nextStep(*message, m_context.handsets.get(message->handset)))
            take(*message, *next, told);
        else if (told)
            told();
    });
}

void Delivery::take(Message message, const StatusStep &next, const std::function<void()> &told)
{
    const auto now = m_context.clock.nowMs();
    const auto handset = m_context.handsets.get(message.handset);
    message.status = next.status;
    message.errorCode = next.errorCode;
    message.updatedMs = now;
    if (message.status == "sent"_L1) {
        message.sentMs = now;
        message.price = priceOf(message, m_context.account.currency);
    } else if (message.status == "failed"_L1) {
        message.price = QString(); // what failed is not charged (FACTS 2)
    } else if (message.status == "delivered"_L1 && message.handsetMs == 0) {
        message.handsetMs = now;
    }
    if (!m_context.messages.update(message)) {
        if (told)
            told();
        return; // not written, so not told; a restart takes the step again
    }
    tell(message, handset, told);
    schedule(message);
}

QString Delivery::callbackUrl(const Message &message) const
{
    if (!message.statusCallback.isEmpty())
        return message.statusCallback;
    if (!message.serviceSid.isEmpty()) {
        const auto service = m_context.state.resource(u"service"_s, message.serviceSid);
        if (service && !(*service)["status_callback"_L1].toString().isEmpty())
            return (*service)["status_callback"_L1].toString();
    }
    if (message.channel == Channel::WhatsApp)
        return m_context.whatsAppSender()["webhook"_L1]["status_callback_url"_L1].toString();
    return {};
}

void Delivery::tell(const Message &message, const Handset &handset, const std::function<void()> &told)
{
    const auto url = callbackUrl(message);
    if (url.isEmpty() || message.direction != "outbound-api"_L1) {
        if (told)
            told();
        return;
    }
    Webhook webhook{.url = url,
                    .params = statusFields(m_context.account.sid, message, handset,
                                           m_context.whatsAppSender()["sid"_L1].toString()),
                    .isStatus = true};
    // Twilio adds parameters without notice (FACTS 4.1): now and then there is one more to sign and to ignore.
    if (++m_told % 8 == 0)
        webhook.params.add(u"SandboxUnannounced"_s, u"1"_s);
    if (m_shuffled.contains(message.sid)) {
        m_shuffled[message.sid].append(webhook);
        if (told)
            told();
        return;
    }
    if (takeOne(m_context.faults.dropCallbacks)) {
        if (told)
            told();
        return;
    }
    webhook.token = WebhookSender::newIdempotencyToken();
    if (takeOne(m_context.faults.doubleCallbacks))
        m_context.webhooks->send(webhook); // one event, told twice
    m_context.webhooks->send(std::move(webhook), [told](bool) {
        if (told)
            told();
    });
}

/// The last first, each after the one before it was answered, so that they arrive in that order.
void Delivery::tellHeldBack(const QString &sid)
{
    const auto held = m_shuffled.find(sid);
    if (held == m_shuffled.end())
        return;
    if (held->isEmpty()) {
        m_shuffled.erase(held);
        return;
    }
    m_context.webhooks->send(held->takeLast(), [this, sid](bool) { tellHeldBack(sid); });
}

void Delivery::postInbound(Webhook webhook)
{
    if (webhook.url.isEmpty() || takeOne(m_context.faults.dropWebhooks))
        return;
    webhook.token = WebhookSender::newIdempotencyToken();
    webhook.forged = takeOne(m_context.faults.forgedWebhooks);
    if (takeOne(m_context.faults.doubleWebhooks))
        m_context.webhooks->send(webhook);
    m_context.webhooks->send(std::move(webhook));
}

} // namespace counterbell::sandbox
