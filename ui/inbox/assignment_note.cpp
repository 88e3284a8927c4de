// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/assignment_note.h"

#include "ui/client/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(AssignmentNote)
};

QString whenOf(Timestamp at, Timestamp now)
{
    const auto day = [](Timestamp moment) { return QDateTime::fromMSecsSinceEpoch(toMillis(moment)).date(); };
    if (day(at) == day(now))
        //: Inside a sentence: "You took over at 14:05"
        return Words::tr("at %1").arg(clockTime(at));
    const auto name = day(at).daysTo(day(now)) == 1 ? Words::tr("yesterday") : QString();
    if (!name.isEmpty())
        //: Inside a sentence: "You took over yesterday at 14:05"
        return Words::tr("%1 at %2").arg(name, clockTime(at));
    //: Inside a sentence: "You took over on 12 Nov, 14:05"
    return Words::tr("on %1, %2").arg(isolated(QLocale().toString(day(at), u"d MMM"_s)), clockTime(at));
}

} // namespace

QString assignmentNote(const Message &event, const Conversation &conversation, const Member &me, Timestamp now)
{
    if (!conversation.assignee)
        return {};
    const auto &assignee = *conversation.assignee;
    const bool isMine = assignee.id == me.id;
    const auto when = whenOf(event.at, now);
    const bool isOwn = event.event == u"taken_over"_s || event.body == event.author.name;
    const auto &whom = isOwn ? event.author.name : event.body;
    if (whom != assignee.name)
        return {}; // somebody else has it since
    if (isOwn)
        return isMine ? Words::tr("You took over %1").arg(when)
                      : Words::tr("%1 took over %2").arg(isolated(firstName(whom)), when);
    const auto by = isolated(firstName(event.author.name));
    if (isMine)
        return Words::tr("%1 assigned it to you %2").arg(by, when);
    return event.author.name == me.name ? Words::tr("You assigned it to %1 %2").arg(isolated(firstName(whom)), when)
                                        : Words::tr("%1 assigned it to %2 %3").arg(by, isolated(firstName(whom)), when);
}

} // namespace counterbell::ui
