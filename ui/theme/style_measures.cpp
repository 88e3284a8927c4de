// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style.h"

#include "ui/theme/draw_button.h"
#include "ui/theme/draw_field.h"
#include "ui/theme/draw_menu.h"
#include "ui/theme/draw_view.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDynamicPropertyChangeEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleOption>
#include <QStyledItemDelegate>
#include <QTextEdit>
#include <QToolButton>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// Rows of a combo's list as a menu has them.
class ComboRows : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + kSpace16, scaled(kMenuItem)};
    }
};

/// A list is as wide as its longest row, however narrow its combo: a name cut in the middle is nobody's.
void widenList(QWidget *popup)
{
    auto *view = popup->findChild<QAbstractItemView *>();
    if (!view)
        return;
    view->setTextElideMode(Qt::ElideRight);
    const int wanted = view->sizeHintForColumn(0) + popup->width() - view->viewport()->width();
    if (wanted <= popup->width())
        return;
    const int more = wanted - popup->width();
    popup->setGeometry(
        popup->geometry().adjusted(popup->isRightToLeft() ? -more : 0, 0, popup->isRightToLeft() ? 0 : more, 0));
}

bool hasLook(const QByteArray &property)
{
    return property == "kind" || property == "large" || property == "error" || property == "locked" ||
           property == "soft" || property == "small";
}

/// A name in another script, or a sentence that isn't translated, stands at its label's side as well; Qt would send it
/// to the other (DESIGN-SYSTEM 9).
void alignToSide(QLabel *label)
{
    const auto side = label->layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    label->setAlignment(side | Qt::AlignAbsolute | Qt::AlignVCenter);
}

bool isAlignedToSide(const QLabel *label)
{
    return label->alignment().testFlags(Qt::AlignAbsolute | Qt::AlignVCenter);
}

} // namespace

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QMenu *>(widget) || widget->inherits("QComboBoxPrivateContainer")) {
        widget->setAttribute(Qt::WA_TranslucentBackground); // for the corners
        if (!qobject_cast<QMenu *>(widget))
            widget->installEventFilter(this);
    } else if (widget->inherits("QTipLabel")) {
        widget->setAttribute(Qt::WA_TranslucentBackground);
        auto *tip = static_cast<QLabel *>(widget);
        tip->setMargin(kSpace4);
        tip->setContentsMargins(kSpace4, 1, kSpace4 - 1, 0); // with QTipLabel's own extra px: 24 high, 8 at the sides
        tip->setIndent(0);
    } else if (auto *combo = qobject_cast<QComboBox *>(widget)) {
        if (combo->itemDelegate()->inherits("QComboBoxDelegate"))
            combo->setItemDelegate(new ComboRows(combo));
    } else if (auto *area = qobject_cast<QFrame *>(widget);
               qobject_cast<QTextEdit *>(widget) || qobject_cast<QPlainTextEdit *>(widget)) {
        area->setFrameStyle(area->frameStyle()); // asks for PM_DefaultFrameWidth again, now as what it is
        area->installEventFilter(this);
    }
    if (auto *line = qobject_cast<QLineEdit *>(widget);
        line && !(line->alignment() & ~(Qt::AlignLeft | Qt::AlignVCenter))) {
        // Text keeps its own direction but stands at its field's side (DESIGN-SYSTEM 9); Qt would send it to the other.
        const auto side = line->layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        line->setAlignment(side | Qt::AlignAbsolute | Qt::AlignVCenter);
    }
    if (auto *label = qobject_cast<QLabel *>(widget);
        label && label->alignment() == (Qt::AlignLeft | Qt::AlignVCenter)) {
        alignToSide(label);
        label->installEventFilter(this);
    }
    if (qobject_cast<QAbstractSpinBox *>(widget)) // a style sheet measures it without our padding
        widget->setMinimumSize(widget->sizeHint().width() + kSpace20, draw::fieldHeight(widget));
    if (auto *header = qobject_cast<QHeaderView *>(widget); header && header->orientation() == Qt::Horizontal)
        header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget) ||
        qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget))
        widget->installEventFilter(this);
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    if (watched->isWidgetType()) {
        auto *widget = static_cast<QWidget *>(watched);
        const auto type = event->type();
        if (type == QEvent::DynamicPropertyChange &&
            hasLook(static_cast<QDynamicPropertyChangeEvent *>(event)->propertyName())) {
            // A button keeps its size hint until something of its look changes.
            QEvent changed(QEvent::StyleChange);
            QCoreApplication::sendEvent(widget, &changed);
        } else if (type == QEvent::Show && widget->inherits("QComboBoxPrivateContainer")) {
            widenList(widget);
        } else if (type == QEvent::LayoutDirectionChange) {
            if (auto *label = qobject_cast<QLabel *>(widget); label && isAlignedToSide(label))
                alignToSide(label);
        } else if (type == QEvent::FocusIn || type == QEvent::FocusOut) {
            widget->update(); // a text area repaints its viewport alone
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return draw::pushButtonSize(*button, widget);
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            return draw::toolButtonSize(*button, widget);
        break;
    case CT_CheckBox:
    case CT_RadioButton: {
        // A target of 32 where there are words; the bare indicator elsewhere.
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        auto wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
        if (button && button->text.isEmpty() && button->icon.isNull())
            return {kIndicator, kIndicator};
        return wanted.expandedTo(QSize(0, scaled(kControlHeight)));
    }
    case CT_LineEdit:
        return {size.width() + 18, draw::fieldHeight(widget)};
    case CT_SpinBox:
        return {size.width() + 42, draw::fieldHeight(widget)};
    case CT_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return draw::comboSize(*combo, size, widget);
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return draw::menuItemSize(*item);
        break;
    case CT_HeaderSection:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width() + kSpace8, scaled(kTableHeader)};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
        return kIconButton;
    case PM_ToolBarIconSize:
        return kIconTool;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return kIndicator;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return kSpace8;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return kSpace4;
    case PM_DefaultFrameWidth:
        // With the document's own 4 a text area is padded as a field is.
        if (qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget))
            return 6;
        return 1;
    case PM_ComboBoxFrameWidth:
        return 1;
    case PM_ScrollBarExtent:
        return draw::kScrollBar;
    case PM_ScrollBarSliderMin:
        return kSpace32;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_SplitterWidth:
        return 1;
    case PM_FocusFrameHMargin:
        return kSpace8 - 1; // an item's text stands one further in
    case PM_ToolTipLabelFrameWidth:
        return kSpace4 - 1;
    case PM_HeaderMargin:
        return kSpace8;
    case PM_TextCursorWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
        return m_isAnimated ? 120 : 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_ComboBox_Popup:
    case SH_UnderlineShortcut:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
    case SH_Menu_SubMenuPopupDelay:
    case SH_ItemView_ArrowKeysNavigateIntoChildren:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_MouseTracking:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace counterbell::ui
