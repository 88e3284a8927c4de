// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/bubble_layout.h"

#include <QHash>

#include <functional>

namespace counterbell::ui
{

/// One row as it is drawn.
struct LaidOutRow {
    BubbleContent content;
    BubbleLayout layout;
};

/// Layouts of the rows of a model, kept by the row's revision, the row above it and the width: a delivery tick lays out
/// one row, a scroll none (STYLE 2.11).
class ThreadLayouts
{
public:
    /// The size of a row's buttons.
    using ActionsSize = std::function<QSize(qint64 key, const BubbleContent &content)>;

    ThreadLayouts(const ThreadModel &model, ActionsSize actionsSize);

    /// Throw everything away where it differs.
    void setWidth(int width, int scrollBar = 0); ///< of the rows, and of the scroll bar beside them
    void setFonts(const BubbleFonts &fonts);
    void setContext(const ThreadContext &context);
    [[nodiscard]] const ThreadContext &context() const { return m_context; }

    /// Valid until the next call that changes anything.
    [[nodiscard]] const LaidOutRow &row(int row);
    /// How many rows have been laid out so far: what tests count.
    [[nodiscard]] int laidOut() const { return m_laidOut; }

private:
    struct Kept {
        int revision = 0;
        qint64 aboveKey = 0;
        int aboveRevision = 0;
        std::optional<SentAgain> again;
        LaidOutRow row;
    };
    void forgetGone();

    const ThreadModel &m_model;
    ActionsSize m_actionsSize;
    QHash<qint64, std::shared_ptr<Kept>> m_kept;
    ThreadContext m_context;
    BubbleFonts m_fonts;
    int m_width = 0;
    int m_laidOut = 0;
};

/// The fonts of ui/theme at the application's present size.
[[nodiscard]] BubbleFonts themeBubbleFonts();

} // namespace counterbell::ui
