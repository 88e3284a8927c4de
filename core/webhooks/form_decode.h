// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"

#include <QByteArray>

#include <vector>

namespace counterbell::webhooks
{

/// A name and its value, decoded, as bytes: they are signed as bytes, whatever they say.
struct FormParameter {
    QByteArray name;
    QByteArray value;

    bool operator==(const FormParameter &) const = default;
};

using FormParameters = std::vector<FormParameter>;

inline constexpr qsizetype kMaximumFormBytes = 1024 * 1024;
inline constexpr qsizetype kMaximumFormParameters = 1000;

/// Decodes application/x-www-form-urlencoded, a body or a query, in the order sent, repeated names included. "+" is a
/// blank before anything else is decoded (FACTS 1.1); a "%" that begins no escape stands for itself.
/// Reason::InvalidArgument with details.problem tooLarge or tooManyParameters.
[[nodiscard]] Result<FormParameters> decodeForm(QByteArrayView form);

/// The first value of that name; a null array where there is none.
[[nodiscard]] QByteArray valueOf(const FormParameters &parameters, QByteArrayView name);

} // namespace counterbell::webhooks
