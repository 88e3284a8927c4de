// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/page.h"

namespace counterbell
{

/// A text to write with a few letters: typing "/hours" in the composer offers it.
struct QuickReply {
    QString name; ///< lower-case letters, digits and hyphens, without the slash; at most 30, each once
    QString text; ///< at most 1,600 characters; the composer replaces {first name} by the customer's

    bool operator==(const QuickReply &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &QuickReply::name), field("text", &QuickReply::text)};
    }
};

/// quickReplies.list and quickReplies.set: the whole list, at most 200, by name.
struct QuickReplies {
    std::vector<QuickReply> items;

    bool operator==(const QuickReplies &) const = default;
    static constexpr auto fields() { return std::tuple{field("items", &QuickReplies::items)}; }
};

} // namespace counterbell
