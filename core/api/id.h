// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <compare>

namespace counterbell
{

/// A row's identity, distinct for each kind of thing so that a MessageId can't be passed for a ContactId.
/// On the wire it is a string of digits; zero means "none yet".
template <class Tag>
struct Id {
    qint64 value = 0;

    [[nodiscard]] bool isNull() const { return value == 0; }
    [[nodiscard]] QString toString() const { return QString::number(value); }
    auto operator<=>(const Id &) const = default;
};

template <class Tag>
size_t qHash(Id<Tag> id, size_t seed = 0) noexcept
{
    return ::qHash(id.value, seed);
}

using ContactId = Id<struct ContactTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using SendId = Id<struct SendTag>;
using JobId = Id<struct JobTag>;
using MemberId = Id<struct MemberTag>;
using ConsentEntryId = Id<struct ConsentEntryTag>;
using AttachmentId = Id<struct AttachmentTag>;
using MergeId = Id<struct MergeTag>;

} // namespace counterbell
