// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/draw_button.h"
#include "ui/theme/draw_field.h"
#include "ui/theme/draw_indicator.h"
#include "ui/theme/draw_menu.h"
#include "ui/theme/draw_view.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

bool isTextArea(const QWidget *widget)
{
    // One without a frame is part of something that draws its own, as the composer does.
    const auto *frame = qobject_cast<const QFrame *>(widget);
    return frame && frame->frameShape() != QFrame::NoFrame &&
           (qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget));
}

bool isPopupFrame(const QWidget *widget)
{
    return widget && widget->inherits("QComboBoxPrivateContainer");
}

} // namespace

Style::Style() : QProxyStyle(u"Fusion"_s) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        return draw::fieldFrame(*painter, *option, widget);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return draw::checkIndicator(*painter, *option);
    case PE_IndicatorRadioButton:
        return draw::radioIndicator(*painter, *option);
    case PE_PanelMenu:
        return draw::menuPanel(*painter, *option);
    case PE_FrameMenu:
        return;
    case PE_PanelTipLabel:
        return draw::toolTip(*painter, *option);
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            return draw::itemPanel(*painter, *item, widget);
        break;
    case PE_FrameFocusRect:
        // Buttons have a ring outside (focus_ring.h); rows have theirs inside.
        if ((option->state & State_KeyboardFocusChange) && qobject_cast<const QAbstractItemView *>(widget) &&
            !isPopupFrame(widget->window())) {
            draw::box(*painter, option->rect,
                      {Qt::transparent, colors(option->palette).accentT, kFocusRing, kChipRadius});
        }
        return;
    case PE_Frame:
        if (isTextArea(widget))
            return draw::fieldFrame(*painter, *option, widget);
        if (isPopupFrame(widget))
            return draw::menuPanel(*painter, *option);
        return draw::box(*painter, option->rect, {Qt::transparent, colors(option->palette).line, 1, 0});
    case PE_IndicatorHeaderArrow:
        return; // part of the label
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButton:
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return draw::pushButton(*painter, *button, widget);
        break;
    case CE_PushButtonLabel:
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return draw::menuItem(*painter, *item, widget);
        break;
    case CE_MenuEmptyArea:
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return draw::comboLabel(*painter, *combo, widget);
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return draw::headerSection(*painter, *option);
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return draw::headerLabel(*painter, *header);
        break;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBar:
    case CE_ProgressBarContents: // a style sheet asks for the parts
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            return draw::progress(*painter, *bar);
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, colors(option->palette).line);
        return;
    case CE_ShapedFrame:
        if (isTextArea(widget) || isPopupFrame(widget))
            return drawPrimitive(PE_Frame, option, painter, widget);
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (control) {
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            return draw::toolButton(*painter, *button, widget);
        break;
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return draw::comboFrame(*painter, *combo, widget);
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return draw::spin(*painter, *spin, widget);
        break;
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return draw::scrollBar(*painter, *bar, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        return draw::fieldContents(*option, widget);
    case SE_PushButtonFocusRect:
    case SE_PushButtonContents:
    case SE_PushButtonBevel:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                            const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
            combo && sub != SC_ComboBoxListBoxPopup)
            return draw::comboPart(*combo, sub);
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return draw::spinPart(*spin, sub);
        break;
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const int length = bar->orientation == Qt::Horizontal ? bar->rect.width() : bar->rect.height();
            const auto range = qint64(bar->maximum) - bar->minimum;
            int slider = length;
            if (range > 0) {
                slider = static_cast<int>(qint64(length) * bar->pageStep / (range + bar->pageStep));
                slider = qBound(qMin(length, pixelMetric(PM_ScrollBarSliderMin, option, widget)), slider, length);
            }
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider,
                                                      bar->upsideDown);
            return draw::scrollBarPart(*bar, sub, slider, start);
        }
        break;
    default:
        break;
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

QIcon Style::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    if (standard == SP_LineEditClearButton)
        return icon(u"close"_s);
    return QProxyStyle::standardIcon(standard, option, widget);
}

} // namespace counterbell::ui
