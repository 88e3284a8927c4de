// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QToolButton>

namespace counterbell::ui
{

/// A button of 32 that is an icon of 20; its name for screen readers is its tooltip, which shows the shortcut too.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    IconButton(const QString &iconName, const QString &name, const QKeySequence &shortcut = {},
               QWidget *parent = nullptr);

    void setLook(const QString &iconName, const QString &name);
    [[nodiscard]] QString iconName() const { return m_icon; }

private:
    QString m_icon;
    QKeySequence m_shortcut;
};

/// A tooltip of plain text with its shortcut at 75 %, as DESIGN-SYSTEM 4 has it.
[[nodiscard]] QString toolTipText(const QString &text, const QKeySequence &shortcut = {});
/// A shortcut as key caps read: "Ctrl K".
[[nodiscard]] QString keyText(const QKeySequence &shortcut);

} // namespace counterbell::ui
