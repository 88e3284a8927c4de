// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QString>

namespace counterbell::notifications
{

/// The names in {name}, lower-case letters only, in order, each once.
[[nodiscard]] QStringList placeholdersIn(QStringView wording);

/// Fills {name} in a wording. An empty value takes along the brackets around it and the blank before it, and the full
/// stop after it where nothing would be left for it to end; a value that ends a sentence by itself makes a following
/// full stop needless. Unknown names stay as they are, and values are never searched for placeholders.
[[nodiscard]] QString fillPlaceholders(QStringView wording, const QMap<QString, QString> &values);

} // namespace counterbell::notifications
