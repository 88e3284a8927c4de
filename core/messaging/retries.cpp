// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/retries.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

bool stands(OutboxState state)
{
    return state != OutboxState::Failed && state != OutboxState::Undelivered && state != OutboxState::Refused &&
           state != OutboxState::Cancelled;
}

} // namespace

Retry retryOf(store::Connection &db, SendId send)
{
    const SendRepository sends;
    Retry found;
    // Each of them was made by a person, so they are few.
    std::vector<SendId> family{send};
    for (size_t i = 0; i < family.size(); ++i) {
        for (int number = 1;; ++number) {
            const auto cause = u"retry:%1:%2"_s.arg(family.at(i).value).arg(number);
            const auto id = sends.findByCause(db, cause);
            if (!id) {
                if (i == 0)
                    found.cause = cause;
                break;
            }
            auto row = sends.find(db, *id);
            if (row && stands(row->state)) {
                found.standing = std::move(row);
                return found;
            }
            family.push_back(*id);
        }
    }
    return found;
}

} // namespace counterbell::messaging
