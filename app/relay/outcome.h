// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace counterbell::relay
{

/// A value, or one sentence for the operator that says why there is none.
template <class T = void>
using Outcome = tl::expected<T, std::string>;

[[nodiscard]] inline tl::unexpected<std::string> fault(std::string sentence)
{
    return tl::unexpected<std::string>(std::move(sentence));
}

} // namespace counterbell::relay
