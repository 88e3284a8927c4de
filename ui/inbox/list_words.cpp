// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/list_words.h"

#include "ui/client/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ConversationList)
};

QString showAll(const std::optional<ConversationCounts> &counts)
{
    return counts && counts->all < kCountBound ? Words::tr("Show all %1").arg(counts->all) : Words::tr("Show all");
}

QString aiNextStep(const std::optional<ConversationCounts> &counts)
{
    if (!counts || counts->ai == 0)
        return Words::tr("New messages that need a person appear here.");
    if (counts->ai == 1)
        return Words::tr("The AI is looking after 1 conversation.");
    return Words::tr("The AI is looking after %n conversations.", nullptr, counts->ai);
}

} // namespace

QString viewName(ConversationView view)
{
    switch (view) {
    case ConversationView::NeedsYou:
        return Words::tr("Needs you");
    case ConversationView::Mine:
        return Words::tr("Mine");
    case ConversationView::Ai:
        return Words::tr("AI");
    case ConversationView::Unassigned:
        return Words::tr("Unassigned");
    case ConversationView::Waiting:
        return Words::tr("Waiting for the customer");
    case ConversationView::Failed:
        return Words::tr("Failed");
    case ConversationView::Snoozed:
        return Words::tr("Snoozed");
    case ConversationView::Closed:
        return Words::tr("Closed");
    case ConversationView::All:
        break;
    }
    return Words::tr("All");
}

ConversationSort usualSort(ConversationView view)
{
    return view == ConversationView::NeedsYou ? ConversationSort::Waiting : ConversationSort::Activity;
}

EmptyList emptyList(ConversationView view, const std::optional<ConversationCounts> &counts)
{
    const auto all = ConversationView::All;
    if (counts && counts->all == 0)
        view = all;
    switch (view) {
    case ConversationView::NeedsYou:
        return {u"ready"_s, Words::tr("Nobody needs you"), aiNextStep(counts), showAll(counts), all};
    case ConversationView::Mine:
        return {u"user"_s, Words::tr("Nothing is assigned to you"),
                Words::tr("Take over a conversation, or pick one that has nobody."), Words::tr("Show unassigned"),
                ConversationView::Unassigned};
    case ConversationView::Ai:
        return {u"ai"_s, Words::tr("The AI is not replying to anybody"),
                Words::tr("Conversations that you release to it appear here."), showAll(counts), all};
    case ConversationView::Unassigned:
        return {u"ready"_s, Words::tr("Every conversation has somebody"),
                Words::tr("New ones without a person appear here."), showAll(counts), all};
    case ConversationView::Waiting:
        return {u"ready"_s, Words::tr("You are waiting for nobody"),
                Words::tr("Conversations that you answered appear here."), showAll(counts), all};
    case ConversationView::Failed:
        return {u"ready"_s, Words::tr("Everything was delivered"),
                Words::tr("Messages that did not arrive appear here, with what to do."), showAll(counts), all};
    case ConversationView::Snoozed:
        return {u"queued"_s, Words::tr("Nothing is snoozed"), Words::tr("Snooze a conversation to see it again later."),
                showAll(counts), all};
    case ConversationView::Closed:
        return {u"inbox"_s, Words::tr("Nothing is closed"),
                Words::tr("Close a conversation when it is done. It opens again when the customer writes."),
                showAll(counts), all};
    case ConversationView::All:
        break;
    }
    return {u"inbox"_s, Words::tr("No conversations yet"), Words::tr("The first message of a customer appears here."),
            Words::tr("New message"), std::nullopt};
}

EmptyList nobodyFound(const QString &text, ConversationView view)
{
    const bool isEverywhere = view == ConversationView::All;
    return {u"search"_s, Words::tr("Nobody found for \u201c%1\u201d").arg(isolated(text)),
            isEverywhere ? Words::tr("Try part of the name, of the number, or the whole ticket.")
                         : Words::tr("Only \u201c%1\u201d was searched.").arg(viewName(view)),
            isEverywhere ? QString() : Words::tr("Search all conversations"), ConversationView::All};
}

QString ticketIn(const QString &text)
{
    static const QRegularExpression form(u"^\\s*([RBT])\\s*-?\\s*(\\d{1,9})\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text);
    return match.hasMatch() ? match.captured(1).toUpper() + u'-' + match.captured(2) : QString();
}

} // namespace counterbell::ui
