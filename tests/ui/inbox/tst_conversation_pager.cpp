// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_pager.h"

#include "tests/support/ui/fake_core_client.h"
#include "tests/ui/inbox/inbox_samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto kMethod = "inbox.conversations"_L1;

/// The list as a core would page it: cursors are positions, `text` finds by name.
class ListedCore : public FakeCoreClient
{
public:
    ListedCore()
    {
        answerWith(kMethod, [this](const QJsonObject &parameters) { return page(parameters); });
    }

    std::vector<Conversation> rows; ///< newest first

private:
    QJsonObject page(const QJsonObject &parameters) const
    {
        const auto filter = parameters["filter"_L1].toObject();
        const auto before = parameters["before"_L1].toString();
        Page<Conversation> page;
        for (const auto &row : rows) {
            const auto cursor = u"%1"_s.arg(toMillis(*row.lastActivityAt));
            const bool isWanted =
                isInView(row, *fromWireName<ConversationView>(filter["view"_L1].toString()), kMia) &&
                row.contact.name.contains(filter["text"_L1].toString()) &&
                (!filter.contains("contactId"_L1) || filter["contactId"_L1].toString() == row.contact.id.toString());
            if (!isWanted || (!before.isEmpty() && cursor >= before))
                continue;
            if (int(page.items.size()) == parameters["limit"_L1].toInt(50)) {
                page.next = u"%1"_s.arg(toMillis(*page.items.back().lastActivityAt));
                break;
            }
            page.items.push_back(row);
        }
        return toJson(page);
    }
};

struct Inbox {
    explicit Inbox(int count = 0)
    {
        client.setNow(kNoon + 24h);
        for (int i = count; i > 0; --i)
            client.rows.push_back(conversation(i, kNoon + std::chrono::seconds(i)));
    }
    void show(ConversationView view = ConversationView::All, const QString &text = {})
    {
        pager.show({view, ConversationSort::Activity, text});
    }
    QStringList shown() const
    {
        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids << model.at(row).id.toString();
        return ids;
    }
    bool isSettled() const { return pager.state() == ConversationPager::State::Ready; }

    ListedCore client;
    ConversationListModel model{[](const Conversation &c) { return c.contact.name; }};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    ConversationPager pager{client, model};
};

} // namespace

class ConversationPagerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void pagesDownAndUpAgainWithABoundedWindow()
    {
        Inbox inbox(400);
        inbox.show();
        QTRY_COMPARE(inbox.model.rowCount(), ConversationPager::kPageSize);
        while (inbox.model.edgeBelow()) {
            const auto last = inbox.model.at(inbox.model.rowCount() - 1).id;
            inbox.pager.loadBelow();
            QTRY_VERIFY(inbox.model.at(inbox.model.rowCount() - 1).id != last);
            QVERIFY(inbox.model.rowCount() <= ConversationListModel::kMostRows);
        }
        QCOMPARE(inbox.shown().back(), u"1"_s);
        QCOMPARE(inbox.model.rowCount(), 280);
        while (!inbox.model.edgesAbove().empty()) {
            const auto first = inbox.model.at(0).id;
            inbox.pager.loadAbove();
            QTRY_VERIFY(inbox.model.at(0).id != first);
            QVERIFY(inbox.model.rowCount() <= ConversationListModel::kMostRows);
        }
        QCOMPARE(inbox.shown().front(), u"400"_s);
        for (int row = 0; row < inbox.model.rowCount(); ++row) // no gap, no repeat
            QCOMPARE(inbox.model.at(row).id.value, 400 - row);
    }

    void findsItsWayUpWhereTheTopGrewMeanwhile()
    {
        Inbox inbox(400);
        inbox.show();
        QTRY_VERIFY(inbox.isSettled());
        for (int i = 0; i < 6; ++i) {
            const auto last = inbox.model.at(inbox.model.rowCount() - 1).id;
            inbox.pager.loadBelow();
            QTRY_VERIFY(inbox.model.at(inbox.model.rowCount() - 1).id != last);
        }
        for (int i = 401; i <= 600; ++i) {
            inbox.client.rows.insert(inbox.client.rows.begin(), conversation(i, kNoon + std::chrono::seconds(i)));
            Q_EMIT inbox.client.conversationUpdated(inbox.client.rows.front());
        }
        while (!inbox.model.edgesAbove().empty()) {
            const auto first = inbox.model.at(0).id;
            inbox.pager.loadAbove();
            QTRY_VERIFY(inbox.model.at(0).id != first);
            for (int row = 1; row < inbox.model.rowCount(); ++row)
                QCOMPARE(inbox.model.at(row).id.value, inbox.model.at(row - 1).id.value - 1);
        }
        QCOMPARE(inbox.shown().front(), u"600"_s);
    }

    void movesRowsBetweenListsAsEventsCome()
    {
        Inbox inbox(3);
        inbox.show(ConversationView::NeedsYou);
        QTRY_VERIFY(inbox.isSettled());
        QCOMPARE(inbox.shown(), QStringList());
        auto two = inbox.client.rows[1];
        two.needsReply = true;
        ++two.version;
        Q_EMIT inbox.client.conversationUpdated(two);
        QCOMPARE(inbox.shown(), QStringList{u"2"_s});
        two.needsReply = false;
        ++two.version;
        Q_EMIT inbox.client.conversationUpdated(two);
        QCOMPARE(inbox.shown(), QStringList());
        inbox.show();
        QTRY_COMPARE(inbox.model.rowCount(), 3);
        Q_EMIT inbox.client.conversationGone(two.id);
        QCOMPARE(inbox.shown(), (QStringList{u"3"_s, u"1"_s}));
    }

    void losesNothingThatHappensWhileAPageIsOnItsWay()
    {
        Inbox inbox(3);
        inbox.show();
        auto fresh = conversation(4, kNoon + 4s);
        Q_EMIT inbox.client.conversationUpdated(fresh); // the page was read before
        Q_EMIT inbox.client.conversationGone(ConversationId{2});
        QTRY_COMPARE(inbox.shown(), (QStringList{u"4"_s, u"3"_s, u"1"_s}));
    }

    void dropsTheAnswerOfAListThatIsNoLongerShown()
    {
        Inbox inbox(3);
        inbox.show();
        inbox.show(ConversationView::Closed);
        QTRY_VERIFY(inbox.isSettled());
        QCOMPARE(inbox.client.callsOf(kMethod).size(), size_t(2));
        QCOMPARE(inbox.shown(), QStringList());
    }

    void asksTheCoreWhoIsFound()
    {
        Inbox inbox(3);
        inbox.client.rows[0].contact.name = u"Ava Lindqvist"_s;
        inbox.show(ConversationView::All, u"Ava"_s);
        QTRY_COMPARE(inbox.shown(), QStringList{u"3"_s});
        inbox.client.rows[2].contact.name = u"Ava Reyes"_s;
        ++inbox.client.rows[2].version;
        Q_EMIT inbox.client.conversationUpdated(inbox.client.rows[2]);
        QTRY_COMPARE(inbox.shown(), (QStringList{u"3"_s, u"1"_s}));
        Q_EMIT inbox.client.conversationUpdated(inbox.client.rows[1]); // isn't found
        QTRY_COMPARE(inbox.client.callsOf(kMethod).size(), size_t(3));
        QCOMPARE(inbox.shown(), (QStringList{u"3"_s, u"1"_s}));
    }

    void fetchesAgainInPlaceAfterAResync()
    {
        Inbox inbox(400);
        inbox.show();
        QTRY_VERIFY(inbox.isSettled());
        for (int i = 0; i < 6; ++i) {
            const auto last = inbox.model.at(inbox.model.rowCount() - 1).id;
            inbox.pager.loadBelow();
            QTRY_VERIFY(inbox.model.at(inbox.model.rowCount() - 1).id != last);
        }
        const auto before = inbox.shown();
        QVERIFY(!inbox.model.edgesAbove().empty());
        QSignalSpy resets(&inbox.model, &QAbstractItemModel::modelReset);
        const auto gone = inbox.client.rows[200].id;
        inbox.client.rows.erase(inbox.client.rows.begin() + 200);
        Q_EMIT inbox.client.resynced();
        QTRY_COMPARE(inbox.model.rowOf(gone), -1);
        auto expected = before;
        expected.removeAll(gone.toString());
        QCOMPARE(inbox.shown().first(expected.size()), expected);
        QCOMPARE(resets.size(), 0);
    }

    void saysWhenNothingCameAndTriesAgain()
    {
        Inbox inbox(3);
        inbox.client.forget(kMethod);
        inbox.client.refuse(kMethod, {Reason::Internal});
        inbox.show();
        QTRY_COMPARE(inbox.pager.state(), ConversationPager::State::Failed);
        QCOMPARE(inbox.pager.error().reason, Reason::Internal);
        inbox.client.forget(kMethod);
        inbox.client.answer(methods::inboxConversations, {});
        inbox.pager.refresh();
        QTRY_VERIFY(inbox.isSettled());
    }

    void asksOnceHoweverOftenTheEndIsReached()
    {
        Inbox inbox(200);
        inbox.show();
        QTRY_VERIFY(inbox.isSettled());
        for (int i = 0; i < 5; ++i)
            inbox.pager.loadBelow();
        QTRY_COMPARE(inbox.model.rowCount(), 120);
        QCOMPARE(inbox.client.callsOf(kMethod).size(), size_t(2));
    }
};

QTEST_GUILESS_MAIN(ConversationPagerTest)
#include "tst_conversation_pager.moc"
