// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"

namespace counterbell
{

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaximumPageSize = 500;

/// One page of a list. `next`, given as `before`, brings the following page; absent at the end.
/// It is a keyset cursor: rows that arrive meanwhile neither shift nor repeat anything.
template <class T>
struct Page {
    std::vector<T> items;
    std::optional<QString> next;

    static constexpr auto fields() { return std::tuple{field("items", &Page::items), field("next", &Page::next)}; }
};

/// Parameters of every list method: `{filter?, before?, limit?}`.
template <class Filter>
struct ListRequest {
    std::optional<Filter> filter;
    std::optional<QString> before;
    std::optional<int> limit;

    static constexpr auto fields()
    {
        return std::tuple{field("filter", &ListRequest::filter), field("before", &ListRequest::before),
                          field("limit", &ListRequest::limit)};
    }
};

} // namespace counterbell
