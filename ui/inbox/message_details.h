// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"

class QUrl;
class QWidget;

namespace counterbell::ui
{

/// What stopped a message, with the code and the provider's own id for whoever looks into it (DESIGN-SYSTEM 10).
void showMessageDetails(const Message &message, QWidget *over);

/// Shows where a link leads and opens it in the browser when that is confirmed: a customer's link is never opened by
/// a click alone.
void confirmLink(const QUrl &url, QWidget *over);

} // namespace counterbell::ui
