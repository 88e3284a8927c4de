// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/handset.h"
#include "tests/e2e/support/stack_under_test.h"
#include "ui/client/outbox.h"
#include "ui/client/ws_core_client.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using ui::Connection;

/// The client with a core that is killed, restarted and moved ahead.
class TestStack : public QObject
{
    Q_OBJECT

    static constexpr int kPatience = 20'000;

    e2e::StackUnderTest m_stack;
    std::unique_ptr<ui::WsCoreClient> m_client;
    QTemporaryDir m_folder;

    bool reach(Connection wanted)
    {
        return QTest::qWaitFor([&] { return m_client->connection() == wanted; }, kPatience);
    }
    template <class P, class R>
    Result<R> ask(const MethodName<P, R> &method, const std::type_identity_t<P> &parameters)
    {
        std::optional<Result<R>> answer;
        m_client->call(method, parameters, this, [&](Result<R> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, kPatience))
            return refuse(Reason::Internal);
        return *answer;
    }
    std::optional<Conversation> anyConversation()
    {
        ConversationsRequest request;
        request.limit = 1;
        const auto page = ask(methods::inboxConversations, request);
        return page && !page->items.empty() ? std::optional(page->items.front()) : std::nullopt;
    }
    std::vector<Message> messagesOf(ConversationId id)
    {
        MessagesRequest request;
        request.conversationId = id;
        const auto page = ask(methods::inboxMessages, request);
        return page ? page->items : std::vector<Message>{};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_stack.start());
        m_client = std::make_unique<ui::WsCoreClient>([this] {
            return std::optional(ui::CoreAddress{QUrl(m_stack.value("core"_L1)), m_stack.value("token"_L1).toLatin1()});
        });
        m_client->start();
        QVERIFY(reach(Connection::SignIn));
        const auto names = ask(methods::sessionMembers, {});
        QVERIFY(names && names->items.size() == 4);
        m_client->signIn(u"manager"_s, u"2222"_s, this, [](const Result<Signed> &) {});
        QVERIFY(reach(Connection::Online));
        QCOMPARE(m_client->who()->member.name, u"Mia Tanaka"_s);
    }
    void cleanupTestCase()
    {
        m_client.reset();
        QVERIFY(m_stack.stop());
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsThePagesOfTheSeededShop()
    {
        QVERIFY(ask(methods::inboxConversations, {}).has_value());
        QVERIFY(ask(methods::jobsList, {}).has_value());
        QVERIFY(ask(methods::sendLogQuery, {}).has_value());
        QVERIFY(ask(methods::notificationsGet, {}).has_value());
        QVERIFY(ask(methods::workspaceGet, {}).has_value());
        QVERIFY(ask(methods::teamList, {}).has_value());
        QVERIFY(ask(methods::templatesList, {}).has_value());
        QVERIFY(ask(methods::systemHealth, {}).has_value());
        const auto missing = ask(methods::jobsGet, JobParams{JobId{123456789}});
        QVERIFY(!missing);
        QCOMPARE(missing.error().reason, Reason::NotFound);
    }

    void hearsOfWhatItDidByAnEvent()
    {
        const auto conversation = anyConversation();
        QVERIFY(conversation);
        QSignalSpy added(m_client.get(), &ui::CoreClient::messageAdded);
        QVERIFY(ask(methods::inboxAddNote, AddNote{conversation->id, u"a note"_s}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(added.count() >= 1, kPatience);
    }

    void aMessageTypedWhileTheCoreIsDeadGoesOnceWhenItIsBack()
    {
        const auto conversation = anyConversation();
        QVERIFY(conversation);
        ui::Outbox outbox(*m_client, m_folder.path());
        QVERIFY(m_stack.killCore());
        QVERIFY(reach(Connection::Offline));
        SendMessage message;
        message.conversationId = conversation->id;
        message.channel = Channel::Sms;
        message.body = u"typed while offline"_s;
        QVERIFY(!outbox.send(message).isEmpty());
        QVERIFY(reach(Connection::Online)); // signed in again by itself
        QTRY_COMPARE_WITH_TIMEOUT(outbox.count(), 0, kPatience);
        const auto all = messagesOf(conversation->id);
        QCOMPARE(std::ranges::count(all, u"typed while offline"_s, &Message::body), 1);
    }

    void aFileAttachedWhileTheCoreIsDeadArrivesOnceAndWhole()
    {
        e2e::SandboxControl sandbox(m_stack.ready());
        e2e::Handset phone(sandbox, u"+61491573020"_s);
        QSignalSpy added(m_client.get(), &ui::CoreClient::messageAdded);
        phone.writes(u"Can I see it?"_s);
        QTRY_VERIFY_WITH_TIMEOUT(phone.received().size() == 1, kPatience); // the AI's answer
        const auto conversation = added.at(0).at(0).value<Message>().conversationId;
        // A PNG as far as its header goes, larger than a part of an upload.
        auto photo = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000280000001e00802000000");
        for (int i = 0; photo.size() < 700'000; ++i)
            photo += QByteArray::number(i);
        ui::Outbox outbox(*m_client, m_folder.path());
        QVERIFY(m_stack.killCore());
        QVERIFY(reach(Connection::Offline));
        SendMessage message;
        message.conversationId = conversation;
        message.channel = Channel::Whatsapp;
        message.body = u"Here it is"_s;
        const auto file = ui::keepFile(m_folder.path(), u"ring.png"_s, u"image/png"_s, photo);
        QVERIFY(file && !outbox.send(message, {*file}).isEmpty());
        QVERIFY(reach(Connection::Online));
        QTRY_COMPARE_WITH_TIMEOUT(outbox.count(), 0, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(phone.received().size() == 2, kPatience);
        const auto got = phone.received().last().toObject();
        QCOMPARE(got["body"_L1].toString(), u"Here it is"_s);
        QVERIFY(sandbox.http().get(got["media"_L1][0].toString()).body == photo);
        const auto all = messagesOf(conversation);
        QCOMPARE(std::ranges::count(all, u"Here it is"_s, &Message::body), 1);
        // What the core refuses comes back.
        const auto moving = QByteArray::fromHex("47494638396101000100000000");
        const auto gif = ui::keepFile(m_folder.path(), u"ring.gif"_s, u"image/gif"_s, moving);
        QSignalSpy refused(&outbox, &ui::Outbox::refused);
        QVERIFY(gif && !outbox.send(message, {*gif}).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, kPatience);
        QCOMPARE(refused.at(0).at(3).value<Error>().details[u"problem"_s].toString(), u"type"_s);
        QVERIFY(QFile::exists(gif->path));
    }

    void eventsGoOnAfterTheRestart()
    {
        const auto conversation = anyConversation();
        QVERIFY(conversation);
        QSignalSpy added(m_client.get(), &ui::CoreClient::messageAdded);
        QVERIFY(ask(methods::inboxAddNote, AddNote{conversation->id, u"another"_s}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(added.count() >= 1, kPatience);
    }

    void followsTheBusinessClock()
    {
        QSignalSpy moved(m_client.get(), &ui::CoreClient::clockMoved);
        const auto before = m_client->now();
        QVERIFY(ask(methods::sandboxAdvanceClock, AdvanceClock{.seconds = 86'400, .offsetSeconds = {}}).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(moved.count(), 1, kPatience);
        QVERIFY(m_client->now() - before >= std::chrono::hours(24));
    }
};

QTEST_GUILESS_MAIN(TestStack)
#include "tst_stack.moc"
