// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "core/api/template.h"

namespace counterbell::ui
{

/// What a template tells the customer about their piece being ready.
enum class Readiness {
    Silent,
    Claimed,  ///< "your ring is ready": true of a ready job alone
    Promised, ///< "we will write when it is ready": untrue of a ready one
};
[[nodiscard]] Readiness readinessOf(const Template &entry);

/// Those of a customer's open jobs that the template may be about, in their order.
[[nodiscard]] std::vector<Job> fittingJobs(const Template &entry, const std::vector<Job> &open);

/// In an empty blank that wants a job: why nothing stands there. `open` and `fitting` are how many there are.
[[nodiscard]] QString missingJobHint(const Template &entry, size_t open, size_t fitting);

} // namespace counterbell::ui
