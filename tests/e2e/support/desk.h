// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/rpc_client.h"

namespace counterbell::e2e
{

/// Somebody at the counter: the calls that most stories repeat, over one signed-in RpcClient. Empty where the core
/// refused or there is nothing; the refusal is printed.
class Desk
{
public:
    explicit Desk(RpcClient &rpc) : m_rpc(rpc) {}

    /// contacts.create → Contact.
    [[nodiscard]] QJsonObject newCustomer(const QString &name, const QString &phone);
    /// The Conversation whose contact has this number.
    [[nodiscard]] QJsonObject conversationWith(const QString &number);
    [[nodiscard]] QJsonObject conversation(const QString &conversationId);
    /// inbox.messages, newest first.
    [[nodiscard]] QJsonArray messages(const QString &conversationId);
    /// The message with this body (newest first), or this SID.
    [[nodiscard]] QJsonObject messageWithBody(const QString &conversationId, const QString &body);
    [[nodiscard]] QJsonObject messageWithSid(const QString &conversationId, const QString &sid);
    /// inbox.send of free text; the error is the caller's to read.
    [[nodiscard]] Reply sendText(const QString &conversationId, const QString &channel, const QString &body);
    /// inbox.send of a template on WhatsApp.
    [[nodiscard]] Reply sendTemplate(const QString &conversationId, const QString &sid, const QJsonObject &variables);
    /// sendLog.query of one contact, newest first: Send rows.
    [[nodiscard]] QJsonArray sendLog(const QString &contactId);
    /// The template of that name, on any language.
    [[nodiscard]] QJsonObject templateNamed(const QString &name);
    /// consent.history, newest first: ConsentEntry rows.
    [[nodiscard]] QJsonArray ledger(const QString &contactId);
    /// {whatsapp, sms} of the Contact.
    [[nodiscard]] QJsonObject consent(const QString &contactId);

    /// Every row of a list, over all its pages.
    [[nodiscard]] QJsonArray list(QLatin1StringView method, QJsonObject params);

private:
    [[nodiscard]] Reply call(QLatin1StringView method, const QJsonObject &params);

    RpcClient &m_rpc;
};

/// The rows whose members have all these values: `where(rows, {{"category", "ai"}})`.
[[nodiscard]] QJsonArray where(const QJsonArray &rows, const QJsonObject &values);
/// One member of every row.
[[nodiscard]] QStringList column(const QJsonArray &rows, QLatin1StringView name);

} // namespace counterbell::e2e
