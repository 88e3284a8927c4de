// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/outcome.h"
#include "app/relay/wire.h"

#include <memory>
#include <string>

namespace counterbell::relay
{

/// Null where the other side of a connection speaks plain HTTP.
using TlsContext = std::unique_ptr<asio::ssl::context>;

/// TLS 1.2 or newer with this certificate chain and key (PEM files).
[[nodiscard]] Outcome<TlsContext> openTls(const std::string &certificate, const std::string &key);

} // namespace counterbell::relay
