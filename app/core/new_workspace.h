// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/secret_store.h"
#include "core/store/store.h"

#include <tl/expected.hpp>

namespace counterbell
{

namespace workspace
{
class BusinessClock;
}

/// Makes the workspace that the file (provision.h) asks for, where there is none yet, and then deletes the file: first
/// the secrets into their store, then everything else in one transaction, the file last. Killed anywhere in between,
/// the next start either begins again or has only the file left to delete; a workspace that stands is never made anew.
/// The clock gets the offset of a workspace that is made here. A sentence when it can't be done.
[[nodiscard]] QCoro::Task<tl::expected<void, QString>>
makeWorkspaceOnce(store::Store &store, secrets::SecretStore &secrets, workspace::BusinessClock &clock, QString file);

} // namespace counterbell
