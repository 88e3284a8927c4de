// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::sandbox
{

/// From now on everything logged is one JSON object a line on standard error: `{at, level, category, message}`
/// (CONTRACT 1).
void logAsJson();

/// The same lines go to this file too, which is set aside at 10 MB as file.1, .2 … .4: five of them at most.
void logToFile(const QString &path);

} // namespace counterbell::sandbox
