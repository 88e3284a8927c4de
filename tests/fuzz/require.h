// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

namespace counterbell::fuzz
{

/// What must hold for any input; the fuzzer keeps the input for which it doesn't.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace counterbell::fuzz
