// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::ui
{

/// Lets a screen reader read the thread: a list whose items are the rows, each a sentence, followed by the buttons of
/// what was not delivered (DESIGN-SYSTEM 8). Registers once for the process, however often it is called.
void installThreadViewAccessible();

} // namespace counterbell::ui
