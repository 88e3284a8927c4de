// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/restored_sends.h"

#include "core/messaging/attempt_repository.h"
#include "core/messaging/send_flow.h"
#include "core/store/settings_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPage = 100;
const auto kGroup = u"restored"_s;

/// Settings group "restored".
struct Restoration {
    std::optional<Timestamp> at;

    static constexpr auto fields() { return std::tuple{field("at", &Restoration::at)}; }
};

void barAttempts(store::Tx &tx, AttemptState state)
{
    const AttemptRepository attempts;
    for (auto page = attempts.inState(tx, state, kPage); !page.empty(); page = attempts.inState(tx, state, kPage)) {
        for (auto &attempt : page) {
            attempt.state = AttemptState::Barred;
            attempts.save(tx, attempt);
        }
    }
}

} // namespace

int reviewUnfinished(store::Tx &tx, Timestamp now)
{
    store::writeSettings(tx, kGroup, toJson(Restoration{now}));
    barAttempts(tx, AttemptState::Sending);
    barAttempts(tx, AttemptState::Uncertain);
    int count = 0;
    const SendRepository sends;
    const SendFlow flow;
    for (const auto state :
         {OutboxState::Held, OutboxState::Queued, OutboxState::Sending, OutboxState::Uncertain, OutboxState::Barred}) {
        // Each page empties itself: what is moved is in another state.
        for (auto page = sends.inState(tx, state, kPage); !page.empty(); page = sends.inState(tx, state, kPage)) {
            for (const auto &id : page) {
                auto send = sends.find(tx, id);
                if (!send || !flow.advance(tx, *send, OutboxFact::RestoredFromBackup, now))
                    qFatal("messaging: send %lld can't wait for a person", static_cast<long long>(id.value));
                ++count;
            }
        }
    }
    return count;
}

bool wasRestoredSince(store::Connection &db, Timestamp at)
{
    const auto restored = store::settingsOf<Restoration>(db, kGroup).at;
    return restored && at <= *restored;
}

} // namespace counterbell::messaging
