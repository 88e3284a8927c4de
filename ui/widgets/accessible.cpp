// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/accessible.h"

#include "ui/widgets/dialog.h"

#include <QAbstractButton>
#include <QAccessibleWidget>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kRole = "accessibleRole";
constexpr auto kModalHost = "modalHost";

/// A painted button: pressing it by a screen reader is a click. Qt knows only its own classes by name.
class ButtonInterface : public QAccessibleWidget
{
public:
    ButtonInterface(QAbstractButton *button, QAccessible::Role role) : QAccessibleWidget(button, role) {}

    /// One of several is a radio button; that may come true after Qt has asked the first time.
    QAccessible::Role role() const override
    {
        return button()->autoExclusive() ? QAccessible::RadioButton : QAccessibleWidget::role();
    }

    QAccessible::State state() const override
    {
        auto state = QAccessibleWidget::state();
        state.checkable = button()->isCheckable();
        state.checked = button()->isChecked();
        state.pressed = button()->isDown();
        return state;
    }

    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Name && button()->accessibleName().isEmpty())
            return button()->text();
        return QAccessibleWidget::text(kind);
    }

    QStringList actionNames() const override
    {
        auto names = QAccessibleWidget::actionNames();
        if (button()->isEnabled())
            names.prepend(button()->isCheckable() ? toggleAction() : pressAction());
        return names;
    }

    void doAction(const QString &action) override
    {
        if (!button()->isEnabled())
            return;
        if (action == toggleAction() || action == pressAction())
            button()->click();
        else
            QAccessibleWidget::doAction(action);
    }

private:
    QAbstractButton *button() const { return static_cast<QAbstractButton *>(widget()); }
};

/// A window whose dialogs are drawn in it: while one is open nothing else of it is there, but what is announced.
class WindowInterface : public QAccessibleWidget
{
public:
    explicit WindowInterface(QWidget *window) : QAccessibleWidget(window, QAccessible::Window) {}

    int childCount() const override
    {
        return openDialog(widget()) ? int(heard().size()) : QAccessibleWidget::childCount();
    }

    QAccessibleInterface *child(int index) const override
    {
        if (!openDialog(widget()))
            return QAccessibleWidget::child(index);
        const auto all = heard();
        return index >= 0 && index < all.size() ? QAccessible::queryAccessibleInterface(all[index]) : nullptr;
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        if (!openDialog(widget()))
            return QAccessibleWidget::indexOfChild(child);
        return child ? int(heard().indexOf(qobject_cast<QWidget *>(child->object()))) : -1;
    }

private:
    QList<QWidget *> heard() const
    {
        QList<QWidget *> all{openDialog(widget())};
        for (auto *other : widget()->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
            if (other->property("notification").toBool() && !other->isHidden())
                all.push_back(other);
        }
        return all;
    }
};

/// The panel of a Dialog.
class DialogInterface : public QAccessibleWidget
{
public:
    explicit DialogInterface(QWidget *panel) : QAccessibleWidget(panel, QAccessible::Dialog) {}

    QAccessible::State state() const override
    {
        auto state = QAccessibleWidget::state();
        state.modal = true;
        state.active = widget()->isVisible() && openDialog(widget()->window()) == widget()->parentWidget();
        return state;
    }
};

QAccessibleInterface *make(const QString &className, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget)
        return nullptr;
    if (auto *button = qobject_cast<QAbstractButton *>(object)) {
        if (className == "counterbell::ui::Switch"_L1)
            return new ButtonInterface(button, QAccessible::CheckBox);
        if (className == "counterbell::ui::FilterChip"_L1)
            return new ButtonInterface(button,
                                       button->autoExclusive() ? QAccessible::RadioButton : QAccessible::CheckBox);
        if (className == "counterbell::ui::Segment"_L1)
            return new ButtonInterface(button, QAccessible::RadioButton);
        if (className == "counterbell::ui::ToastButton"_L1)
            return new ButtonInterface(button, QAccessible::Button);
        return nullptr;
    }
    if (widget->property(kModalHost).toBool())
        return new WindowInterface(widget);
    if (const auto role = widget->property(kRole); role.isValid())
        return new QAccessibleWidget(widget, QAccessible::Role(role.toInt()));
    if (widget->property("notification").toBool())
        return new QAccessibleWidget(widget, QAccessible::Notification, widget->accessibleName());
    if (className == "counterbell::ui::Chip"_L1 || className == "counterbell::ui::Pill"_L1 ||
        className == "counterbell::ui::CountBadge"_L1 || className == "counterbell::ui::ElidedLabel"_L1 ||
        className == "counterbell::ui::Paragraph"_L1)
        return new QAccessibleWidget(widget, QAccessible::StaticText);
    if (className == "counterbell::ui::Avatar"_L1)
        return new QAccessibleWidget(widget, QAccessible::Graphic);
    if (className == "counterbell::ui::SegmentControl"_L1 || className == "counterbell::ui::FilterChipRow"_L1)
        return new QAccessibleWidget(widget, QAccessible::Grouping);
    if (className == "counterbell::ui::DialogPanel"_L1)
        return new DialogInterface(widget);
    return nullptr;
}

} // namespace

void useAccessibleRoles()
{
    QAccessible::installFactory(make);
}

void setModalHost(QWidget *window)
{
    useAccessibleRoles();
    window->setProperty(kModalHost, true);
}

void setAccessibleRole(QWidget *widget, QAccessible::Role role)
{
    useAccessibleRoles();
    widget->setProperty(kRole, int(role));
}

} // namespace counterbell::ui
