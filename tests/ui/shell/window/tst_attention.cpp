// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/window/window_stage.h"
#include "ui/shell/window/attention.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using namespace counterbell::ui;

class TestAttention : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

    static Conversation waiting(Timestamp at)
    {
        Conversation conversation;
        conversation.id = ConversationId{5};
        conversation.contact.name = u"Ava <b>Lindqvist"_s;
        conversation.handling = Handling::NeedsHuman;
        conversation.needsReply = true;
        Message last;
        last.id = MessageId{1};
        last.channel = Channel::Whatsapp;
        last.direction = Direction::Inbound;
        last.body = u"a secret"_s;
        last.at = at;
        conversation.lastMessage = last;
        return conversation;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void callsForWhoeverCanAnswer_data()
    {
        QTest::addColumn<int>("handling");
        QTest::addColumn<int>("assignee");
        QTest::addColumn<bool>("needsReply");
        QTest::addColumn<bool>("isInbound");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("calls");
        QTest::newRow("handed over by the AI") << int(Handling::NeedsHuman) << 0 << true << true << 0 << true;
        QTest::newRow("mine") << int(Handling::Human) << 2 << true << true << 0 << true;
        QTest::newRow("nobody's") << int(Handling::Human) << 0 << true << true << 0 << true;
        QTest::newRow("a colleague's") << int(Handling::Human) << 3 << true << true << 0 << false;
        QTest::newRow("the AI answers it") << int(Handling::Ai) << 0 << true << true << 0 << false;
        QTest::newRow("answered") << int(Handling::Human) << 2 << false << true << 0 << false;
        QTest::newRow("we wrote last") << int(Handling::Human) << 2 << true << false << 0 << false;
        QTest::newRow("ten minutes old") << int(Handling::Human) << 2 << true << true << 10 << true;
        QTest::newRow("older: the list's business") << int(Handling::Human) << 2 << true << true << 11 << false;
    }
    void callsForWhoeverCanAnswer()
    {
        QFETCH(int, handling);
        QFETCH(int, assignee);
        QFETCH(bool, needsReply);
        QFETCH(bool, isInbound);
        QFETCH(int, minutes);
        QFETCH(bool, calls);
        const Timestamp now = fromMillis(1'800'000'000'000);
        auto conversation = waiting(now - std::chrono::minutes(minutes));
        conversation.handling = Handling(handling);
        conversation.needsReply = needsReply;
        if (assignee)
            conversation.assignee = MemberRef{MemberId{assignee}, u"somebody"_s};
        if (!isInbound)
            conversation.lastMessage->direction = Direction::Outbound;
        Member me;
        me.id = MemberId{2};
        QCOMPARE(callsFor(conversation, me, now), calls);
    }

    void tellsTheDesktopOnceForEachMessageAndLeadsThere()
    {
        WindowStage stage;
        stage.window.hide();
        auto conversation = waiting(stage.client.now());
        Q_EMIT stage.client.conversationUpdated(conversation);
        Q_EMIT stage.client.conversationUpdated(conversation); // read state changed, nothing new
        QCOMPARE(stage.notices.told, QStringList{u"Ava <b>Lindqvist: New message on WhatsApp"_s}); // never the text
        conversation.lastMessage->id = MessageId{2};
        Q_EMIT stage.client.conversationUpdated(conversation);
        QCOMPARE(stage.notices.told.size(), 2);
        QTest::ignoreMessage(QtWarningMsg, "This plugin does not support raise()"); // the offscreen platform
        stage.notices.open();
        QCOMPARE(stage.inbox->conversation, ConversationId{5});
        QVERIFY(stage.window.isVisible());
    }

    void isQuietWhileTheWindowIsInFront()
    {
        WindowStage stage;
        QVERIFY(stage.isReady);
        Q_EMIT stage.client.conversationUpdated(waiting(stage.client.now()));
        QVERIFY(stage.notices.told.isEmpty());
    }

    void theTrayIconShowsTheCount()
    {
        QVERIFY(trayIcon(0).pixmap(64).toImage() != trayIcon(3).pixmap(64).toImage());
        QVERIFY(trayIcon(3).pixmap(64).toImage() != trayIcon(4).pixmap(64).toImage());
    }
};

QTEST_MAIN(TestAttention)
#include "tst_attention.moc"
