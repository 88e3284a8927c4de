// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace counterbell::ui
{

struct ToastAction {
    QString id; // "undo", "sendNow", "edit"
    QString text;
    QKeySequence shortcut; // shown as a key cap; whoever asks for the toast makes it work
};

/// What a toast says and offers. Values only, so pages can ask for one by signal.
struct ToastSpec {
    /// A toast of the same key is replaced in place ("job:R-1042"); others are queued.
    QString key;
    /// With a countdown, %1 is the seconds left: "SMS to Ava in %1 s."
    QString fact;
    QString detail;
    /// An icon's name; "check" where empty and there is no countdown.
    QString icon;
    /// The ring runs from `countdown` to nothing; the toast stays until then.
    std::optional<std::chrono::milliseconds> countdown;
    /// How much of it is left at the start, for a hold that began elsewhere; all of it where absent.
    std::optional<std::chrono::milliseconds> left;
    /// How long a toast without countdown stays.
    std::chrono::milliseconds stays = std::chrono::seconds(6);
    bool isFailure = false;
    std::vector<ToastAction> actions;
    /// Called with an action's id; the toast goes away first.
    std::function<void(const QString &)> acted;
};

} // namespace counterbell::ui
