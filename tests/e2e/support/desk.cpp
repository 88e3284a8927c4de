// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/desk.h"

using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

namespace
{

constexpr int kPage = 100; // longer ones take too long, for the core's taste, on a machine with much else to do

} // namespace

QJsonObject Desk::newCustomer(const QString &name, const QString &phone)
{
    return call("contacts.create"_L1, {{u"name"_s, name}, {u"phone"_s, phone}}).result;
}

QJsonObject Desk::conversationWith(const QString &number)
{
    for (const auto rows = list("inbox.conversations"_L1, {}); const auto &row : rows) {
        if (row["contact"_L1]["phone"_L1].toString() == number)
            return row.toObject();
    }
    return {};
}

QJsonObject Desk::conversation(const QString &conversationId)
{
    return call("inbox.conversation"_L1, {{u"conversationId"_s, conversationId}}).result;
}

QJsonArray Desk::messages(const QString &conversationId)
{
    return list("inbox.messages"_L1, {{u"conversationId"_s, conversationId}});
}

QJsonObject Desk::messageWithBody(const QString &conversationId, const QString &body)
{
    return where(messages(conversationId), {{u"body"_s, body}}).first().toObject();
}

QJsonObject Desk::messageWithSid(const QString &conversationId, const QString &sid)
{
    return where(messages(conversationId), {{u"sid"_s, sid}}).first().toObject();
}

Reply Desk::sendText(const QString &conversationId, const QString &channel, const QString &body)
{
    return m_rpc.call("inbox.send"_L1,
                      {{u"conversationId"_s, conversationId}, {u"channel"_s, channel}, {u"body"_s, body}});
}

Reply Desk::sendTemplate(const QString &conversationId, const QString &sid, const QJsonObject &variables)
{
    return m_rpc.call("inbox.send"_L1, {{u"conversationId"_s, conversationId},
                                        {u"channel"_s, u"whatsapp"_s},
                                        {u"template"_s, QJsonObject{{u"sid"_s, sid}, {u"variables"_s, variables}}}});
}

QJsonArray Desk::sendLog(const QString &contactId)
{
    return list("sendLog.query"_L1, {{u"filter"_s, QJsonObject{{u"contactId"_s, contactId}}}});
}

QJsonObject Desk::templateNamed(const QString &name)
{
    return where(list("templates.list"_L1, {}), {{u"name"_s, name}}).first().toObject();
}

QJsonArray Desk::ledger(const QString &contactId)
{
    return list("consent.history"_L1, {{u"contactId"_s, contactId}});
}

QJsonObject Desk::consent(const QString &contactId)
{
    return call("contacts.get"_L1, {{u"contactId"_s, contactId}})["consent"_L1].toObject();
}

QJsonArray Desk::list(QLatin1StringView method, QJsonObject params)
{
    params.insert(u"limit"_s, kPage);
    QJsonArray all;
    for (;;) {
        const auto page = call(method, params);
        for (const auto row : page.items())
            all << row;
        const auto next = page["next"_L1];
        if (!page.ok() || next.isUndefined())
            return all;
        params.insert(u"before"_s, next);
    }
}

Reply Desk::call(QLatin1StringView method, const QJsonObject &params)
{
    auto reply = m_rpc.call(method, params);
    if (!reply.ok())
        qWarning("%s: %s", method.data(), reply.text().constData());
    return reply;
}

QJsonArray where(const QJsonArray &rows, const QJsonObject &values)
{
    QJsonArray found;
    for (const auto &row : rows) {
        bool all = true;
        for (auto value = values.begin(); value != values.end(); ++value)
            all = all && row.toObject().value(value.key()) == value.value();
        if (all)
            found.append(row);
    }
    return found;
}

QStringList column(const QJsonArray &rows, QLatin1StringView name)
{
    QStringList values;
    for (const auto &row : rows)
        values.append(row[name].toVariant().toString());
    return values;
}

} // namespace counterbell::e2e
