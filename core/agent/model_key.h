// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>

namespace counterbell::agent
{

/// The model key's name in the SecretStore.
inline constexpr QLatin1StringView kModelKeySecret{"model.key"};

} // namespace counterbell::agent
