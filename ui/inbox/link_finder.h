// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/bubble_content.h"

namespace counterbell::ui
{

/// Web addresses in a text: `https://…`, `http://…`, and bare `www.…`. They are shown as links and opened only when
/// somebody asks for it; no other scheme ever counts.
[[nodiscard]] std::vector<TextSpan> findLinks(const QString &text);

} // namespace counterbell::ui
