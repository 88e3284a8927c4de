// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/senders.h"
#include "core/webhooks/ingest_service.h"
#include "core/webhooks/signature.h"
#include "tests/support/json_file.h"
#include "tests/support/rows.h"
#include "tests/support/webhook_request.h"

#include <QTest>

namespace counterbell
{

inline const QByteArray kToken = "12345";
inline const QByteArray kOldToken = "before";
inline const QByteArray kInboundUrl = "https://relay.example/t/abc/twilio/inbound";
inline const QByteArray kStatusUrl = "https://relay.example/t/abc/twilio/status";
inline const QString kAccount = QStringLiteral("ACf1c7f1c7f1c7f1c7f1c7f1c7f1c70001");
inline const QString kWhatsAppSender = QStringLiteral("whatsapp:+61480000002");
inline const QString kSmsSender = QStringLiteral("+61480000001");

/// An ingest over a fresh database, fed with requests as Twilio signs them.
class IngestBench
{
public:
    IngestBench()
        : store(clock),
          ingest(*store, clock, {QStringLiteral("store-1"), 1, QStringLiteral("test")},
                 [this](store::Tx &tx, ConversationId id, Timestamp now) { noteTurn(tx, id, now); })
    {
        ingest.setKeys({kAccount, {kToken, kOldToken}, {"https://relay.example/t/abc/"}});
        inTx(*store, [](store::Tx &tx) {
            messaging::writeSenders(tx, {{{Channel::Sms, kSmsSender, {}, {}, {}},
                                          {Channel::Whatsapp, kWhatsAppSender.mid(9), {}, {}, {}}}});
            store::writeSettings(tx, QStringLiteral("agent"), {{QStringLiteral("enabled"), true}});
        });
    }

    /// A signed request, not taken yet.
    [[nodiscard]] webhooks::LinkEvent event(const QJsonObject &parameters, const QByteArray &url = kInboundUrl,
                                            const QByteArray &token = kToken)
    {
        auto request = test::formRequest(url, parameters);
        const auto form = webhooks::decodeForm(request.body);
        request.headers.back().second = form ? webhooks::twilioSignature(token, url, *form) : QByteArray("none");
        return {++m_seq, std::chrono::milliseconds{0}, request, {}};
    }
    /// Takes one request over; false when nothing became durable.
    bool take(const webhooks::LinkEvent &event)
    {
        return waitForTask(ingest.take(QStringLiteral("spool-1"), {event})).has_value();
    }
    bool take(const QJsonObject &parameters) { return take(event(parameters)); }

    /// A customer's text, with a sid of its own.
    [[nodiscard]] QJsonObject text(const QString &body, const QString &from = QStringLiteral("whatsapp:+61412345678"))
    {
        const auto sid = QStringLiteral("SM%1").arg(++m_sid, 32, 10, QLatin1Char('0'));
        const bool isWhatsApp = from.startsWith(QLatin1StringView("whatsapp:"));
        QJsonObject parameters{{QStringLiteral("MessageSid"), sid},
                               {QStringLiteral("AccountSid"), kAccount},
                               {QStringLiteral("From"), from},
                               {QStringLiteral("To"), isWhatsApp ? kWhatsAppSender : kSmsSender},
                               {QStringLiteral("Body"), body},
                               {QStringLiteral("NumMedia"), QStringLiteral("0")},
                               {QStringLiteral("SmsStatus"), QStringLiteral("received")}};
        if (isWhatsApp)
            parameters.insert(QStringLiteral("ProfileName"), QStringLiteral("Ava Lind"));
        return parameters;
    }

    [[nodiscard]] qint64 count(const QString &from)
    {
        return number(*store, QStringLiteral("SELECT COUNT(*) FROM ") + from);
    }
    /// The first column of the first row, as text; "none" without a row.
    [[nodiscard]] QString word(const QString &sql)
    {
        return inRead(*store, [sql](store::Connection &db) -> QString {
            const auto row = db.query(sql);
            return row->next() ? row->text(0) : QStringLiteral("none");
        });
    }
    [[nodiscard]] qint64 turns() { return count(QStringLiteral("agent_turns")); }

    FakeClock clock;
    TestStore store;
    webhooks::IngestService ingest;

private:
    static void noteTurn(store::Tx &tx, ConversationId id, Timestamp now)
    {
        tx.execute(QStringLiteral("DELETE FROM agent_turns WHERE conversation_id = ?"), id);
        tx.execute(QStringLiteral("INSERT INTO agent_turns (conversation_id, state, handling_version, last_inbound_id, "
                                  "due_at, created_at) VALUES (?, 'due', 1, 1, ?, ?)"),
                   id, now, now);
    }

    qint64 m_seq = 0;
    int m_sid = 0;
};

} // namespace counterbell
