// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QKeySequence>
#include <QSize>
#include <QString>

class QPainter;
class QRect;

namespace counterbell::ui
{

/// A shortcut as key caps read: "Ctrl K", "Ctrl Shift A".
[[nodiscard]] QString keyText(const QKeySequence &shortcut);

/// A key drawn as a cap, 18 high.
struct KeyCap {
    QColor fill, line, text;
};
[[nodiscard]] QSize keyCapSize(const QString &key);
void paintKeyCap(QPainter &painter, const QRect &rect, const QString &key, const KeyCap &colors);

} // namespace counterbell::ui
