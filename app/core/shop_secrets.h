// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/options.h"
#include "core/secrets/shared/open_shared_secrets.h"

#include <tl/expected.hpp>

namespace counterbell
{

/// Where the options' data folder keeps secrets, or the key to them.
[[nodiscard]] secrets::SecretOptions secretOptions(const CoreOptions &options);

/// Every secret that a shop may have, by what its settings refer to, and whether there is a shop.
[[nodiscard]] secrets::ShopSecrets shopSecrets(store::Connection &db);

/// The shop's secrets: in the database where several cores share it, else in the keychain or a file of this machine. A
/// sentence that says what to do when they can't be opened.
[[nodiscard]] QCoro::Task<tl::expected<std::unique_ptr<secrets::SecretStore>, QString>>
openShopSecrets(store::Store *store, CoreOptions options, bool mayUseKeychain);

/// The sentence for an error of openSharedSecrets and its kin.
[[nodiscard]] QString secretsSentence(const Error &error);

} // namespace counterbell
