// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/registration.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

const auto kRetries = u"#rc=5&rp=all"_s; // DESIGN 5.1, FACTS 5.2

struct Registered {
    bool isForeign = false;
    std::optional<bool> mms = {};
};

QCoro::Task<Result<Registered>> registerNumber(messaging::ProviderSetup &provider, QString number, PairedRelays relays,
                                               WorkspaceKind kind)
{
    const auto urls = urlsToRegister(relays);
    const auto known = co_await provider.incomingNumber(number);
    if (!known)
        co_return tl::unexpected(known.error());
    if (!*known)
        co_return refuse(Reason::NotFound, {{u"what"_s, u"sender"_s}});
    const auto &present = **known;
    if (present.smsUrl == urls.inbound && present.smsFallbackUrl == urls.fallback &&
        present.smsApplicationSid.isEmpty())
        co_return Registered{false, present.mms};
    if (!mayOverwrite(present.smsUrl, relays, kind) || !mayOverwrite(present.smsApplicationSid, relays, kind))
        co_return Registered{true, present.mms};
    const auto set = co_await provider.setIncomingWebhooks(present, urls);
    co_return set ? Result<Registered>(Registered{false, present.mms}) : tl::unexpected(set.error());
}

QCoro::Task<Result<Registered>> registerWhatsapp(messaging::ProviderSetup &provider, QString number,
                                                 PairedRelays relays, WorkspaceKind kind)
{
    const auto urls = urlsToRegister(relays);
    const auto known = co_await provider.whatsappSender(number);
    if (!known)
        co_return tl::unexpected(known.error());
    if (!*known)
        co_return refuse(Reason::NotFound, {{u"what"_s, u"sender"_s}});
    const auto &present = **known;
    if (present.callbackUrl == urls.inbound && present.statusCallbackUrl == urls.status &&
        present.fallbackUrl == urls.fallback)
        co_return Registered{};
    if (!mayOverwrite(present.callbackUrl, relays, kind) || !mayOverwrite(present.statusCallbackUrl, relays, kind))
        co_return Registered{true};
    const auto set = co_await provider.setWhatsappWebhooks(present.sid, urls);
    co_return set ? Result<Registered>(Registered{}) : tl::unexpected(set.error());
}

} // namespace

messaging::RegisteredWebhooks webhooksUnder(const PairedRelay &relay)
{
    return {relay.publicBase() + u"twilio/inbound"_s, relay.publicBase() + u"twilio/status"_s};
}

messaging::WebhookUrls urlsToRegister(const PairedRelays &relays)
{
    messaging::WebhookUrls urls;
    if (relays.items.empty())
        return urls;
    const auto first = webhooksUnder(relays.items.front());
    urls.inbound = first.inbound + kRetries;
    urls.status = first.status + kRetries;
    if (relays.items.size() > 1)
        urls.fallback = webhooksUnder(relays.items.at(1)).inbound + kRetries;
    return urls;
}

bool mayOverwrite(const QString &present, const PairedRelays &relays, WorkspaceKind kind)
{
    return present.isEmpty() || kind == WorkspaceKind::Sandbox || relays.covers(present);
}

QCoro::Task<Result<Registration>> registerWebhooks(messaging::ProviderSetup &provider, messaging::Senders senders,
                                                   PairedRelays relays, WorkspaceKind kind)
{
    Registration done;
    std::optional<Error> missing;
    for (const auto &sender : senders.items) {
        // Not in one expression: GCC 12 destroys the arguments of both sides of a conditional that awaits.
        Result<Registered> registered = Registered{};
        if (sender.channel == Channel::Whatsapp)
            registered = co_await registerWhatsapp(provider, sender.number, relays, kind);
        else
            registered = co_await registerNumber(provider, sender.number, relays, kind);
        // A number that the account doesn't have is no reason to leave the others unregistered.
        if (!registered && registered.error().reason == Reason::NotFound) {
            missing = registered.error();
            continue;
        }
        if (!registered)
            co_return tl::unexpected(registered.error());
        if (registered->isForeign)
            done.foreign << sender.number;
        if (registered->mms && registered->mms != sender.mms)
            done.mms.insert(sender.number, *registered->mms);
    }
    if (missing)
        co_return tl::unexpected(*missing);
    co_return Result<Registration>(done); // a bare lvalue would be moved out of
}

} // namespace counterbell::webhooks
