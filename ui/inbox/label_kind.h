// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>
#include <QStyle>

namespace counterbell::ui
{

/// Gives a label one of the style sheet's kinds ("meta", "error", "ok" …), at any time.
inline void setLabelKind(QLabel *label, const QString &kind)
{
    if (label->property("kind").toString() == kind)
        return;
    label->setProperty("kind", kind);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

} // namespace counterbell::ui
