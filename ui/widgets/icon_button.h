// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/key_cap.h"

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

protected:
    bool event(QEvent *event) override;

private:
    QString m_icon, m_name;
    QKeySequence m_shortcut;
};

/// A tooltip with its shortcut behind it: "Send log  Ctrl 4". Plain text.
[[nodiscard]] QString toolTipText(const QString &text, const QKeySequence &shortcut = {});

} // namespace counterbell::ui
