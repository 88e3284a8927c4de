// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/widgets/toast_spec.h"

namespace counterbell::ui
{

/// What the window says after a job's status was set: the countdown of a message that waits, with Undo and Send now;
/// else what became of it, with Undo. The actions call the core themselves; `said` gets the toast of a refusal.
[[nodiscard]] ToastSpec jobToast(CoreClient &client, const Job &job, std::function<void(const ToastSpec &)> said);
[[nodiscard]] ToastSpec refusalToast(const Error &error);

} // namespace counterbell::ui
