// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/store.h"
#include "core/webhooks/ingest_service.h"
#include "tests/bench/webhooks/webhook_stream.h"

namespace counterbell::bench
{

/// The ingest on a store, fed frame by frame as the link does: the next one follows the commit of the last.
class IngestRun
{
public:
    IngestRun(store::Store &store, const Clock &clock, quint64 seed);

    /// Frames of the shop's usual traffic, signed, beforehand: of a hundred 72 texts, 3 pictures and 25 statuses of
    /// messages that the provider has accepted.
    [[nodiscard]] std::vector<std::vector<webhooks::LinkEvent>> frames(int count, int perFrame);
    /// Nanoseconds that each took to be durable with all effects.
    [[nodiscard]] std::vector<qint64> feed(std::vector<std::vector<webhooks::LinkEvent>> frames);
    [[nodiscard]] const webhooks::IngestCounts &counts() const { return m_ingest.counts(); }

private:
    struct Sent {
        Customer to;
        QString sid;
    };
    struct Shop {
        std::vector<Customer> customers;
        std::vector<Sent> sent;
    };
    [[nodiscard]] static Shop readShop(store::Store &store);
    IngestRun(store::Store &store, const Clock &clock, quint64 seed, Shop shop);
    [[nodiscard]] webhooks::RawRequest nextStatus();
    [[nodiscard]] QCoro::Task<bool> take(std::vector<std::vector<webhooks::LinkEvent>> frames,
                                         std::vector<qint64> &taken);

    webhooks::IngestService m_ingest;
    std::vector<Sent> m_sent;
    WebhookStream m_stream;
    Chance m_chance;
    size_t m_steps = 0;
    qint64 m_seq = 0;
};

} // namespace counterbell::bench
