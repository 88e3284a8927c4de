// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/bidi.h"

namespace counterbell::ui
{

QString isolated(const QString &text)
{
    return u'\u2068' + text + u'\u2069';
}

QString isolatedLtr(const QString &text)
{
    return u'\u2066' + text + u'\u2069';
}

} // namespace counterbell::ui
