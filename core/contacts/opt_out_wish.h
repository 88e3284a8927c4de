// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace counterbell::contacts
{

/// What reads like an opt-out without being a keyword ("please stop texting me", "Stop. Thank you"): a person decides
/// and the AI is silent (DESIGN 6, FEATURES 5.8). English and Dutch. Errs towards false: a shop's customers write of
/// watches that stopped. Ask keywords.h first; texts over 300 characters are left to who reads them.
[[nodiscard]] bool looksLikeOptOut(QStringView body);

} // namespace counterbell::contacts
