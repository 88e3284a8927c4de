// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/new_send.h"

namespace counterbell::messaging
{

/// How routes, template values and media are kept in a send's row. Reading what isn't there gives nothing.
[[nodiscard]] std::optional<QString> routeJson(const std::vector<RouteStep> &route);
[[nodiscard]] std::vector<RouteStep> routeOf(const QString &json);
[[nodiscard]] QString variablesJson(const QMap<QString, QString> &variables);
[[nodiscard]] QMap<QString, QString> variablesOf(const QString &json);
[[nodiscard]] std::optional<QString> mediaJson(const std::vector<SendMedia> &media);
[[nodiscard]] std::vector<SendMedia> mediaOf(const QString &json);

} // namespace counterbell::messaging
