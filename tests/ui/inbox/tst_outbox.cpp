// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/drafts.h"
#include "ui/inbox/outbox.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

/// What was typed: kept, sent once, given back.
class OutboxTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_file = 0;
    QString newFile() { return m_folder.filePath(QString::number(++m_file)); }
    static Message answered(const QString &token, int id = 50)
    {
        auto m = test::written(u"queued 12:00 text"_s, id).front();
        m.clientToken = token;
        return m;
    }
    static QStringList tokens(const FakeCoreClient &client)
    {
        QStringList all;
        for (const auto &call : client.callsOf(methods::inboxSend.name))
            all += call.parameters["clientToken"_L1].toString();
        return all;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sendsInOrderOneAfterTheOther()
    {
        FakeCoreClient client;
        Outbox outbox(client, newFile());
        QSignalSpy sent(&outbox, &Outbox::sent);
        outbox.send({1}, Channel::Sms, u"one"_s);
        outbox.send({1}, Channel::Sms, u"two"_s);
        QCOMPARE(client.callsOf(methods::inboxSend.name).size(), 1U);
        QCOMPARE(outbox.pendingOf({1}).size(), 2U);
        client.answerWith(methods::inboxSend.name, [](const QJsonObject &p) -> Result<QJsonObject> {
            return toJson(answered(p["clientToken"_L1].toString()));
        });
        QTRY_COMPARE(sent.size(), 2);
        QCOMPARE(client.callsOf(methods::inboxSend.name)[1].parameters["body"_L1].toString(), u"two"_s);
        QCOMPARE(outbox.count(), 0);
    }

    void sendsTheSameTokenAgainAfterARestart()
    {
        const auto path = newFile();
        QStringList first;
        {
            FakeCoreClient client;
            Outbox outbox(client, path);
            outbox.send({1}, Channel::Whatsapp, u"kept"_s); // never answered: the console dies
            first = tokens(client);
        }
        FakeCoreClient client;
        client.answer(methods::inboxSend, answered(first.front()));
        Outbox outbox(client, path);
        QTRY_COMPARE(tokens(client), first);
        QTRY_COMPARE(outbox.count(), 0);
        QVERIFY(!QFile::exists(path));
    }

    void waitsWhileOfflineAndGoesOutOnceWhenTheCoreIsBack()
    {
        FakeCoreClient client;
        Outbox outbox(client, newFile());
        client.setConnection(Connection::Offline);
        outbox.send({1}, Channel::Sms, u"one"_s);
        QCOMPARE(client.callsOf(methods::inboxSend.name).size(), 0U);
        QCOMPARE(outbox.countOf({1}), 1);
        client.answerWith(methods::inboxSend.name, [](const QJsonObject &p) -> Result<QJsonObject> {
            return toJson(answered(p["clientToken"_L1].toString()));
        });
        client.setConnection(Connection::Online);
        QTRY_COMPARE(outbox.count(), 0);
        QCOMPARE(client.callsOf(methods::inboxSend.name).size(), 1U);
    }

    void givesTheTextBackWhenTheCoreRefuses()
    {
        FakeCoreClient client;
        client.refuse(methods::inboxSend, Error{Reason::RecipientOptedOut, {}});
        Outbox outbox(client, newFile());
        QSignalSpy refused(&outbox, &Outbox::refused);
        outbox.send({1}, Channel::Sms, u"hello"_s);
        QVERIFY(refused.wait());
        QCOMPARE(refused[0][2].toString(), u"hello"_s);
        QCOMPARE(refused[0][3].value<Error>().reason, Reason::RecipientOptedOut);
        QCOMPARE(outbox.count(), 0);
    }

    void sendsNothingInAnotherMembersName()
    {
        const auto path = newFile();
        {
            FakeCoreClient client;
            client.setConnection(Connection::Offline);
            Outbox outbox(client, path);
            outbox.send({1}, Channel::Sms, u"Mia's"_s);
        }
        FakeCoreClient client;
        auto priya = *client.who();
        priya.member.id = {77};
        client.setWho(priya);
        Outbox outbox(client, path);
        QCoreApplication::processEvents();
        QCOMPARE(client.callsOf(methods::inboxSend.name).size(), 0U);
        QCOMPARE(outbox.countOf({1}), 0);
        QCOMPARE(outbox.count(), 1);
    }

    void keepsADraftOverARestartUntilTheCoreHasIt()
    {
        const auto path = newFile();
        const auto conversation = test::conversation(test::midnight());
        {
            FakeCoreClient client; // never answers
            Drafts drafts(client, path);
            drafts.type({1}, u"half a sen"_s);
            QCOMPARE(drafts.draftOf(conversation), u"half a sen"_s);
        }
        FakeCoreClient client;
        Drafts drafts(client, path);
        QCOMPARE(drafts.draftOf(conversation), u"half a sen"_s);
        auto kept = conversation;
        kept.draft = u"half a sen"_s;
        client.answer(methods::inboxSetDraft, kept);
        client.setConnection(Connection::Offline);
        client.setConnection(Connection::Online);
        QTRY_VERIFY(!drafts.isUnconfirmed({1}));
        QCOMPARE(client.lastCall(methods::inboxSetDraft.name)["body"_L1].toString(), u"half a sen"_s);
        QCOMPARE(drafts.draftOf(kept), u"half a sen"_s);
    }

    void tellsTheCoreOnceForAWordTyped()
    {
        FakeCoreClient client;
        client.answer(methods::inboxSetDraft, test::conversation(test::midnight()));
        Drafts drafts(client, newFile());
        for (const auto *text : {"h", "he", "hey"})
            drafts.type({1}, QString::fromLatin1(text));
        QTRY_COMPARE(client.callsOf(methods::inboxSetDraft.name).size(), 1U);
        QTRY_VERIFY(!drafts.isUnconfirmed({1}));
        QCOMPARE(client.callsOf(methods::inboxSetDraft.name).size(), 1U);
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
