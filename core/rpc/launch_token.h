// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace counterbell::rpc
{

/// Whether an Authorization header says "Bearer <token>". Takes the same time wherever the two differ and however
/// long they are, so that nobody can guess the token piece by piece. An empty token matches nothing.
[[nodiscard]] bool bearsToken(const QByteArray &authorization, const QByteArray &token);

} // namespace counterbell::rpc
