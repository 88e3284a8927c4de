// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/store/settings_repository.h"

namespace counterbell::messaging
{

/// A number of the shop's. `region` (ISO country) makes it the first choice for recipients there.
struct Sender {
    Channel channel = Channel::Sms;
    QString number; ///< bare E.164
    std::optional<QString> region;
    std::optional<bool> down;             ///< the provider says that this sender can't send (63007)
    std::optional<Timestamp> pausedUntil; ///< the daily limit is reached (63038)
    std::optional<bool> mms = {};         ///< SMS: the number can carry files, as the provider says

    [[nodiscard]] bool isPaused(Timestamp now) const { return pausedUntil && *pausedUntil > now; }
    bool operator==(const Sender &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &Sender::channel),         field("number", &Sender::number),
                          field("region", &Sender::region),           field("down", &Sender::down),
                          field("pausedUntil", &Sender::pausedUntil), field("mms", &Sender::mms)};
    }
};

/// Settings group "senders".
struct Senders {
    std::vector<Sender> items;

    static constexpr auto fields() { return std::tuple{field("items", &Senders::items)}; }
};

[[nodiscard]] Senders readSenders(store::Connection &db);
void writeSenders(store::Tx &tx, const Senders &senders);

/// The sender for a recipient: one of their country, else the first; one that isn't down before one that is.
[[nodiscard]] std::optional<Sender> senderFor(const Senders &senders, Channel channel, const QString &recipientRegion);

/// Changes one sender's standing; nothing happens when it is no sender of ours or nothing changes.
void markSenderDown(store::Tx &tx, Channel channel, const QString &number, bool isDown);
void markSenderMms(store::Tx &tx, Channel channel, const QString &number, bool canSendMedia);
void pauseSender(store::Tx &tx, Channel channel, const QString &number, Timestamp until);

} // namespace counterbell::messaging
