// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace counterbell::sandbox
{

/// What still keeps a core from being ready, from `system.health`: `{status, checks[{name, status, detail}]}`.
/// One "name: status" for each check that `up` waits for and that is absent or not `ok`; empty means ready.
[[nodiscard]] QStringList whatIsNotReady(const QJsonObject &health);

} // namespace counterbell::sandbox
