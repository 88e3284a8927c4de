// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace counterbell::sandbox
{

/// The seeded shop that is built into the program (resources/seed/README.md).
[[nodiscard]] QJsonObject seedShop();

/// `bytes` random bytes from the system, as lower-case hex: tokens and keys of one folder.
[[nodiscard]] QString randomHex(int bytes);

} // namespace counterbell::sandbox
