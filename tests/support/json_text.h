// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace counterbell::test
{

/// JSON written with single quotes, for readable scripts: {'sid':'SM1'}.
[[nodiscard]] inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace counterbell::test
