// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/template.h"

#include <QJsonObject>

#include <optional>

namespace counterbell::messaging
{

/// A row of ContentAndApprovals (FACTS 6.1-6.3) as a template. Only "approved" is approved; an unknown status counts
/// as unsubmitted and an unknown category as marketing, whose consent rule is the strictest. The approval may be flat
/// or nested under `whatsapp`. Empty without a content sid.
[[nodiscard]] std::optional<Template> readTemplate(const QJsonObject &content);

/// Every value the template needs: the keys of `variables` and whatever placeholder stands in any of its types, numbers
/// first in their order, then names as they appear. Twilio would fill a missing one with its sample.
[[nodiscard]] std::vector<QString> parameterNames(const QJsonObject &variables, const QJsonObject &types,
                                                  const QString &body);

} // namespace counterbell::messaging
