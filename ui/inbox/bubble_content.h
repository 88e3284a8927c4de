// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "ui/client/error_text.h"
#include "ui/inbox/sent_again.h"

#include <QSize>

namespace counterbell::ui
{

/// How a row looks (DESIGN-SYSTEM 4, "Bubble").
enum class BubbleKind {
    Incoming,
    Operator,
    Ai,
    Automatic, ///< a template, a notice or an acknowledgement that nobody typed
    Queued,
    Failed,
    Note,
    Event,
};

/// A part of the body, in UTF-16 units.
struct TextSpan {
    int start = 0;
    int length = 0;

    bool operator==(const TextSpan &) const = default;
};

/// A picture that is there to be shown, with its size in pixels as far as the core knows it.
struct BubblePicture {
    AttachmentId id;
    QSize pixels;

    bool operator==(const BubblePicture &) const = default;
};

/// What one row says, in words and without measures. Pure: who draws it needs neither clock nor language.
struct BubbleContent {
    BubbleKind kind = BubbleKind::Incoming;
    bool isOutgoing = false;
    QString day;   ///< a day line above; empty for none
    QString label; ///< the sender above the bubble; empty inside a run
    bool hasAiChip = false;
    bool isLabelAccent = false;
    QString icon;     ///< of an event, or of a file
    QString fileLine; ///< files or a place, above the body
    std::vector<BubblePicture> pictures;
    QString body;
    std::vector<TextSpan> links;
    QString meta; ///< "Mia · 14:30"
    std::optional<DeliveryStatus> tick;
    bool isAlarming = false; ///< an event in red
    QString problem;         ///< headline of what stopped it
    QString problemSentence;
    std::vector<Remedy> remedies; ///< buttons besides Details
    QString followUp;             ///< in place of them: "Sent again as SMS, 15:02"
    qint64 followUpKey = 0;       ///< the row that this leads to
    QString accessible;

    bool operator==(const BubbleContent &) const = default;
};

/// What a row's words depend on besides the row.
struct ThreadContext {
    Timestamp now;
    QString customer;     ///< name, as it is
    bool canSend = false; ///< by this member, to this customer
    bool hasSms = false;  ///< there is a number to text
    bool hasWhatsApp = false;

    bool operator==(const ThreadContext &) const = default;
};

/// `previous` is the row above, null at the top; `again` what became of one that didn't arrive. Days are those of this
/// PC's zone.
[[nodiscard]] BubbleContent bubbleContent(const ThreadRow &row, const Message *previous, const ThreadContext &context,
                                          const std::optional<SentAgain> &again = std::nullopt);

/// Whether a day line stands above it, and whether it is the first of its sender's run: the two things that a row's
/// words take from the row above.
[[nodiscard]] bool startsDay(const Message &message, const Message *previous);
[[nodiscard]] bool startsRun(const Message &message, const Message *previous);

/// "delivered", "waiting to be sent": a status as the tooltip and a screen reader say it.
[[nodiscard]] QString statusWord(DeliveryStatus status);

} // namespace counterbell::ui
