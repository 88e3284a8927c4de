// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/thread_feed.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class ThreadFeedTest : public QObject
{
    Q_OBJECT

    /// A core with messages 1 to m_size, paged by key as the real one does; cursors are message numbers.
    int m_size = 1000;
    std::vector<int> m_changed; ///< messages that were read meanwhile

    Message messageAt(int n) const
    {
        auto m = test::longThreadMessage(n);
        if (std::ranges::find(m_changed, n) != m_changed.end())
            m.status = DeliveryStatus::Read;
        return m;
    }
    Result<QJsonObject> page(const QJsonObject &p) const
    {
        const int before = p.contains("before"_L1) ? p["before"_L1].toString().toInt() : m_size + 1;
        const int limit = p["limit"_L1].toInt(50);
        Page<Message> page;
        for (int n = before - 1; n >= 1 && int(page.items.size()) < limit; --n)
            page.items.push_back(messageAt(n));
        if (!page.items.empty() && page.items.back().id.value > 1)
            page.next = QString::number(page.items.back().id.value);
        return toJson(page);
    }
    void serve(FakeCoreClient &client)
    {
        client.answerWith(methods::inboxMessages.name, [this](const QJsonObject &p) { return page(p); });
    }
    /// "501-550", or where there is a hole between rows "holes".
    static QString held(const ThreadModel &model)
    {
        for (int row = 1; row < model.count(); ++row) {
            if (model.at(row).message.id.value != model.at(row - 1).message.id.value + 1)
                return u"holes"_s;
        }
        return model.count() == 0 ? u"nothing"_s
                                  : u"%1-%2"_s.arg(model.oldest()->id.value).arg(model.newest()->id.value);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_size = 1000;
        m_changed.clear();
    }

    void opensWithTheNewestPage()
    {
        FakeCoreClient client;
        serve(client);
        ThreadModel model;
        ThreadFeed feed(client, model);
        QSignalSpy opened(&feed, &ThreadFeed::opened);
        feed.open({1});
        QVERIFY(opened.wait());
        QCOMPARE(held(model), u"951-1000"_s);
        QVERIFY(feed.hasOlder());
        QVERIFY(!feed.hasNewer());
        QCOMPARE(client.callsOf(methods::inboxMessages.name).size(), 1U);
    }

    void holdsABoundedWindowAndWalksItBothWays()
    {
        FakeCoreClient client;
        serve(client);
        ThreadModel model;
        ThreadFeed feed(client, model);
        feed.open({1});
        QTRY_COMPARE(held(model), u"951-1000"_s);
        int oldest = 951;
        while (oldest > 1) {
            feed.fetchOlder();
            feed.fetchOlder(); // asked twice, fetched once
            oldest -= 50;
            QTRY_COMPARE(model.oldest()->id.value, qint64(oldest));
            QVERIFY(model.count() <= 450);
            QVERIFY(held(model) != u"holes"_s);
        }
        QVERIFY(!feed.hasOlder());
        QVERIFY(feed.hasNewer());
        while (feed.hasNewer()) {
            const auto newest = model.newest()->id.value;
            feed.fetchNewer();
            QTRY_COMPARE(model.newest()->id.value, newest + 50);
            QVERIFY(model.count() <= 450);
            QVERIFY(held(model) != u"holes"_s);
        }
        QCOMPARE(model.newest()->id.value, 1000);
        feed.fetchOlder();
        QTRY_COMPARE(held(model), u"551-950"_s);
    }

    void findsWhatArrivedWhileTheNewestWasDropped()
    {
        FakeCoreClient client;
        serve(client);
        ThreadModel model;
        ThreadFeed feed(client, model);
        feed.open({1});
        QTRY_COMPARE(model.count(), 50);
        for (int i = 0; i < 9; ++i) {
            const auto oldest = model.oldest()->id.value;
            feed.fetchOlder();
            QTRY_COMPARE(model.oldest()->id.value, oldest - 50);
        }
        QVERIFY(feed.hasNewer());
        QSignalSpy newer(&feed, &ThreadFeed::newerArrived);
        for (int n = 1001; n <= 1070; ++n) {
            m_size = n;
            Q_EMIT client.messageAdded(messageAt(n));
        }
        QCOMPARE(newer.size(), 70);
        QVERIFY(model.newest()->id.value <= 1000);
        while (feed.hasNewer()) {
            const auto newest = model.newest()->id.value;
            feed.fetchNewer();
            QTRY_VERIFY(model.newest()->id.value > newest);
        }
        QVERIFY(held(model).endsWith(u"-1070"_s));
        QVERIFY(held(model) != u"holes"_s);
    }

    void keepsWhatEventsSaidWhileAPageWasOnItsWay()
    {
        FakeCoreClient client;
        ThreadModel model;
        ThreadFeed feed(client, model);
        feed.open({1});
        auto read = messageAt(1000);
        read.status = DeliveryStatus::Read;
        const auto stale = page({{u"limit"_s, 50}});
        Q_EMIT client.messageUpdated(read); // before anything is here
        m_size = 1001;
        Q_EMIT client.messageAdded(messageAt(1001));
        client.answer(methods::inboxMessages.name, *stale);
        QTRY_COMPARE(model.count(), 51);
        QCOMPARE(held(model), u"951-1001"_s);
        QCOMPARE(model.at(model.rowOf({1000})).message.status, DeliveryStatus::Read);
        auto later = messageAt(999);
        later.status = DeliveryStatus::Read;
        client.forget(methods::inboxMessages.name);
        feed.fetchOlder();
        Q_EMIT client.messageUpdated(later);
        QCOMPARE(model.at(model.rowOf({999})).message.status, DeliveryStatus::Read);
    }

    void takesOtherConversationsForOthers()
    {
        FakeCoreClient client;
        serve(client);
        ThreadModel model;
        ThreadFeed feed(client, model);
        feed.open({1});
        QTRY_COMPARE(model.count(), 50);
        auto other = messageAt(1001);
        other.conversationId = {2};
        Q_EMIT client.messageAdded(other);
        QCOMPARE(model.count(), 50);
        // An answer to what was open before says nothing any more.
        client.forget(methods::inboxMessages.name);
        feed.open({1});
        feed.open({});
        serve(client);
        QCoreApplication::processEvents();
        QCOMPARE(model.count(), 0);
    }

    void asksAgainForAllItHoldsAfterAResync()
    {
        FakeCoreClient client;
        serve(client);
        ThreadModel model;
        ThreadFeed feed(client, model);
        feed.open({1});
        QTRY_COMPARE(model.count(), 50);
        feed.fetchOlder();
        QTRY_COMPARE(model.count(), 100);
        m_changed = {910, 990};
        m_size = 1003;
        Q_EMIT client.resynced();
        QTRY_COMPARE(model.newest()->id.value, 1003);
        QTRY_COMPARE(model.at(model.rowOf({910})).message.status, DeliveryStatus::Read);
        QCOMPARE(model.at(model.rowOf({990})).message.status, DeliveryStatus::Read);
        QVERIFY(held(model) != u"holes"_s);
    }

    void beginsAnewWhereMoreArrivedThanAPageHolds()
    {
        FakeCoreClient client;
        serve(client);
        ThreadModel model;
        ThreadFeed feed(client, model);
        feed.open({1});
        QTRY_COMPARE(model.count(), 50);
        m_size = 3000;
        Q_EMIT client.resynced();
        QTRY_COMPARE(held(model), u"2501-3000"_s);
        feed.fetchOlder();
        QTRY_VERIFY(model.oldest()->id.value < 2501);
        QVERIFY(held(model) != u"holes"_s);
    }

    void saysWhenTheFirstPageCannotBeRead()
    {
        FakeCoreClient client;
        client.refuse(methods::inboxMessages, Error{Reason::NotFound, {}});
        ThreadModel model;
        ThreadFeed feed(client, model);
        QSignalSpy failed(&feed, &ThreadFeed::openingFailed);
        feed.open({1});
        QVERIFY(failed.wait());
    }
};

QTEST_GUILESS_MAIN(ThreadFeedTest)
#include "tst_thread_feed.moc"
