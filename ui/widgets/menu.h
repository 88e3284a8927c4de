// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QMenu>

#include <functional>

namespace counterbell::ui
{

/// A menu whose disabled items say why at their end (DESIGN-SYSTEM 4). At least 224 wide.
class MenuWithReasons : public QMenu
{
    Q_OBJECT

public:
    explicit MenuWithReasons(QWidget *parent = nullptr);

    /// The shortcut is shown only; the page owns the key.
    QAction *addItem(const QString &iconName, const QString &text, const QKeySequence &shortcut,
                     std::function<void()> chosen);
    QAction *addItem(const QString &iconName, const QString &text, std::function<void()> chosen);
    /// The same in danger's colour.
    QAction *addDanger(const QString &iconName, const QString &text, std::function<void()> chosen);
    /// Disables the item and shows the reason ("opted out"); an empty reason enables it again.
    void refuse(QAction *item, const QString &reason);

private:
    void write(QAction *item, const QString &end);
};

} // namespace counterbell::ui
