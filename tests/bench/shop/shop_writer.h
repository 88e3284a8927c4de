// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/store/transaction.h"
#include "tests/bench/shop/phrases.h"
#include "tests/bench/shop/plan.h"

namespace counterbell::bench
{

/// Writes a planned shop through the core's own repositories into a database of the present schema: customers with
/// their conversations and jobs, then every message with its send, its attempt and its place in the search index.
class ShopWriter
{
public:
    ShopWriter(store::Tx &tx, const ShopSize &size);

    void addCustomer(quint32 conversation);
    void addMessage(const Moment &moment);
    /// What the messages have left of a conversation: who waits, since when, what was last.
    void settle(quint32 conversation);

    [[nodiscard]] ConversationId conversation(quint32 number) const { return m_threads[number].id; }
    [[nodiscard]] int messages() const { return m_messages; }

private:
    struct Thread {
        ConversationId id;
        ContactId contact;
        QString name;
        QString phone;
        Channel channel = Channel::Whatsapp;
        int written = 0;
        bool isLastFailed = false;
        std::optional<Timestamp> lastInboundAt;
        std::optional<Timestamp> waitingSince;
        MessageId last, lastInbound;
        Timestamp lastAt;
    };

    void addJob(Thread &thread);
    void addInbound(Thread &thread, Timestamp at);
    void addOutbound(Thread &thread, Timestamp at);
    void addAside(Thread &thread, Timestamp at);
    void noteLast(Thread &thread, MessageId id, Timestamp at);
    [[nodiscard]] QString sender(Channel channel) const;
    [[nodiscard]] QString sid(QLatin1StringView prefix);

    store::Tx &m_tx;
    const ShopSize m_size;
    Chance m_chance;
    Phrases m_phrases;
    std::vector<Thread> m_threads;
    int m_messages = 0;
    int m_jobs = 0;
};

} // namespace counterbell::bench
