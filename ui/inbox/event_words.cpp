// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/event_words.h"

#include "core/api/fields.h"
#include "ui/client/format.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(EventWords)

public:
    static EventWords takenOver(const QString &who)
    {
        return {tr("%1 took over from the AI.").arg(who), u"take-over"_s};
    }
    static EventWords released(const QString &who)
    {
        return {who.isEmpty() ? tr("Released to the AI.") : tr("%1 released it to the AI.").arg(who), u"release"_s};
    }
    static EventWords assigned(const QString &who, const QString &whom)
    {
        return {who == whom ? tr("%1 took this conversation.").arg(who) : tr("%1 assigned it to %2.").arg(who, whom),
                u"assign"_s};
    }
    static EventWords unassigned(const QString &who)
    {
        return {tr("%1 took the assignment away.").arg(who), u"assign"_s};
    }
    static QString handedOver() { return tr("The AI asked for a person."); }
    static QString handedOver(const QString &why) { return tr("The AI asked for a person: %1.").arg(why); }
    //: %1 is the customer's first name, %2 what the AI noted: "Ava needs a person: asks for an earlier date."
    static QString needsPerson(const QString &who, const QString &why)
    {
        return tr("%1 needs a person: %2.").arg(who, why);
    }
    static EventWords optedOut(const QString &customer, const QString &word)
    {
        return {word.isEmpty() ? tr("%1 opted out.").arg(customer)
                               : tr("%1 opted out by replying %2.").arg(customer, word),
                u"stop"_s, true};
    }
    static EventWords optedIn(const QString &customer, const QString &word)
    {
        return {word.isEmpty() ? tr("%1 opted in again.").arg(customer)
                               : tr("%1 opted in by replying %2.").arg(customer, word),
                u"consent"_s};
    }
    static EventWords possibleOptOut(const QString &customer)
    {
        return {tr("%1 may want no more messages. Please decide.").arg(customer), u"attention"_s, true};
    }
    static EventWords noReplyNeeded(const QString &who)
    {
        return {tr("%1 marked it as needing no reply.").arg(who), u"check"_s};
    }
    static EventWords closed(const QString &who) { return {tr("%1 closed the conversation.").arg(who), u"check"_s}; }
    static EventWords reopened(const QString &who)
    {
        return {who.isEmpty() ? tr("The conversation is open again.")
                              : tr("%1 opened the conversation again.").arg(who),
                u"inbox"_s};
    }
    static EventWords snoozed(const QString &who) { return {tr("%1 snoozed the conversation.").arg(who), u"queued"_s}; }

    static std::optional<QString> handover(const QString &reason)
    {
        struct Reason {
            QStringView word;
            const char *text;
        };
        static constexpr auto kReasons = std::to_array<Reason>({
            {u"possibleOptOut", QT_TR_NOOP("it may be an opt-out")},
            {u"newerMessage", QT_TR_NOOP("a newer message came in between")},
            {u"agentOff", QT_TR_NOOP("the AI is switched off")},
            {u"sessionWindowExpired", QT_TR_NOOP("the 24-hour window had closed")},
            {u"maximumReplies", QT_TR_NOOP("it has answered many times in a row")},
            {u"lateMessage", QT_TR_NOOP("the message arrived late")},
            {u"interrupted", QT_TR_NOOP("its answer was interrupted")},
            {u"restored", QT_TR_NOOP("the shop's data was restored from a backup")},
            {u"modelAsked", QT_TR_NOOP("it did not know what to do")},
            {u"modelUnreachable", QT_TR_NOOP("the AI could not be reached")},
            {u"budgetExceeded", QT_TR_NOOP("the budget is used up")},
        });
        const auto known =
            std::find_if(kReasons.begin(), kReasons.end(), [&](const Reason &each) { return each.word == reason; });
        return known == kReasons.end() ? std::nullopt : std::optional(tr(known->text));
    }
};

} // namespace

QString handoverSentence(const QString &customer, const QString &reason)
{
    auto note = reason.simplified();
    while (note.endsWith(u'.') || note.endsWith(u'!'))
        note.chop(1);
    if (note.isEmpty())
        return Words::handedOver();
    if (const auto known = Words::handover(reason))
        return Words::handedOver(*known);
    // The model's note goes on after our colon: a small letter, and no second colon.
    note.replace(u": "_s, u", "_s);
    const bool isWord = note.size() > 1 && note[0].isUpper() && (note[1].isLower() || note.startsWith(u"A "_s));
    const bool isName = !customer.isEmpty() && note.startsWith(firstName(customer));
    if (isWord && !isName)
        note[0] = note[0].toLower();
    return customer.isEmpty() ? Words::handedOver(isolated(note))
                              : Words::needsPerson(isolated(firstName(customer)), isolated(note));
}

EventWords eventWords(const Message &message, const QString &customer)
{
    const auto who = isolated(message.author.name);
    const auto person = isolated(firstName(customer));
    const auto kind = message.event.value_or(QString());
    if (kind == "taken_over"_L1)
        return Words::takenOver(who);
    if (kind == "released"_L1)
        return Words::released(message.author.name.isEmpty() ? QString() : who);
    if (kind == "assigned"_L1)
        return Words::assigned(who, isolated(message.body));
    if (kind == "unassigned"_L1)
        return Words::unassigned(who);
    if (kind == "needs_human"_L1)
        return {handoverSentence(customer, message.body), u"ai"_s};
    if (kind == "opted_out"_L1)
        return Words::optedOut(person, message.body.isEmpty() ? QString() : isolated(message.body.simplified()));
    if (kind == "opted_in"_L1)
        return Words::optedIn(person, message.body.isEmpty() ? QString() : isolated(message.body.simplified()));
    if (kind == "possible_opt_out"_L1)
        return Words::possibleOptOut(person);
    if (kind == "no_reply_needed"_L1)
        return Words::noReplyNeeded(who);
    if (kind == "closed"_L1)
        return Words::closed(who);
    if (kind == "reopened"_L1)
        return Words::reopened(message.author.name.isEmpty() ? QString() : who);
    if (kind == "snoozed"_L1)
        return Words::snoozed(who);
    return {isolated(message.body), u"info"_s};
}

} // namespace counterbell::ui
