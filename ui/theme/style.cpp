// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style.h"

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

Style::Style() : QProxyStyle(u"Fusion"_s) {}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
}
void Style::drawPrimitive(PrimitiveElement e, const QStyleOption *o, QPainter *p, const QWidget *w) const
{
    QProxyStyle::drawPrimitive(e, o, p, w);
}
void Style::drawControl(ControlElement e, const QStyleOption *o, QPainter *p, const QWidget *w) const
{
    QProxyStyle::drawControl(e, o, p, w);
}
void Style::drawComplexControl(ComplexControl c, const QStyleOptionComplex *o, QPainter *p, const QWidget *w) const
{
    QProxyStyle::drawComplexControl(c, o, p, w);
}
QRect Style::subElementRect(SubElement e, const QStyleOption *o, const QWidget *w) const
{
    return QProxyStyle::subElementRect(e, o, w);
}
QRect Style::subControlRect(ComplexControl c, const QStyleOptionComplex *o, SubControl s, const QWidget *w) const
{
    return QProxyStyle::subControlRect(c, o, s, w);
}
QSize Style::sizeFromContents(ContentsType t, const QStyleOption *o, const QSize &s, const QWidget *w) const
{
    return QProxyStyle::sizeFromContents(t, o, s, w);
}
int Style::pixelMetric(PixelMetric m, const QStyleOption *o, const QWidget *w) const
{
    return QProxyStyle::pixelMetric(m, o, w);
}
int Style::styleHint(StyleHint h, const QStyleOption *o, const QWidget *w, QStyleHintReturn *d) const
{
    return h == SH_Widget_Animation_Duration ? (m_isAnimated ? 120 : 0) : QProxyStyle::styleHint(h, o, w, d);
}
QIcon Style::standardIcon(StandardPixmap s, const QStyleOption *o, const QWidget *w) const
{
    return QProxyStyle::standardIcon(s, o, w);
}

} // namespace counterbell::ui
