// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::sandbox
{

/// From now on every log line of this process is one JSON object: `{"at", "level", "category", "message"}`, to stderr
/// and, once a directory is named, to DIRECTORY/NAME.log, rotated at 10 MB with five kept. From any thread.
void startJsonLog(const QString &name);
void keepJsonLogIn(const QString &directory);

} // namespace counterbell::sandbox
