// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace counterbell::sandbox
{

/// `counterbell-sandbox serve --data DIR [--port N] [--seed FILE] …`: the Twilio side alone. Prints one JSON line
/// when it answers, runs until SIGTERM. The exit code; 2 for an argument that can't be used.
int serveCommand(const QStringList &arguments);

} // namespace counterbell::sandbox
