// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProxyStyle>

namespace counterbell::ui
{

/// Qt's own controls as DESIGN-SYSTEM draws them, over Fusion. Colours come from the palette's scheme, looks from
/// dynamic properties that may change at any time: a QPushButton's `kind` ("primary", "accent", "danger",
/// "dangerOutline", "ghost", none) and `large`, a field's `error`, `soft` and `large`.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    /// False: no movement at all (the desktop asks for reduced motion).
    void setAnimated(bool isAnimated) { m_isAnimated = isAnimated; }

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    bool eventFilter(QObject *watched, QEvent *event) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    QIcon standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const override;

private:
    bool m_isAnimated = true;
};

} // namespace counterbell::ui
