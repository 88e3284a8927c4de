// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/inbox_service.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

/// What a conversation is like, in the words of its rows.
struct Like {
    QString name;
    Handling handling = Handling::Human;
    bool needsReply = false;
    bool isMine = false;
    bool isFailed = false;
    ConversationStatus status = ConversationStatus::Open;
};

class Desk
{
public:
    Desk() : service(*shop.store, shop.clock, {})
    {
        inTx(*shop.store, [this](store::Tx &tx) { tx.execute(u"DELETE FROM conversations"_s); });
    }

    ConversationId add(const Like &like)
    {
        shop.clock += 1s;
        return inTx(*shop.store, [&](store::Tx &tx) {
            const inbox::ConversationRepository conversations;
            const auto phone = u"+61491573%1"_s.arg(m_count++, 3, 10, QLatin1Char('0'));
            const auto contact = shop.addCustomer(tx, like.name, phone);
            const auto id = conversations.ensureFor(tx, contact, like.handling, shop.clock.now());
            conversations.touchChannel(tx, id, Channel::Sms, phone, kSmsSender, {});
            if (like.needsReply)
                receiveIn(tx, id);
            if (like.isMine)
                conversations.assign(tx, id, shop.member.id);
            if (like.isFailed)
                conversations.setFailed(tx, id, true);
            if (like.status != ConversationStatus::Open)
                conversations.setStatus(tx, id, like.status, shop.clock.now() + 1h);
            return id;
        });
    }
    void receive(ConversationId id)
    {
        shop.clock += 1s;
        inTx(*shop.store, [&](store::Tx &tx) { receiveIn(tx, id); });
    }

    Page<Conversation> page(const ConversationsRequest &request)
    {
        return waitForTask(service.conversations(shop.member, request)).value();
    }
    QStringList names(const ConversationFilter &filter)
    {
        ConversationsRequest request;
        request.filter = filter;
        QStringList found;
        const auto rows = page(request);
        for (const auto &conversation : rows.items)
            found << conversation.contact.name;
        return found;
    }
    QStringList names(ConversationView view)
    {
        ConversationFilter filter;
        filter.view = view;
        return names(filter);
    }

    Shop shop;
    inbox::InboxService service;

private:
    void receiveIn(store::Tx &tx, ConversationId id)
    {
        inbox::NewMessage message;
        message.conversationId = id;
        message.direction = Direction::Inbound;
        message.body = u"Hi"_s;
        message.at = shop.clock.now();
        const auto added = inbox::MessageRepository().add(tx, message);
        inbox::ConversationRepository().messageReceived(tx, id, added, message.at, true);
    }

    int m_count = 0;
};

} // namespace

class ConversationListsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// More rows than one lot of a query by ids holds, and the last lot not full.
    void aPageShowsEveryRowAsItIsShownAlone()
    {
        Desk desk;
        inTx(*desk.shop.store, [](store::Tx &tx) {
            messaging::writeSenders(tx, {{{Channel::Sms, u"+15005550006"_s, u"US"_s, {}, {}},
                                          {Channel::Sms, kSmsSender, u"AU"_s, {}, {}},
                                          {Channel::Whatsapp, kWhatsappSender, u"AU"_s, {}, {}}}});
        });
        std::vector<ConversationId> added;
        for (int i = 0; i < 140; ++i)
            added.insert(added.begin(), desk.add({.name = u"Customer %1"_s.arg(i),
                                                  .needsReply = i % 2 == 0,
                                                  .isMine = i % 3 == 0,
                                                  .isFailed = i % 5 == 0}));
        ConversationsRequest request;
        request.limit = 500;
        const auto shown = desk.page(request).items;
        QCOMPARE(shown.size(), added.size());
        for (size_t i = 0; i < shown.size(); ++i) {
            QCOMPARE(shown[i].id.value, added[i].value);
            QVERIFY(shown[i] == waitForTask(desk.service.conversation(shown[i].id)).value());
            QCOMPARE(shown[i].contact.name, u"Customer %1"_s.arg(139 - i));
            QCOMPARE(shown[i].lastMessage.has_value(), (139 - i) % 2 == 0);
            QCOMPARE(shown[i].channels.back().sender, kSmsSender); // of the recipient's country
        }
    }

    void showsEachViewsRows_data()
    {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("needs you") << "needs_you"
                                   << QStringList{u"Handed over, answered"_s, u"Handed over"_s, u"Asks"_s};
        QTest::newRow("mine") << "mine" << QStringList{u"Mine"_s};
        QTest::newRow("the AI's") << "ai" << QStringList{u"AI asked"_s, u"AI"_s};
        QTest::newRow("unassigned") << "unassigned"
                                    << QStringList{u"Handed over, answered"_s, u"Failed"_s, u"Handed over"_s,
                                                   u"Quiet"_s, u"Asks"_s};
        QTest::newRow("waiting for the customer") << "waiting" << QStringList{u"Failed"_s, u"Mine"_s, u"Quiet"_s};
        QTest::newRow("failed") << "failed" << QStringList{u"Failed"_s};
        QTest::newRow("snoozed") << "snoozed" << QStringList{u"Snoozed"_s};
        QTest::newRow("closed") << "closed" << QStringList{u"Closed"_s};
        QTest::newRow("all") << "all" << QStringList{u"Priya Nair"_s, u"Handed over, answered"_s,
                                                     u"Closed"_s,     u"Snoozed"_s,
                                                     u"Failed"_s,     u"Handed over"_s,
                                                     u"AI asked"_s,   u"AI"_s,
                                                     u"Mine"_s,       u"Quiet"_s,
                                                     u"Asks"_s};
    }
    void showsEachViewsRows()
    {
        QFETCH(QString, view);
        QFETCH(QStringList, expected);
        Desk desk;
        using enum ConversationStatus;
        for (const auto &like :
             {Like{u"Asks"_s, Handling::Human, true}, Like{u"Quiet"_s}, Like{u"Mine"_s, Handling::Human, false, true},
              Like{u"AI"_s, Handling::Ai}, Like{u"AI asked"_s, Handling::Ai, true},
              Like{u"Handed over"_s, Handling::NeedsHuman, true},
              Like{u"Failed"_s, Handling::Human, false, false, true},
              Like{u"Snoozed"_s, Handling::Human, false, false, false, Snoozed},
              Like{u"Closed"_s, Handling::Human, false, false, false, Closed},
              // The AI said that a colleague will answer, which was no answer.
              Like{u"Handed over, answered"_s, Handling::NeedsHuman}})
            desk.add(like);
        desk.shop.clock += 1s;
        desk.shop.memberWrites(); // a member's thread is in the list of everything only
        QCOMPARE(desk.names(fromWireName(view, ConversationView::All)), expected);
    }

    void countsWhatEachViewShowsToEachMember()
    {
        Desk desk;
        using enum ConversationStatus;
        for (const auto handling : {Handling::Human, Handling::NeedsHuman, Handling::Ai}) {
            for (const auto status : {Open, Snoozed, Closed}) {
                for (int i = 0; i < 8; ++i)
                    desk.add({QString::number(i), handling, bool(i & 1), bool(i & 2), bool(i & 4), status});
            }
        }
        desk.shop.memberWrites();
        auto other = desk.shop.member;
        other.id.value += 1000;
        for (const auto &member : {desk.shop.member, other}) {
            const auto counts = waitForTask(desk.service.counts(member)).value();
            const auto list = [&](ConversationView view) {
                ConversationsRequest request;
                request.filter.emplace().view = view;
                request.limit = kMaximumPageSize;
                return waitForTask(desk.service.conversations(member, request)).value().items;
            };
            const auto everything = list(ConversationView::All);
            QCOMPARE(everything.size(), size_t(73));
            for (const auto &[view, name] : WireNames<ConversationView>::values) {
                const auto shown = list(view);
                QVERIFY2(counts.*countOf(view) == int(shown.size()), name.data());
                // The rule by which a console moves rows between lists is the one by which the core lists them.
                std::vector<Conversation> byRule;
                std::ranges::copy_if(everything, std::back_inserter(byRule),
                                     [&, view = view](const Conversation &c) { return isInView(c, view, member.id); });
                QVERIFY2(byRule == shown, name.data());
            }
        }
        QCOMPARE(waitForTask(desk.service.counts(other)).value().mine, 0);
    }

    void stopsCountingAtTheBound()
    {
        Desk desk;
        desk.add({u"Ann"_s, Handling::Ai});
        inTx(*desk.shop.store, [](store::Tx &tx) {
            tx.execute(
                u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
                "INSERT INTO contacts (name, name_search, created_at, updated_at) SELECT 'c', 'c', 1, 1 FROM n"_s);
            tx.execute(u"INSERT INTO conversations (contact_id, handling, last_activity_at, failed) "
                       "SELECT id, 'human', 1, 1 FROM contacts WHERE name = 'c'"_s);
        });
        const auto counts = waitForTask(desk.service.counts(desk.shop.member)).value();
        QCOMPARE(counts.failed, kCountBound);
        QCOMPARE(counts.all, kCountBound);
        QCOMPARE(counts.ai, 1);
    }

    void filtersByNameNumberAndChannel_data()
    {
        using Change = std::function<void(ConversationFilter &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("expected");
        const auto text = [](const QString &t) { return Change([t](ConversationFilter &f) { f.text = t; }); };
        const QStringList jose{u"José Ünal"_s};
        QTest::newRow("part of a name") << text(u"NAL"_s) << jose;
        QTest::newRow("without its marks") << text(u"jose un"_s) << jose;
        QTest::newRow("in capitals") << text(u"JOSÉ"_s) << jose;
        QTest::newRow("part of a number") << text(u"573 000"_s) << jose;
        QTest::newRow("with the leading zero") << text(u"0491 573 000"_s) << jose;
        QTest::newRow("a name and part of a number") << text(u"jose 573"_s) << jose;
        QTest::newRow("a name and one digit") << text(u"Ann 1"_s) << QStringList{u"Ann"_s};
        QTest::newRow("a name, and a number of nobody's") << text(u"ann 999"_s) << QStringList{};
        QTest::newRow("a number that only another has") << text(u"ann 573000"_s) << QStringList{};
        QTest::newRow("parts in any order") << text(u"ünal jo"_s) << jose;
        QTest::newRow("wildcards are plain characters") << text(u"%"_s) << QStringList{};
        QTest::newRow("blank") << text(u"  "_s) << (QStringList{u"Ann"_s} + jose);
        QTest::newRow("a channel they use")
            << Change([](ConversationFilter &f) { f.channel = Channel::Sms; }) << (QStringList{u"Ann"_s} + jose);
        QTest::newRow("one they don't") << Change([](ConversationFilter &f) { f.channel = Channel::Whatsapp; })
                                        << QStringList{};
        QTest::newRow("handling") << Change([](ConversationFilter &f) { f.handling = Handling::Ai; })
                                  << QStringList{u"Ann"_s};
    }
    void filtersByNameNumberAndChannel()
    {
        QFETCH(std::function<void(ConversationFilter &)>, change);
        QFETCH(QStringList, expected);
        Desk desk;
        desk.add({u"José Ünal"_s});
        desk.add({u"Ann"_s, Handling::Ai});
        ConversationFilter filter;
        change(filter);
        QCOMPARE(desk.names(filter), expected);
    }

    void findsTheSamePageByPageAsAtOnce_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ConversationSort>("sort");
        QTest::addColumn<int>("count");
        using enum ConversationSort;
        QTest::newRow("a digit of everybody's number") << u"5"_s << Activity << 9;
        QTest::newRow("the same, longest waiting first") << u"5"_s << Waiting << 9;
        QTest::newRow("part of some names") << u"nn"_s << Activity << 6;
        QTest::newRow("a name and a digit") << u"ann 5"_s << Waiting << 6;
        QTest::newRow("nobody") << u"zzz"_s << Activity << 0;
    }
    /// Short pages fill from the rows that are looked through first, the long one doesn't.
    void findsTheSamePageByPageAsAtOnce()
    {
        QFETCH(QString, text);
        QFETCH(ConversationSort, sort);
        QFETCH(int, count);
        Desk desk;
        for (int i = 0; i < 9; ++i) {
            const auto name = QStringList{u"Ann"_s, u"Hannes"_s, u"Bo"_s}.at(i % 3);
            desk.add({.name = name, .needsReply = i % 2 == 0});
        }
        ConversationsRequest request;
        request.filter.emplace().text = text;
        request.sort = sort;
        request.limit = 50;
        std::vector<ConversationId> atOnce, pageByPage;
        for (const auto &conversation : desk.page(request).items)
            atOnce.push_back(conversation.id);
        request.limit = 2;
        do {
            const auto page = desk.page(request);
            for (const auto &conversation : page.items)
                pageByPage.push_back(conversation.id);
            request.before = page.next;
        } while (request.before);
        QCOMPARE(int(atOnce.size()), count);
        QVERIFY(pageByPage == atOnce);
    }

    void findsWhomHundredsOfNewerOnesDontFit()
    {
        Desk desk;
        for (int i = 0; i < 3; ++i)
            desk.add({u"Quentin"_s});
        for (int i = 0; i < 510; ++i)
            desk.add({u"Ann"_s});
        ConversationsRequest request;
        request.filter.emplace().text = u"quen"_s;
        request.limit = 2;
        const auto page = desk.page(request);
        QCOMPARE(int(page.items.size()), 2);
        QVERIFY(page.next.has_value());
        QCOMPARE(page.items[0].contact.name, u"Quentin"_s);
    }

    void pagesWithoutRepeatsOrGapsWhileRowsArrive_data()
    {
        QTest::addColumn<bool>("isWaiting");
        QTest::newRow("by activity") << false;
        QTest::newRow("longest waiting first") << true;
    }
    void pagesWithoutRepeatsOrGapsWhileRowsArrive()
    {
        QFETCH(bool, isWaiting);
        Desk desk;
        std::vector<ConversationId> expected;
        for (int i = 0; i < 9; ++i) // of these, every third doesn't wait
            expected.push_back(desk.add({QString::number(i), Handling::Human, i % 3 != 2}));
        if (isWaiting)
            std::stable_partition(expected.begin(), expected.end(),
                                  [&, i = 0](ConversationId) mutable { return i++ % 3 != 2; });
        else
            std::reverse(expected.begin(), expected.end());
        ConversationsRequest request;
        request.limit = 2;
        if (isWaiting)
            request.sort = ConversationSort::Waiting;
        std::vector<ConversationId> seen;
        int pages = 0;
        do {
            const auto page = desk.page(request);
            for (const auto &conversation : page.items)
                seen.push_back(conversation.id);
            request.before = page.next;
            desk.receive(seen.front()); // what was seen comes up again
            if (!isWaiting)
                desk.add({u"new"_s});
            ++pages;
        } while (request.before && pages < 20);
        QCOMPARE(pages, 5);
        QCOMPARE(seen, expected);
    }

    void refusesAWrongPage()
    {
        Desk desk;
        ConversationsRequest request;
        request.before = u"nonsense"_s;
        QCOMPARE(reasonOf(waitForTask(desk.service.conversations(desk.shop.member, request))), u"invalidArgument"_s);
        request.before.reset();
        request.limit = 0;
        QCOMPARE(reasonOf(waitForTask(desk.service.conversations(desk.shop.member, request))), u"invalidArgument"_s);
    }

    void pagesMessagesNewestFirst()
    {
        Desk desk;
        const auto id = desk.add({u"Ann"_s});
        for (int i = 0; i < 5; ++i)
            desk.receive(id);
        MessagesRequest request;
        request.conversationId = id;
        request.limit = 2;
        std::vector<qint64> ids;
        do {
            const auto page = waitForTask(desk.service.messages(request)).value();
            for (const auto &message : page.items)
                ids.push_back(message.id.value);
            request.before = page.next;
            if (ids.size() == 2)
                desk.receive(id);
        } while (request.before);
        QCOMPARE(ids, (std::vector<qint64>{5, 4, 3, 2, 1}));
        request.conversationId = ConversationId{4711};
        QCOMPARE(reasonOf(waitForTask(desk.service.messages(request))), u"notFound"_s);
    }
};

QTEST_GUILESS_MAIN(ConversationListsTest)
#include "tst_conversation_lists.moc"
