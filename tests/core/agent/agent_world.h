// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/agent_service.h"
#include "core/agent/model_key.h"
#include "core/agent/turn_repository.h"
#include "core/api/workspace.h"
#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/inbox/desk/handling_changes.h"
#include "core/inbox/message_repository.h"
#include "core/messaging/senders.h"
#include "core/secrets/file_secret_store.h"
#include "core/team/member_repository.h"
#include "tests/support/rows.h"
#include "tests/support/script_server.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

namespace counterbell::test
{

using namespace Qt::StringLiterals;

/// One answer of a model, in the shape of /chat/completions.
[[nodiscard]] inline QByteArray completion(const QJsonObject &message, const QString &ending = u"stop"_s)
{
    return QJsonDocument(QJsonObject{{u"choices"_s,
                                      QJsonArray{QJsonObject{{u"message"_s, message}, {u"finish_reason"_s, ending}}}}})
        .toJson(QJsonDocument::Compact);
}

[[nodiscard]] inline Reaction says(const QString &text)
{
    return answer(200, completion({{u"role"_s, u"assistant"_s}, {u"content"_s, text}}));
}

[[nodiscard]] inline Reaction calls(const QString &tool, const QString &arguments = u"{}"_s)
{
    const QJsonObject function{{u"name"_s, tool}, {u"arguments"_s, arguments}};
    const QJsonObject call{{u"id"_s, u"call_1"_s}, {u"type"_s, u"function"_s}, {u"function"_s, function}};
    return answer(
        200,
        completion({{u"role"_s, u"assistant"_s}, {u"content"_s, QJsonValue::Null}, {u"tool_calls"_s, QJsonArray{call}}},
                   u"tool_calls"_s));
}

/// A shop with one customer, an AI agent that is on, and a scripted model at the other end of a real connection.
class AgentWorld
{
public:
    static constexpr auto kKey = "sk-test-1b9f";

    AgentWorld()
    {
        m_secrets = *secrets::FileSecretStore::openWithKeyFile(m_folder.filePath(u"secrets.enc"_s),
                                                               m_folder.filePath(u"secrets.key"_s));
        if (!waitForTask(m_secrets->write(QString(agent::kModelKeySecret), kKey)))
            qFatal("the key could not be kept");
        settings.enabled = true;
        settings.baseUrl = server.url(u"/v1"_s).toString();
        settings.model = u"scripted"_s;
        settings.hasKey = true;
        settings.prompt = u"Be brief, be Halden."_s;
        saveSettings();
        inTx(*store, [this](store::Tx &tx) {
            Workspace shop;
            shop.name = u"Halden & Rowe"_s;
            shop.timezone = u"Australia/Sydney"_s;
            shop.hours = {{1, u"09:00"_s, u"17:30"_s}, {7, std::nullopt, std::nullopt}};
            store::writeSettings(tx, u"workspace"_s, toJson(shop));
            messaging::writeSenders(tx, {{{Channel::Whatsapp, u"+61491570006"_s, {}, {}, {}},
                                          {Channel::Sms, u"+61491570110"_s, {}, {}, {}}}});
            Member priya;
            priya.name = u"Priya Nair"_s;
            priya.role = Role::Agent;
            priya.id = team::MemberRepository().create(tx, priya);
            member = priya;
        });
        conversation = addCustomer(u"Ava Lindqvist"_s, u"+61491573001"_s);
    }

    ~AgentWorld() { stop(); }

    void saveSettings()
    {
        inTx(*store, [this](store::Tx &tx) { store::writeSettings(tx, u"agent"_s, toJson(settings)); });
    }

    ConversationId addCustomer(const QString &name, const QString &phone)
    {
        return inTx(*store, [&](store::Tx &tx) {
            contact = contacts::ContactRepository().create(tx, {.name = name, .phone = phone}, clock.now());
            return inbox::ConversationRepository().ensureFor(tx, contact, Handling::Ai, clock.now());
        });
    }

    /// The customer writes, and the AI is asked, as the ingest does it. Answers the message's id.
    MessageId inbound(const QString &text, Channel channel = Channel::Whatsapp,
                      std::optional<ConversationId> to = std::nullopt, bool asksAi = true)
    {
        const auto id = to.value_or(conversation);
        const auto written = inTx(*store, [&](store::Tx &tx) {
            inbox::NewMessage message;
            message.conversationId = id;
            message.channel = channel;
            message.direction = Direction::Inbound;
            message.body = text;
            message.author = {AuthorKind::Contact, u"Ava"_s};
            message.at = clock.now();
            const auto added = inbox::MessageRepository().add(tx, message);
            const inbox::ConversationRepository conversations;
            conversations.touchChannel(tx, id, channel, u"+61491573001"_s, u"+61491570006"_s, clock.now());
            conversations.messageReceived(tx, id, added, clock.now(), true);
            if (asksAi)
                agent::TurnRepository().request(tx, id, clock.now());
            return added;
        });
        if (service)
            service->wake();
        return written;
    }

    void start(agent::ModelClient::Options options = {
                   .timeout = std::chrono::seconds{5}, .retries = 2, .retryDelay = std::chrono::milliseconds{1}})
    {
        model = std::make_unique<agent::ModelClient>(options);
        service =
            std::make_unique<agent::AgentService>(*store, clock, *m_secrets, *model, agent::AgentService::Options());
        QObject::connect(service.get(), &agent::AgentService::sendRequested, service.get(),
                         [this] { ++sendsRequested; });
        service->start();
    }

    void stop()
    {
        if (!service)
            return;
        [](AgentWorld *world) -> QCoro::Task<> {
            co_await world->service->drain();
            world->m_isDrained = true;
        }(this);
        const QDeadlineTimer deadline(10'000);
        while (!m_isDrained && !deadline.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        if (!m_isDrained)
            qFatal("the service did not end");
        m_isDrained = false;
        service.reset();
        model.reset();
    }

    void takeOver()
    {
        inTx(*store, [this](store::Tx &tx) {
            (void)inbox::takeOver(tx, *inbox::ConversationRepository().state(tx, conversation), member, clock.now());
        });
    }

    void release(bool answerNow)
    {
        inTx(*store, [&](store::Tx &tx) {
            inbox::release(tx, *inbox::ConversationRepository().state(tx, conversation), member, clock.now());
            if (answerNow)
                agent::TurnRepository().request(tx, conversation, clock.now());
        });
        service->wake();
    }

    void optOut()
    {
        inTx(*store, [this](store::Tx &tx) {
            contacts::NewConsent entry;
            entry.contactId = contact;
            entry.channel = Channel::Whatsapp;
            entry.state = ConsentState::OptedOut;
            entry.actionAt = entry.at = clock.now();
            (void)contacts::ConsentRepository().append(tx, entry);
        });
    }

    /// What the customer is being sent by the AI: bodies, oldest first.
    [[nodiscard]] QStringList replies()
    {
        return inRead(*store, [](store::Connection &db) {
            QStringList bodies;
            const auto rows =
                db.query(u"SELECT body FROM sends WHERE category = 'ai' AND state = 'queued' ORDER BY id"_s);
            while (rows->next())
                bodies << rows->text(0);
            return bodies;
        });
    }

    [[nodiscard]] QString text(const QString &sql)
    {
        return inRead(*store, [sql](store::Connection &db) {
            const auto row = db.query(sql);
            return row->next() ? row->text(0) : QString();
        });
    }
    [[nodiscard]] QString handling() { return text(u"SELECT handling FROM conversations WHERE id = 1"_s); }
    [[nodiscard]] QString handoverReason()
    {
        return text(u"SELECT COALESCE(handover_reason, '') FROM conversations WHERE id = 1"_s);
    }
    [[nodiscard]] QString turnState() { return text(u"SELECT state FROM agent_turns ORDER BY id DESC LIMIT 1"_s); }
    [[nodiscard]] int openTurns()
    {
        return int(number(*store, u"SELECT COUNT(*) FROM agent_turns WHERE state IN ('due', 'running')"_s));
    }

    /// The body of a request that the model received.
    [[nodiscard]] QJsonObject asked(size_t index) const
    {
        return QJsonDocument::fromJson(server.requests().at(index).body).object();
    }
    [[nodiscard]] int requests() const { return int(server.requests().size()); }

    FakeClock clock;
    TestStore store{clock};
    ScriptServer server;
    AgentSettings settings;
    Member member;
    ContactId contact; ///< of the customer added last
    ConversationId conversation;
    std::unique_ptr<agent::ModelClient> model;
    std::unique_ptr<agent::AgentService> service;
    int sendsRequested = 0;

    [[nodiscard]] secrets::SecretStore &secretStore() { return *m_secrets; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<secrets::FileSecretStore> m_secrets;
    bool m_isDrained = false;
};

} // namespace counterbell::test
