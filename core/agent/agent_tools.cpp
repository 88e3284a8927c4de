// SPDX-License-Identifier: Apache-2.0
#include "core/agent/agent_tools.h"

#include <QDateTime>
#include <QJsonDocument>

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMostJobs = 20;
constexpr qsizetype kLongestDescription = 300;

QJsonObject describe(QLatin1StringView name, const QString &text, const QJsonObject &properties,
                     const QJsonArray &required)
{
    return {{u"type"_s, u"function"_s},
            {u"function"_s, QJsonObject{{u"name"_s, QString(name)},
                                        {u"description"_s, text},
                                        {u"parameters"_s, QJsonObject{{u"type"_s, u"object"_s},
                                                                      {u"properties"_s, properties},
                                                                      {u"required"_s, required},
                                                                      {u"additionalProperties"_s, false}}}}}};
}

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QString isoTime(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC).toString(Qt::ISODate);
}

} // namespace

QJsonArray toolDescriptions()
{
    const QJsonObject reason{{u"type"_s, u"string"_s},
                             {u"description"_s, u"Why a person is needed, in a few words for the staff"_s}};
    return {describe(kJobsTool, u"Lists this customer's repairs, bespoke orders and tasks with their status"_s, {}, {}),
            describe(kHandOverTool, u"Hands the conversation over to a person of the shop"_s, {{u"reason"_s, reason}},
                     {u"reason"_s})};
}

QString handOverReason(const ToolCall &call)
{
    const auto arguments = QJsonDocument::fromJson(call.arguments.toUtf8()).object();
    auto reason = arguments.value("reason"_L1).toString().simplified();
    reason.removeIf(
        [](QChar c) { return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format; });
    if (reason.size() > kLongestReason)
        reason.truncate(reason.at(kLongestReason - 1).isHighSurrogate() ? kLongestReason - 1 : kLongestReason);
    return reason.isEmpty() ? u"modelAsked"_s : reason;
}

QString jobsOf(store::Connection &db, ContactId contact)
{
    const auto rows = db.query(u"SELECT ticket, kind, status, description, due_at, ready_at FROM jobs "
                               "WHERE contact_id = ? ORDER BY updated_at DESC, id DESC LIMIT ?"_s,
                               contact, kMostJobs);
    QJsonArray jobs;
    while (rows->next()) {
        QJsonObject job{{u"ticket"_s, rows->text(0)},
                        {u"kind"_s, rows->text(1)},
                        {u"status"_s, rows->text(2)},
                        {u"description"_s, rows->text(3).left(kLongestDescription)}};
        if (!rows->isNull(4))
            job.insert(u"dueAt"_s, isoTime(rows->time(4)));
        if (!rows->isNull(5))
            job.insert(u"readyAt"_s, isoTime(rows->time(5)));
        jobs.append(job);
    }
    return compact({{u"jobs"_s, jobs}});
}

QString toolResult(store::Connection &db, const QString &tool, ContactId contact)
{
    if (tool == kJobsTool)
        return jobsOf(db, contact);
    return compact({{u"error"_s, u"unknownTool"_s}});
}

} // namespace counterbell::agent
