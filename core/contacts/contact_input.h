// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/result.h"
#include "core/store/connection.h"

/// What people type about customers and members, checked and bounded; `invalidArgument` names details.argument.
namespace counterbell::contacts
{

/// Trimmed, 1 to `maximum` characters.
[[nodiscard]] Result<QString> requiredText(const QString &text, const QString &parameter, qsizetype maximum = 200);
/// At most `maximum` characters, kept as they are.
[[nodiscard]] Result<QString> boundedText(const QString &text, const QString &parameter, qsizetype maximum);
/// Trimmed, none empty, each once; at most 50 of 60 characters.
[[nodiscard]] Result<std::vector<QString>> checkedTags(const std::vector<QString> &tags);
/// A language tag such as "nl" or "pt-BR"; empty removes it.
[[nodiscard]] Result<std::optional<QString>> checkedLanguage(const QString &language);

/// Where a number without a country code is from: what was asked for, else the shop's country, else Australia
/// (FEATURES NX-30).
[[nodiscard]] QString regionFor(store::Connection &db, const std::optional<QString> &asked);

} // namespace counterbell::contacts
