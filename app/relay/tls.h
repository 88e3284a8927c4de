// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/outcome.h"
#include "app/relay/wire.h"

#include <memory>
#include <string>

namespace counterbell::relay
{

/// TLS 1.2 or newer with this certificate chain and key (PEM files).
[[nodiscard]] Outcome<std::unique_ptr<asio::ssl::context>> openTls(const std::string &certificate,
                                                                   const std::string &key);

} // namespace counterbell::relay
