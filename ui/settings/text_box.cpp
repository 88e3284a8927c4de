// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/text_box.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

namespace counterbell::ui
{

TextBox::TextBox(int lines, QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    whenScaled(this, [this, lines] { setFixedHeight(lines * lineHeight(Text::Base) + 2 * kSpace8 + 2); });
}

} // namespace counterbell::ui
