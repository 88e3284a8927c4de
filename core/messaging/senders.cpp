// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/senders.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

const auto kGroup = u"senders"_s;

template <class Change>
void changeSender(store::Tx &tx, Channel channel, const QString &number, Change change)
{
    auto senders = readSenders(tx);
    for (auto &sender : senders.items) {
        if (sender.channel != channel || sender.number != number)
            continue;
        const auto before = sender;
        change(sender);
        if (sender != before)
            writeSenders(tx, senders);
        return;
    }
}

} // namespace

Senders readSenders(store::Connection &db)
{
    return store::settingsOf<Senders>(db, kGroup);
}

void writeSenders(store::Tx &tx, const Senders &senders)
{
    store::writeSettings(tx, kGroup, toJson(senders));
}

std::optional<Sender> senderFor(const Senders &senders, Channel channel, const QString &recipientRegion)
{
    const Sender *best = nullptr;
    int bestScore = -1;
    for (const auto &sender : senders.items) {
        if (sender.channel != channel)
            continue;
        const bool isLocal = !recipientRegion.isEmpty() && sender.region == recipientRegion;
        const int score = (sender.down.value_or(false) ? 0 : 2) + (isLocal ? 1 : 0);
        if (score > bestScore) {
            best = &sender;
            bestScore = score;
        }
    }
    return best ? std::optional(*best) : std::nullopt;
}

void markSenderDown(store::Tx &tx, Channel channel, const QString &number, bool isDown)
{
    changeSender(tx, channel, number,
                 [isDown](Sender &sender) { sender.down = isDown ? std::optional(true) : std::nullopt; });
}

void markSenderMms(store::Tx &tx, Channel channel, const QString &number, bool canSendMedia)
{
    changeSender(tx, channel, number, [canSendMedia](Sender &sender) { sender.mms = canSendMedia; });
}

void pauseSender(store::Tx &tx, Channel channel, const QString &number, Timestamp until)
{
    changeSender(tx, channel, number, [until](Sender &sender) { sender.pausedUntil = until; });
}

} // namespace counterbell::messaging
