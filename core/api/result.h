// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/error.h"

#include <tl/expected.hpp>

namespace counterbell
{

/// A value, or the reason why there is none. Functions that return it are [[nodiscard]].
template <class T = void>
using Result = tl::expected<T, Error>;

/// `return refuse(Reason::NotFound, {{"what"_L1, "job"_L1}});`
[[nodiscard]] inline tl::unexpected<Error> refuse(Reason reason, QJsonObject details = {})
{
    return tl::unexpected<Error>(Error{reason, std::move(details)});
}

} // namespace counterbell
