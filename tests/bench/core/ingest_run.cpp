// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/core/ingest_run.h"

#include "core/agent/turn_repository.h"
#include "core/messaging/senders.h"
#include "tests/bench/console/stopwatch.h"

#include <stdexcept>

namespace counterbell::bench
{

using namespace Qt::StringLiterals;
using webhooks::LinkEvent;

namespace
{

const auto kBase = "https://relay.example/t/bench/"_ba;
const std::array kSteps{u"sent"_s, u"delivered"_s, u"read"_s};
constexpr size_t kAtOnce = 25; ///< messages that change status side by side

Addressee shopAddress()
{
    return {kBase + "twilio/inbound", kBase + "twilio/status", "12345", u"ACf1c7f1c7f1c7f1c7f1c7f1c7f1c70001"_s,
            u"+61491570006"_s,        u"+61491570110"_s};
}

template <class T>
T done(Result<T> result)
{
    if (!result)
        throw std::runtime_error("the store refused");
    return *std::move(result);
}

template <class T>
T wait(store::Pending<T> pending)
{
    auto task = [](store::Pending<T> p) -> QCoro::Task<Result<T>> { co_return co_await p; }(std::move(pending));
    return done(QCoro::waitFor(std::move(task)));
}

void requestTurn(store::Tx &tx, ConversationId conversation, Timestamp now)
{
    agent::TurnRepository().request(tx, conversation, now);
}

} // namespace

IngestRun::IngestRun(store::Store &store, const Clock &clock, quint64 seed)
    : IngestRun(store, clock, seed, readShop(store))
{
}

IngestRun::IngestRun(store::Store &store, const Clock &clock, quint64 seed, Shop shop)
    : m_ingest(store, clock, {u"bench"_s, 1, u"bench"_s}, requestTurn),
      m_sent(std::move(shop.sent)),
      m_stream(shopAddress(), std::move(shop.customers), seed),
      m_chance(seed + 1)
{
    const auto address = shopAddress();
    m_ingest.setKeys({address.account, {address.token}, {kBase}});
    (void)wait(store.write([address](store::Tx &tx) -> Result<bool> {
        messaging::writeSenders(
            tx, {{{Channel::Sms, address.sms, {}, {}, {}}, {Channel::Whatsapp, address.whatsapp, {}, {}, {}}}});
        store::writeSettings(tx, u"agent"_s, {{u"enabled"_s, true}});
        return true;
    }));
}

IngestRun::Shop IngestRun::readShop(store::Store &store)
{
    return wait(store.read([](store::Connection &db) -> Result<Shop> {
        Shop shop;
        const auto people = db.query(u"SELECT channel, address FROM conversation_channels ORDER BY conversation_id"_s);
        while (people->next())
            shop.customers.push_back({people->word(0, Channel::Sms), people->text(1)});
        const auto sends = db.query(u"SELECT channel, address, sid FROM sends WHERE state = 'accepted' ORDER BY id"_s);
        while (sends->next())
            shop.sent.push_back({{sends->word(0, Channel::Sms), sends->text(1)}, sends->text(2)});
        return shop;
    }));
}

std::vector<std::vector<LinkEvent>> IngestRun::frames(int count, int perFrame)
{
    std::vector<std::vector<LinkEvent>> frames(static_cast<size_t>(count));
    for (auto &frame : frames) {
        for (int i = 0; i < perFrame; ++i) {
            const auto dice = m_chance.below(100);
            auto request = dice < 25 ? nextStatus() : dice < 28 ? m_stream.picture() : m_stream.text();
            frame.push_back({++m_seq, std::chrono::milliseconds{3}, std::move(request), u"127.0.0.1"_s});
        }
    }
    return frames;
}

webhooks::RawRequest IngestRun::nextStatus()
{
    // Groups of messages side by side, each through all its steps; SMS are never read.
    while (true) {
        const auto group = m_steps / (kAtOnce * kSteps.size());
        const auto step = m_steps / kAtOnce % kSteps.size();
        const auto index = group * kAtOnce + m_steps % kAtOnce;
        ++m_steps;
        if (index >= m_sent.size())
            throw std::runtime_error("the shop has too few messages that are under way");
        const auto &sent = m_sent[index];
        if (sent.to.channel == Channel::Whatsapp || step + 1 < kSteps.size())
            return m_stream.status(sent.to, sent.sid, kSteps[step]);
    }
}

std::vector<qint64> IngestRun::feed(std::vector<std::vector<LinkEvent>> frames)
{
    std::vector<qint64> taken;
    auto task = take(std::move(frames), taken);
    if (!QCoro::waitFor(std::move(task)))
        throw std::runtime_error("a frame was not taken");
    return taken;
}

QCoro::Task<bool> IngestRun::take(std::vector<std::vector<LinkEvent>> frames, std::vector<qint64> &taken)
{
    for (auto &frame : frames) {
        const auto from = nowNs();
        auto taking = m_ingest.take(u"bench-spool"_s, std::move(frame));
        const auto answer = co_await std::move(taking);
        if (!answer)
            co_return false;
        taken.push_back(nowNs() - from);
    }
    co_return true;
}

} // namespace counterbell::bench
