// SPDX-License-Identifier: Apache-2.0
#pragma once

class QPainter;
class QStyleOption;

namespace counterbell::ui::draw
{

void checkIndicator(QPainter &painter, const QStyleOption &option);
void radioIndicator(QPainter &painter, const QStyleOption &option);

} // namespace counterbell::ui::draw
