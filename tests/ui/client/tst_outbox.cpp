// SPDX-License-Identifier: Apache-2.0
#include "core/api/media.h"
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

    ui::OutFile kept(qsizetype size, const QString &name = u"clasp.jpg"_s) const
    {
        return ui::keepFile(m_folder->path(), name, u"image/jpeg"_s, QByteArray(size, 'x')).value();
    }
    QStringList keptFiles() const { return QDir(m_folder->filePath(u"files"_s)).entryList(QDir::Files); }
    /// A core that takes uploads: `firstId` for the first file, and so on.
    static void takeUploads(ui::FakeCoreClient &client, qint64 firstId = 40)
    {
        client.answerWith("media.upload"_L1,
                          [id = firstId - 1](const QJsonObject &part) mutable -> Result<QJsonObject> {
                              id += part.contains(u"attachmentId"_s) ? 0 : 1;
                              return toJson(UploadedMedia{AttachmentId{id}, 0});
                          });
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

    void filesGoBeforeTheirMessageInParts()
    {
        ui::FakeCoreClient client;
        takeUploads(client);
        client.answerWith(kSend, accept());
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QSignalSpy progress(&outbox, &Outbox::uploading);
        QSignalSpy queued(&outbox, &Outbox::queued);
        constexpr qsizetype kPart = 256 * 1024;
        const auto token = outbox.send(text(u"Like this?"_s), {kept(2 * kPart + 5), kept(kPart, u"b.jpg"_s)});
        const auto row = queued.at(0).at(0).value<Message>();
        QCOMPARE(row.kind, MessageKind::Media);
        QCOMPARE(row.attachments.at(1).fileName, u"b.jpg"_s);
        QTRY_COMPARE(outbox.count(), 0);
        const auto parts = client.callsOf("media.upload"_L1);
        QCOMPARE(parts.size(), 4U);
        QCOMPARE(parts[0].parameters[u"name"_s].toString(), u"clasp.jpg"_s);
        QCOMPARE(parts[0].parameters[u"contentType"_s].toString(), u"image/jpeg"_s);
        QVERIFY(parts[0].parameters[u"more"_s].toBool() && parts[1].parameters[u"more"_s].toBool());
        QCOMPARE(parts[1].parameters[u"attachmentId"_s].toString(), u"40"_s);
        QCOMPARE(parts[2].parameters[u"offset"_s].toInteger(), qint64(2 * kPart));
        QVERIFY(!parts[2].parameters.contains(u"more"_s) && !parts[3].parameters.contains(u"more"_s));
        qsizetype size = 0;
        for (const auto &part : parts)
            size += QByteArray::fromBase64(part.parameters[u"dataBase64"_s].toString().toLatin1()).size();
        QCOMPARE(size, 3 * kPart + 5);
        QCOMPARE(client.lastCall(kSend)[u"attachmentIds"_s].toArray(), (QJsonArray{u"40"_s, u"41"_s}));
        QCOMPARE(progress.at(0).at(0).toString(), token);
        QCOMPARE(progress.at(0).at(1).toInt(), 33);
        QCOMPARE(progress.back().at(1).toInt(), 100);
        QCOMPARE(keptFiles(), QStringList()); // the core has them
    }

    void aFileWaitsWithItsMessageAndSurvivesTheProgram()
    {
        ui::FakeCoreClient client;
        client.setConnection(Connection::Offline);
        takeUploads(client);
        client.answerWith(kSend, accept());
        {
            Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
            QVERIFY(!outbox.send(text(u"one"_s), {kept(10)}).isEmpty());
            QVERIFY(client.calls.empty());
        }
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QVERIFY(!outbox.send(text(u"two"_s)).isEmpty());
        client.setConnection(Connection::Online);
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(client.callsOf("media.upload"_L1).size(), 1U);
        QCOMPARE(bodies(client.callsOf(kSend)), (QStringList{u"one"_s, u"two"_s})); // in order all the same
    }

    void anUploadThatBreaksOffIsBegunAnew_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QJsonObject>("details");
        QTest::newRow("no answer") << int(Reason::ShuttingDown) << QJsonObject{{u"problem"_s, u"timeout"_s}};
        QTest::newRow("the core was restarted") << int(Reason::NotFound) << QJsonObject{{u"what"_s, u"upload"_s}};
        QTest::newRow("too many") << int(Reason::Conflict) << QJsonObject{{u"problem"_s, u"tooManyUploads"_s}};
    }
    void anUploadThatBreaksOffIsBegunAnew()
    {
        QFETCH(int, reason);
        QFETCH(QJsonObject, details);
        ui::FakeCoreClient client;
        client.refuse("media.upload"_L1, Error{Reason(reason), details});
        takeUploads(client);
        client.answerWith(kSend, accept());
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        QSignalSpy refused(&outbox, &Outbox::refused);
        QVERIFY(!outbox.send(text(u"hello"_s), {kept(10)}).isEmpty());
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(refused.count(), 0);
        const auto parts = client.callsOf("media.upload"_L1);
        QCOMPARE(parts.size(), 2U);
        QVERIFY(parts[1].parameters.contains(u"name"_s));
    }

    void aFileThatTheCoreHasDroppedIsBroughtAgain()
    {
        ui::FakeCoreClient client;
        takeUploads(client);
        client.refuse(kSend, Error{Reason::NotFound, {{u"what"_s, u"attachment"_s}}});
        client.answerWith(kSend, accept());
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        const auto token = outbox.send(text(u"hello"_s), {kept(10)});
        QTRY_COMPARE(outbox.count(), 0);
        const auto asked = client.callsOf(kSend);
        QCOMPARE(asked.size(), 2U);
        QCOMPARE(asked[0].parameters[u"attachmentIds"_s].toArray(), QJsonArray{u"40"_s});
        QCOMPARE(asked[1].parameters[u"attachmentIds"_s].toArray(), QJsonArray{u"41"_s});
        QCOMPARE(asked[1].parameters[u"clientToken"_s].toString(), token);
    }

    void aRefusedFileIsTheComposersAgain_data()
    {
        QTest::addColumn<bool>("isUploadRefused");
        QTest::newRow("the file") << true;
        QTest::newRow("the message") << false;
    }
    void aRefusedFileIsTheComposersAgain()
    {
        QFETCH(bool, isUploadRefused);
        ui::FakeCoreClient client;
        const Error error{Reason::MediaNotAllowed, {{u"problem"_s, u"sender"_s}}};
        if (isUploadRefused)
            client.refuse("media.upload"_L1, error);
        takeUploads(client);
        client.refuse(kSend, error);
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        std::vector<ui::OutFile> back;
        connect(&outbox, &Outbox::refused, this,
                [&](const QString &, const ConversationId &, const QString &body, const Error &why,
                    const std::vector<ui::OutFile> &files) {
                    QCOMPARE(body, u"hello"_s);
                    QCOMPARE(why, error);
                    back = files;
                });
        QVERIFY(!outbox.send(text(u"hello"_s), {kept(10)}).isEmpty());
        QTRY_COMPARE(back.size(), 1U);
        QVERIFY(QFile::exists(back[0].path));
        QCOMPARE(outbox.count(), 0);
    }

    void aFileThatIsGoneIsSaid()
    {
        ui::FakeCoreClient client;
        client.setConnection(Connection::Offline);
        Outbox outbox(client, m_folder->path(), std::chrono::milliseconds(20));
        const auto file = kept(10);
        QVERIFY(!outbox.send(text(u"hello"_s), {file}).isEmpty());
        QVERIFY(QFile::remove(file.path));
        QSignalSpy refused(&outbox, &Outbox::refused);
        client.setConnection(Connection::Online);
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.at(0).at(3).value<Error>().details[u"problem"_s].toString(), u"gone"_s);
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
