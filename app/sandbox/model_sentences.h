// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::sandbox
{

/// The scripted model's words. Each is one sentence, in Arabic where the customer wrote Arabic.
[[nodiscard]] QString plainSentence(const QString &customerText);
[[nodiscard]] QString handedOverSentence(const QString &customerText);
/// `toolResult` is what `customer_jobs` answered: JSON with a list of `{ticket, description, status}`, bare or under
/// any one name. The newest piece that is still in the shop is named; a result of another shape is no job at all.
[[nodiscard]] QString jobsSentence(const QString &toolResult, const QString &customerText);

} // namespace counterbell::sandbox
