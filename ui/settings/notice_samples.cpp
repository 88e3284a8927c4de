// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/notice_samples.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

using enum NotificationCategory;

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::NoticeWords", text);
}

NoticeSample filled(const QString &wording, const QMap<QString, QString> &values)
{
    static const QRegularExpression kBlank(u"\\{([a-z]+)\\}"_s);
    NoticeSample sample;
    qsizetype at = 0;
    for (auto found = kBlank.globalMatch(wording); found.hasNext();) {
        const auto blank = found.next();
        sample.text += wording.mid(at, blank.capturedStart() - at);
        const auto value = values.value(blank.captured(1), blank.captured());
        sample.marks.push_back({int(sample.text.size()), int(value.size())});
        sample.text += value;
        at = blank.capturedEnd();
    }
    sample.text += wording.mid(at);
    return sample;
}

} // namespace

bool isOn(NotificationCategory category, const NotificationSettings &settings)
{
    switch (category) {
    case JobReady:
        return settings.jobReady;
    case TaskAssignment:
        return settings.taskAssignment;
    case StatusChange:
        return settings.statusChange;
    case UrgentFlagged:
        return settings.urgentFlagged;
    }
    return false;
}

NoticeWords noticeWords(NotificationCategory category, const NotificationSettings &settings, int holdSeconds)
{
    const auto bySms = tr("Team, by SMS");
    switch (category) {
    case JobReady: {
        const auto hold = holdSeconds > 0 ? tr("It waits %1 seconds, so that you can undo.").arg(holdSeconds)
                                          : tr("It goes at once.");
        const auto route = settings.jobReadyByWhatsApp
                               ? tr("Sent as a WhatsApp template, and by SMS where that can't reach the customer.")
                               : tr("Sent by SMS so that it reaches every mobile, with or without WhatsApp.");
        return {tr("Job ready"),
                tr("When a repair or bespoke piece is ready for pick-up"),
                settings.jobReadyByWhatsApp ? tr("Customer, by WhatsApp or SMS") : tr("Customer, by SMS"),
                tr("What the customer gets: Job ready"),
                route + u' ' + hold,
                u"jobReady"_s};
    }
    case TaskAssignment:
        return {tr("Task assigned"),
                tr("When work is given to a team member"),
                tr("Team, by WhatsApp"),
                tr("What the team member gets: Task assigned"),
                tr("Sent by WhatsApp, and by SMS where that can't reach the team member."),
                u"taskAssignment"_s};
    case StatusChange:
        return {tr("Status change"),
                tr("When a job you own moves to another step"),
                bySms,
                tr("What the team member gets: Status change"),
                tr("Sent by SMS. Whoever moved the job gets none."),
                u"statusChange"_s};
    case UrgentFlagged:
        return {tr("Urgent flag"),
                tr("When a job you own is marked urgent"),
                bySms,
                tr("What the team member gets: Urgent flag"),
                tr("Sent by SMS. Whoever marked the job gets none."),
                u"urgentFlagged"_s};
    }
    return {};
}

NoticeSample noticeSample(NotificationCategory category, const NotificationSettings &settings, const QString &shop)
{
    // Messages, not words of the screen: they aren't translated.
    QMap<QString, QString> values{{u"customer"_s, u"Ava"_s},
                                  {u"item"_s, u"repair"_s},
                                  {u"business"_s, shop},
                                  {u"description"_s, u"Gold bracelet, clasp repair"_s},
                                  {u"ticket"_s, u"R-1042"_s}};
    switch (category) {
    case JobReady:
        return filled(settings.jobReadyWording, values);
    case TaskAssignment:
        values.insert(u"due"_s, u"Fri 21 Nov 2026"_s);
        return filled(u"🔔 New {item} assigned: {description} — {customer}\nDue: {due}"_s, values);
    case StatusChange:
        values.insert({{u"old"_s, u"In progress"_s}, {u"new"_s, u"Quality check"_s}});
        return filled(u"Status update: {description} ({customer}) - {old} > {new}"_s, values);
    case UrgentFlagged:
        values.insert(u"reason"_s, u"wedding on Saturday"_s);
        return filled(u"URGENT: {description} - {customer} ({reason}) - Please prioritize!"_s, values);
    }
    return {};
}

} // namespace counterbell::ui
