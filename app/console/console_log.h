// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::console
{

/// From now on everything that is logged is one JSON object a line on stderr (CONTRACT 1).
void installLog();

} // namespace counterbell::console
