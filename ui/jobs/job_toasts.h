// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "ui/widgets/toast_spec.h"

namespace counterbell::ui
{

// What the window says after a job was moved. Pure; `acted` is left to the caller.

/// The key under which a job's toasts replace each other.
[[nodiscard]] QString toastKey(JobId id);
/// A held notice counts down with Undo, Send now and Edit; a refused one says so with Undo and Call; else the move
/// alone with Undo. `mayUndo` is false where the shop holds nothing back.
[[nodiscard]] ToastSpec movedToast(const Job &job, Timestamp now, bool mayUndo);
[[nodiscard]] ToastSpec undoneToast(const Job &job);

} // namespace counterbell::ui
