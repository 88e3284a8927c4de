// SPDX-License-Identifier: Apache-2.0
#include "tests/support/full_disk.h"
#include "tests/support/ui/fake_core_client.h"
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/drafts.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class DraftsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_file = 0;
    QString newFile() { return m_folder.filePath(QString::number(++m_file)); }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

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

    /// After a restore the same number may be another conversation.
    void whatWasTypedForOtherDataIsNobodys()
    {
        const auto path = newFile();
        const auto conversation = test::conversation(test::midnight());
        {
            FakeCoreClient client; // never answers
            Drafts drafts(client, path);
            drafts.type({1}, u"half a sen"_s);
        }
        FakeCoreClient client;
        auto restored = *client.core();
        restored.epoch = u"another"_s;
        client.setCore(restored);
        Drafts drafts(client, path);
        QCOMPARE(drafts.draftOf(conversation), QString());
        QVERIFY(!drafts.isUnconfirmed({1}));
    }

    void aFullDiskLeavesTheEarlierDraft()
    {
        const auto path = newFile();
        FakeCoreClient client; // never answers
        {
            Drafts drafts(client, path);
            drafts.type({1}, u"half a sen"_s);
        }
        {
            const test::FullDisk full;
            Drafts drafts(client, path);
            drafts.type({1}, u"half a sentence"_s);
        }
        Drafts drafts(client, path);
        QCOMPARE(drafts.draftOf(test::conversation(test::midnight())), u"half a sen"_s);
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

QTEST_GUILESS_MAIN(DraftsTest)
#include "tst_drafts.moc"
