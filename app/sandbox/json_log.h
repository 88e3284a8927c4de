// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::sandbox
{

/// From now on everything logged is one JSON object a line on standard error: `{at, level, category, message}`
/// (CONTRACT 1).
void logAsJson();

} // namespace counterbell::sandbox
