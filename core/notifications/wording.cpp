// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/wording.h"

#include "core/messaging/segments.h"
#include "core/notifications/placeholders.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::notifications
{

namespace
{

constexpr qsizetype kLongestWording = 600;
constexpr qsizetype kLongestPart = 300; // a notice says which job it is; its story is in Counterbell

QString part(const QString &text)
{
    const auto line = text.simplified();
    return line.size() <= kLongestPart ? line : line.left(kLongestPart - 3).trimmed() + "..."_L1;
}

QString forSms(const QString &text)
{
    return messaging::toGsmPunctuation(text);
}

/// What the job is called by: its description, else its ticket.
QString subject(const NoticeFacts &facts)
{
    const auto description = part(facts.description);
    return description.isEmpty() ? facts.ticket : description;
}

QString itemWord(JobKind kind)
{
    return kind == JobKind::Repair ? u"repair"_s : u"order"_s;
}

QString jobWord(JobKind kind)
{
    switch (kind) {
    case JobKind::Repair:
        return u"repair"_s;
    case JobKind::Bespoke:
        return u"bespoke job"_s;
    case JobKind::Task:
        break;
    }
    return u"task"_s;
}

QString statusWord(JobStatus status)
{
    switch (status) {
    case JobStatus::Received:
        return u"Received"_s;
    case JobStatus::InProgress:
        return u"In progress"_s;
    case JobStatus::QualityCheck:
        return u"Quality check"_s;
    case JobStatus::Ready:
        return u"Ready"_s;
    case JobStatus::Collected:
        return u"Collected"_s;
    case JobStatus::Cancelled:
        break;
    }
    return u"Cancelled"_s;
}

QString businessOr(const NoticeFacts &facts, const QString &otherwise)
{
    const auto business = part(facts.businessName);
    return business.isEmpty() ? otherwise : business;
}

/// " (Samuel)", or nothing.
QString bracketed(const QString &text)
{
    return text.isEmpty() ? QString() : u" (%1)"_s.arg(text);
}

/// `lead` and the text, or nothing.
QString after(QLatin1StringView lead, const QString &text)
{
    return text.isEmpty() ? QString() : lead + text;
}

QMap<QString, QString> jobReadyParts(const NoticeFacts &facts)
{
    return {{u"customer"_s, firstName(facts.customerName)},
            {u"item"_s, itemWord(facts.kind)},
            {u"business"_s, businessOr(facts, u"our shop"_s)},
            {u"description"_s, part(facts.description)},
            {u"ticket"_s, facts.ticket}};
}

} // namespace

QString defaultJobReadyWording()
{
    return u"Hi {customer}! Great news - your {item} is ready for pickup at {business}! {description}. See you soon!"_s;
}

Result<> checkJobReadyWording(const QString &wording)
{
    const auto problem = [](const QString &word) { return QJsonObject{{u"problem"_s, word}}; };
    if (wording.size() > kLongestWording)
        return refuse(Reason::InvalidArgument, problem(u"tooLong"_s));
    const auto used = placeholdersIn(wording);
    const auto known = jobReadyParts({}).keys();
    for (const auto &name : used) {
        if (!known.contains(name)) {
            auto details = problem(u"unknownPlaceholder"_s);
            details.insert(u"placeholder"_s, name);
            return refuse(Reason::InvalidArgument, details);
        }
    }
    if (!used.contains(u"business"_s))
        return refuse(Reason::InvalidArgument, problem(u"missingBusiness"_s));
    return {};
}

QString jobReadyText(const NoticeFacts &facts, const QString &wording)
{
    return forSms(fillPlaceholders(wording, jobReadyParts(facts)));
}

QMap<QString, QString> jobReadyVariables(const NoticeFacts &facts, const std::vector<QString> &parameters)
{
    auto values = jobReadyParts(facts);
    if (values[u"customer"_s].isEmpty())
        values[u"customer"_s] = u"there"_s;
    values[u"description"_s] = subject(facts);
    values.insert(u"1"_s, values[u"customer"_s]);
    values.insert(u"2"_s, values[u"item"_s]);
    values.insert(u"3"_s, values[u"description"_s]);
    values.insert(u"4"_s, values[u"business"_s]);
    QMap<QString, QString> wanted;
    for (const auto &name : parameters) {
        if (values.contains(name))
            wanted.insert(name, values.value(name));
    }
    return wanted;
}

QString assignmentText(const NoticeFacts &facts, Channel channel)
{
    const auto customer = firstName(facts.customerName);
    const auto text = u"New "_s + jobWord(facts.kind) + u" assigned: "_s + subject(facts);
    const auto due = after("\nDue: "_L1, part(facts.due));
    if (channel == Channel::Sms)
        return forSms(text + after(" - "_L1, customer) + due);
    return u"🔔 "_s + text + (customer.isEmpty() ? QString() : u" — "_s + customer) + due;
}

QMap<QString, QString> assignmentVariables(const NoticeFacts &facts)
{
    const auto orElse = [](const QString &text, const QString &otherwise) { return text.isEmpty() ? otherwise : text; };
    return {{u"1"_s, jobWord(facts.kind)},
            {u"2"_s, orElse(subject(facts), jobWord(facts.kind))},
            {u"3"_s, orElse(firstName(facts.customerName), u"the shop"_s)},
            {u"4"_s, orElse(part(facts.due), u"no date"_s)}};
}

QString statusChangeText(const NoticeFacts &facts)
{
    return forSms(u"Status update: "_s + subject(facts) + bracketed(firstName(facts.customerName)) + u" - "_s +
                  statusWord(facts.oldStatus) + u" > "_s + statusWord(facts.newStatus));
}

QString urgentText(const NoticeFacts &facts)
{
    return forSms(u"URGENT: "_s + subject(facts) + after(" - "_L1, firstName(facts.customerName)) +
                  bracketed(part(facts.urgentReason)) + u" - Please prioritize!"_s);
}

QString firstName(const QString &name)
{
    const auto word = name.simplified().section(u' ', 0, 0).left(60);
    const bool hasLetter =
        std::any_of(word.begin(), word.end(), [](QChar c) { return c.isLetter() || c.isSurrogate(); });
    return hasLetter ? word : QString();
}

QString formatDate(Timestamp at, const QString &language, const QString &timezone)
{
    const QTimeZone zone(timezone.toLatin1());
    const auto utc = QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC);
    const auto local = zone.isValid() ? utc.toTimeZone(zone) : utc;
    auto locale = QLocale(language);
    if (locale.language() == QLocale::C || locale.language() == QLocale::AnyLanguage)
        locale = QLocale(QLocale::English);
    return locale.toString(local.date(), u"ddd d MMM yyyy"_s);
}

} // namespace counterbell::notifications
