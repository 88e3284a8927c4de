// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "ui/client/outbox.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using ui::Connection;
using ui::Outbox;

class TestOutbox : public QObject
{
    Q_OBJECT

    static constexpr auto kSend = "inbox.send"_L1;

    static SendMessage text(const QString &body, qint64 conversation = 1)
    {
        SendMessage message;
        message.conversationId = ConversationId{conversation};
        message.channel = Channel::Sms;
        message.body = body;
        return message;
    }
    static QStringList bodies(const std::vector<ui::FakeCoreClient::Call> &calls)
    {
        QStringList bodies;
        for (const auto &call : calls)
            bodies << call.parameters[u"body"_s].toString();
        return bodies;
    }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files); }
    static ui::FakeCoreClient::Reply accept()
    {
        return [](const QJsonObject &parameters) -> Result<QJsonObject> {
            Message message;
            message.body = parameters[u"body"_s].toString();
            return toJson(message);
        };
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void whatIsSentIsOnDiskBeforeTheCoreIsAsked()
    {
        ui::FakeCoreClient client;
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        client.answerWith(kSend, [this](const QJsonObject &parameters) {
            const auto names = files();
            QFile file(m_folder->filePath(names.value(0)));
            const bool isKept = file.open(QIODevice::ReadOnly) &&
                                file.readAll().contains(parameters[u"clientToken"_s].toString().toUtf8());
            return isKept && file.permissions() ==
                                 (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser)
                       ? accept()(parameters)
                       : Result<QJsonObject>(refuse(Reason::Conflict));
        });
        QSignalSpy sent(&outbox, &Outbox::sent);
        const auto token = outbox.send(text(u"hello"_s));
        QVERIFY(!token.isEmpty());
        QCOMPARE(outbox.countOf(ConversationId{1}), 1);
        QTRY_COMPARE(sent.count(), 1);
        QCOMPARE(sent.at(0).at(0).toString(), token);
        QCOMPARE(outbox.count(), 0);
        QCOMPARE(files(), QStringList());
    }

    void goesInOrderForAConversationWhenOnlineAgain()
    {
        ui::FakeCoreClient client;
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        client.setConnection(Connection::Offline);
        QVERIFY(!outbox.send(text(u"one"_s)).isEmpty());
        QVERIFY(!outbox.send(text(u"other"_s, 2)).isEmpty());
        QVERIFY(!outbox.send(text(u"two"_s)).isEmpty());
        QCOMPARE(outbox.count(), 3);
        QVERIFY(client.calls.empty());

        client.setConnection(Connection::Online);
        // The second of a conversation waits for the first's answer; another conversation doesn't.
        QCOMPARE(bodies(client.callsOf(kSend)), (QStringList{u"one"_s, u"other"_s}));
        client.answerWith(kSend, accept());
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(bodies(client.callsOf(kSend)), (QStringList{u"one"_s, u"other"_s, u"two"_s}));
    }

    void survivesTheProgramAndKeepsItsToken()
    {
        ui::FakeCoreClient client;
        client.setConnection(Connection::Offline);
        QString token;
        {
            Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
            token = outbox.send(text(u"typed before the power went"_s));
        }
        client.setConnection(Connection::Online);
        client.answerWith(kSend, accept());
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(client.callsOf(kSend).size(), 1U);
        QCOMPARE(client.lastCall(kSend)[u"clientToken"_s].toString(), token);
    }

    void anAnswerThatNeverCameIsAskedForAgainUnderTheSameToken()
    {
        ui::FakeCoreClient client;
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        client.refuse(kSend, Error{Reason::ShuttingDown, {{u"problem"_s, u"timeout"_s}}});
        client.answerWith(kSend, accept());
        QSignalSpy sent(&outbox, &Outbox::sent);
        QSignalSpy refused(&outbox, &Outbox::refused);
        const auto token = outbox.send(text(u"hello"_s));
        QTRY_COMPARE_WITH_TIMEOUT(sent.count(), 1, 10'000);
        QCOMPARE(refused.count(), 0);
        const auto calls = client.callsOf(kSend);
        QCOMPARE(calls.size(), 2U);
        QCOMPARE(calls[0].parameters[u"clientToken"_s].toString(), token);
        QCOMPARE(calls[1].parameters[u"clientToken"_s].toString(), token);
    }

    void aRefusalGivesTheTextBackAndTheNextGoesOn()
    {
        ui::FakeCoreClient client;
        client.setConnection(Connection::Offline);
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QVERIFY(!outbox.send(text(u"too late"_s)).isEmpty());
        QVERIFY(!outbox.send(text(u"second"_s)).isEmpty());
        client.refuse(kSend, Error{Reason::SessionWindowExpired});
        client.answerWith(kSend, accept());
        QString back;
        connect(&outbox, &Outbox::refused, this,
                [&](const QString &, const ConversationId &, const QString &body) { back = body; });
        client.setConnection(Connection::Online);
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(back, u"too late"_s);
        QCOMPARE(bodies(client.callsOf(kSend)), (QStringList{u"too late"_s, u"second"_s}));
    }

    void aFaultOfTheCoreDoesNotHoldTheOthersUpForEver()
    {
        ui::FakeCoreClient client;
        client.refuse(kSend, Error{Reason::Internal});
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QSignalSpy refused(&outbox, &Outbox::refused);
        QVERIFY(!outbox.send(text(u"poison"_s)).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, 30'000);
        QCOMPARE(client.callsOf(kSend).size(), 5U);
    }

    void takesBackWhatHasNotBeenAskedFor()
    {
        ui::FakeCoreClient client;
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        const auto underWay = outbox.send(text(u"under way"_s));
        const auto behind = outbox.send(text(u"behind"_s));
        const auto rows = outbox.pendingOf(ConversationId{1});
        QCOMPARE(rows.size(), 2U);
        QCOMPARE(rows[1].clientToken, behind);
        QCOMPARE(rows[1].author, (Author{AuthorKind::Member, u"Mia Tanaka"_s}));
        QCOMPARE(rows[1].at, client.now());
        QCOMPARE(rows[1].status, DeliveryStatus::Queued);
        QVERIFY(!outbox.takeBack(underWay));
        QCOMPARE(outbox.takeBack(behind)->body, u"behind"_s);
        client.answerWith(kSend, accept());
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(client.callsOf(kSend).size(), 1U);
    }

    void everyMemberAndEveryWorkspaceHasAFileOfItsOwn()
    {
        ui::FakeCoreClient client;
        client.setConnection(Connection::Offline);
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QVERIFY(!outbox.send(text(u"Mia's"_s)).isEmpty());
        auto priya = *client.who();
        const auto mia = priya;
        priya.member.id = MemberId{3};
        client.setWho(priya);
        QCOMPARE(outbox.count(), 0);
        client.setWho(std::nullopt);
        QVERIFY(outbox.send(text(u"nobody's"_s)).isEmpty());
        client.setWho(mia);
        QCOMPARE(outbox.count(), 1);

        auto restored = *client.core();
        restored.epoch = u"epoch-2"_s;
        client.setWho(std::nullopt);
        client.setCore(restored);
        client.setWho(mia);
        QCOMPARE(outbox.count(), 0);
    }

    void anAnswerToTheMemberBeforeChangesNothingOfTheirs()
    {
        ui::FakeCoreClient client;
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QVERIFY(!outbox.send(text(u"Mia's"_s)).isEmpty());
        const auto mia = *client.who();
        auto priya = mia;
        priya.member.id = MemberId{3};
        client.setWho(priya);
        client.answerWith(kSend, accept());
        QSignalSpy changed(&outbox, &Outbox::countChanged);
        QVERIFY(!QTest::qWaitFor([&] { return changed.count() > 0; }, 100));
        client.setWho(mia); // her file still has it, and the core knows the token
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(client.callsOf(kSend).size(), 2U);
    }

    void aDiskThatTakesNothingLeavesTheTextToTheComposer()
    {
        ui::FakeCoreClient client;
        Outbox outbox(client, u"/proc/no-such-folder"_s);
        QVERIFY(outbox.send(text(u"hello"_s)).isEmpty());
        QCOMPARE(outbox.count(), 0);
        QVERIFY(client.calls.empty());
    }

    void aBrokenFileIsKeptAside()
    {
        ui::FakeCoreClient client;
        const ui::OutboxFile file(m_folder->path(), client.core()->epoch, client.who()->member.id);
        QFile broken(file.path());
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{\"items\": [{}]}");
        broken.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the outbox can't be read"_s));
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QCOMPARE(outbox.count(), 0);
        QVERIFY(QFile::exists(file.path() + u".unreadable"_s));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
