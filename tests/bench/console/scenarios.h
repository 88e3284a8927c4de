// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"

#include <QJsonObject>
#include <QUrl>

#include <vector>

namespace counterbell::bench
{

/// What a measurement is made on, and how much of it.
struct Course {
    QUrl core;
    ConversationId longest;
    int longestRows = 0;
    std::vector<ConversationId> others; ///< conversations of a usual length
    int repeat = 30;                    ///< openings of each kind
    int rows = 10'000;                  ///< rows to scroll through
    int seconds = 15;                   ///< of scrolling, for frames
};

/// From nothing to the painted inbox.
[[nodiscard]] QJsonObject measureStart(const Course &course);
/// Opening the longest conversation, in turn with usual ones.
[[nodiscard]] QJsonObject measureOpening(const Course &course);
/// Frames of scrolling the thread to and fro in what is loaded, up through its history, and the list.
[[nodiscard]] QJsonObject measureFrames(const Course &course);
/// Memory after so many rows of the list and of the thread.
[[nodiscard]] QJsonObject measureMemory(const Course &course);
/// What each letter of a search costs, as the search dialog asks.
[[nodiscard]] QJsonObject measureSearch(const Course &course);

/// Tells the runner where this stands, on a line of its own: it starts its part of the measurement then.
void announce(const char *what);

} // namespace counterbell::bench
