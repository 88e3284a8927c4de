// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/pane_cycle.h"

#include <QApplication>
#include <QWidget>

#include <vector>

namespace counterbell::ui
{

namespace
{

QWidget *paneOf(QWidget *widget)
{
    while (widget && !widget->property("pane").toBool())
        widget = widget->parentWidget();
    return widget;
}

bool takesFocus(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
}

/// Panes in Tab order, each with its first control.
std::vector<std::pair<QWidget *, QWidget *>> panes(QWidget *window)
{
    std::vector<std::pair<QWidget *, QWidget *>> found;
    auto *widget = window;
    do {
        widget = widget->nextInFocusChain();
        auto *pane = paneOf(widget);
        const bool isKnown = std::ranges::any_of(found, [pane](const auto &entry) { return entry.first == pane; });
        if (pane && pane->window() == window && !isKnown && takesFocus(widget))
            found.emplace_back(pane, widget);
    } while (widget != window);
    return found;
}

} // namespace

void focusNextPane(QWidget *window, bool isForward)
{
    const auto all = panes(window);
    if (all.empty())
        return;
    const auto *here = paneOf(QApplication::focusWidget());
    const auto current = std::ranges::find(all, here, [](const auto &entry) { return entry.first; });
    auto index = current == all.end() ? (isForward ? -1 : 0) : int(current - all.begin());
    const int count = int(all.size());
    index = (index + (isForward ? 1 : count - 1)) % count;
    const auto &[pane, first] = all[size_t(index)];
    auto *last = pane->focusWidget();
    // Not into a pane within this one: it is a stop of its own.
    (last && takesFocus(last) && paneOf(last) == pane ? last : first)
        ->setFocus(isForward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

} // namespace counterbell::ui
