// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/result.h"

namespace counterbell::contacts
{

/// E.164, national notation, ISO country and, where the numbering plan tells, whether it is a landline.
using PhoneNumber = ParsedPhone;

/// Longer texts are refused unread.
inline constexpr qsizetype kMaximumPhoneText = 100;

/// Reads a number in any notation people use (FEATURES NX-30..35): "0412 345 678" with region "AU", "+61 412 345 678",
/// "0061…", "whatsapp:+61…", full-width or Arabic digits. `region` is the ISO country for a number without one.
/// Reason::InvalidPhone with details.problem letters, extension, tooShort, tooLong or notPossible.
///
/// A number without its country code must be valid in the plan of `region`, not just of a possible length: a British
/// mobile so typed in Australia would otherwise become a stranger's number (NX-34).
[[nodiscard]] Result<PhoneNumber> parsePhone(QStringView text, QStringView region);

/// The ISO country of a bare E.164 number; nothing for anything else. Senders are picked by it (FEATURES OC-04).
[[nodiscard]] std::optional<QString> regionOf(QStringView e164);

/// For a screen or a text in `homeRegion`: national at home, international abroad; other text comes back unchanged.
[[nodiscard]] QString formatPhone(QStringView e164, QStringView homeRegion);

} // namespace counterbell::contacts
