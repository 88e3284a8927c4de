// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace counterbell::sandbox
{

/// `counterbell-sandbox up …` (CONTRACT 1): runs until SIGTERM or SIGINT. Prints the ready line on standard output.
/// 0 after a clean stop, 2 for a bad argument, a folder in use or a taken port, 1 when it could not go on.
[[nodiscard]] int upCommand(const QStringList &arguments);

} // namespace counterbell::sandbox
