// SPDX-License-Identifier: Apache-2.0
#include "core/agent/agent_tools.h"

#include "core/agent/customer_jobs_repository.h"

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
    QJsonArray jobs;
    for (const auto &job : CustomerJobsRepository().of(db, contact, kMostJobs)) {
        QJsonObject json{{u"ticket"_s, job.ticket},
                         {u"kind"_s, QString(wireName(job.kind))},
                         {u"status"_s, QString(wireName(job.status))},
                         {u"description"_s, job.description.left(kLongestDescription)}};
        if (job.dueAt)
            json.insert(u"dueAt"_s, isoTime(*job.dueAt));
        if (job.readyAt)
            json.insert(u"readyAt"_s, isoTime(*job.readyAt));
        jobs.append(json);
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
