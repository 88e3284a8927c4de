// SPDX-License-Identifier: Apache-2.0
#include "app/core/network_checks.h"

#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/client.h"
#include "core/messaging/setup/account_check.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kMostSkew = 60s;
constexpr auto kPatience = 10s;

Finding accountFinding(const ProviderTest &test)
{
    if (!test.ok)
        return {u"account"_s, HealthStatus::Failed,
                u"Twilio does not take the account's calls (%1)"_s.arg(test.problem.value_or(u"refused"_s))};
    QStringList out;
    for (const auto &sender : test.senders) {
        if (!sender.ok)
            out << u"%1 (%2)"_s.arg(sender.number, sender.problem.value_or(u"refused"_s));
    }
    if (!out.isEmpty())
        return {u"account"_s, HealthStatus::Failed, u"Twilio does not know these senders: %1"_s.arg(out.join(u", "_s))};
    return {u"account"_s, HealthStatus::Ok, u"Twilio takes its calls and knows its senders"_s};
}

Finding clockFinding(std::chrono::milliseconds ahead)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(ahead);
    if (std::chrono::abs(seconds) <= kMostSkew)
        return {u"clock"_s, HealthStatus::Ok, u"agrees with Twilio's"_s};
    return {u"clock"_s, HealthStatus::Degraded,
            u"it is %1 seconds %2 Twilio's; let the system set it (timedatectl set-ntp true)"_s
                .arg(std::abs(seconds.count()))
                .arg(seconds.count() > 0 ? u"behind"_s : u"ahead of"_s)};
}

QCoro::Task<Finding> checkRelay(messaging::HttpClient *http, webhooks::PairedRelay relay)
{
    messaging::HttpRequest request;
    request.url = QUrl(relay.url + u"/t/"_s + relay.tenant + u'/');
    request.timeout = kPatience;
    const auto outcome = co_await http->send(std::move(request));
    const auto *answer = std::get_if<messaging::HttpAnswered>(&outcome);
    if (answer == nullptr)
        co_return Finding{u"relay"_s, HealthStatus::Failed,
                          u"%1 can't be reached; webhooks wait there, or at Twilio for a short while"_s.arg(relay.url)};
    // It takes nothing but POST there, and knows no tenant that was removed (CONTRACT 4).
    if (answer->status != 405)
        co_return Finding{u"relay"_s, HealthStatus::Failed,
                          u"%1 does not know this shop (it answers %2); pair it again in Settings"_s.arg(relay.url).arg(
                              answer->status)};
    co_return Finding{u"relay"_s, HealthStatus::Ok, u"%1 answers"_s.arg(relay.url)};
}

} // namespace

Peers readPeers(store::Connection &db)
{
    return {store::settingsOf<webhooks::PairedRelays>(db, webhooks::kRelaysGroup), messaging::readSenders(db),
            workspace::readClockOffset(db)};
}

QCoro::Task<std::vector<Finding>> checkNetwork(std::optional<messaging::KeptAccount> account, Peers peers,
                                               Timestamp now)
{
    messaging::HttpClient http;
    std::vector<Finding> findings;
    std::optional<Timestamp> theirs;
    QObject::connect(&http, &messaging::HttpClient::answered, &http,
                     [&theirs](const QString &, Timestamp date) { theirs = date; });
    if (account) {
        const auto setup = std::make_shared<messaging::TwilioClient>(http, account->account);
        const auto test = co_await messaging::checkAccount(setup, peers.senders, now);
        findings.push_back(accountFinding(test));
        // A sandbox's Twilio goes by the shop's own clock, which may have been moved.
        const auto ours = std::chrono::system_clock::now() + peers.clockOffset;
        if (theirs)
            findings.push_back(clockFinding(*theirs - std::chrono::time_point_cast<std::chrono::milliseconds>(ours)));
    }
    if (peers.relays.items.empty())
        findings.push_back({u"relay"_s, HealthStatus::Degraded,
                            u"no relay is paired, so no message can come in; pair one in Settings"_s});
    for (const auto &relay : peers.relays.items) {
        auto finding = co_await checkRelay(&http, relay);
        findings.push_back(std::move(finding));
    }
    co_return findings;
}

} // namespace counterbell
