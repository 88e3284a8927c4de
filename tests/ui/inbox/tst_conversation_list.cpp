// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_list.h"

#include "tests/ui/inbox/mockup_shop.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_chips.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto kList = "inbox.conversations"_L1;

struct Inbox {
    FakeCoreClient client;
    MockupShop shop{client};
    ConversationList list{client};
    ConversationListView *rows = list.findChild<ConversationListView *>(u"conversationRows"_s);
    QLineEdit *search = list.findChild<QLineEdit *>(u"conversationSearch"_s);
    FilterChipRow *views = list.findChild<FilterChipRow *>(u"conversationViews"_s);

    Inbox()
    {
        list.resize(360, 900);
        list.show();
    }
    QJsonObject asked() { return client.lastCall(kList); }
    QJsonObject filter() { return asked()["filter"_L1].toObject(); }
    QString said(const char *state)
    {
        const auto *widget = list.findChild<QWidget *>(QString::fromLatin1(state));
        return widget->isVisible() ? widget->accessibleName() : QString();
    }
    QPushButton *button(const char *state)
    {
        return list.findChild<QWidget *>(QString::fromLatin1(state))->findChild<QPushButton *>();
    }
    void answerNobody()
    {
        client.forget(kList);
        client.answer(methods::inboxConversations, {});
    }
};

} // namespace

class ConversationListTest : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::Australia));
        m_theme = new Theme(this);
        m_theme->setMode(Theme::Mode::Light);
    }

    void beginsWithThoseWhoNeedYouLongestWaitingFirst()
    {
        Inbox inbox;
        QTRY_COMPARE(inbox.rows->model()->rowCount(), 12);
        QCOMPARE(inbox.filter()["view"_L1].toString(), u"needs_you"_s);
        QCOMPARE(inbox.asked()["sort"_L1].toString(), u"waiting"_s);
        QCOMPARE(inbox.views->current(), u"needs_you"_s);
        QVERIFY(inbox.rows->isVisible());
    }

    void countsItsViewsAndTellsTheRail()
    {
        Inbox inbox;
        QSignalSpy needs(&inbox.list, &ConversationList::needsYouChanged);
        QTRY_COMPARE(needs.size(), 1);
        QCOMPARE(needs.front().front().toInt(), 4);
        QStringList names;
        for (const auto *chip : inbox.views->findChildren<FilterChip *>())
            names << chip->accessibleName();
        QCOMPARE(names.join(u';'), u"Needs you 4;Mine 6;AI 11;Unassigned 2;All"_s);
        ConversationCounts counts;
        counts.needsYou = 5;
        inbox.client.forget("inbox.counts"_L1);
        inbox.client.answer(methods::inboxCounts, counts);
        const auto asked = inbox.client.callsOf("inbox.counts"_L1).size();
        for (int i = 0; i < 20; ++i) // a burst is counted once
            Q_EMIT inbox.client.conversationUpdated(inbox.shop.rows[1]);
        QTRY_COMPARE(needs.size(), 2);
        QCOMPARE(needs.back().front().toInt(), 5);
        QCOMPARE(inbox.client.callsOf("inbox.counts"_L1).size(), asked + 1);
    }

    void saysThatItIsEmptyAndWhatToDo()
    {
        Inbox inbox;
        inbox.answerNobody();
        inbox.list.setView(ConversationView::NeedsYou);
        QTRY_COMPARE(inbox.said("emptyList"), u"Nobody needs you. The AI is looking after 11 conversations."_s);
        QCOMPARE(inbox.button("emptyList")->text(), u"Show all 38"_s);
        inbox.button("emptyList")->click();
        QCOMPARE(inbox.filter()["view"_L1].toString(), u"all"_s);
        QCOMPARE(inbox.views->current(), u"all"_s);
    }

    void hasANextStepInEveryEmptyView()
    {
        Inbox inbox;
        inbox.answerNobody();
        for (const auto &[view, name] : WireNames<ConversationView>::values) {
            inbox.list.setView(view);
            QTRY_VERIFY2(inbox.said("emptyList").contains(u". "_s), name.data());
            QVERIFY2(!inbox.button("emptyList")->text().isEmpty(), name.data());
        }
    }

    void saysWhatFailedAndTriesAgain()
    {
        Inbox inbox;
        inbox.client.forget(kList);
        inbox.client.refuse(methods::inboxConversations, {Reason::Internal});
        inbox.list.setView(ConversationView::All);
        QTRY_VERIFY(inbox.said("failedList").startsWith(u"The conversations could not be loaded. "_s));
        inbox.client.forget(kList);
        Page<Conversation> page;
        page.items = inbox.shop.rows;
        inbox.client.answer(methods::inboxConversations, page);
        QCOMPARE(inbox.button("failedList")->text(), u"Retry"_s);
        inbox.button("failedList")->click();
        QTRY_VERIFY(inbox.rows->isVisible());
        QCOMPARE(inbox.rows->model()->rowCount(), 12);
    }

    void searchesEverywhereAndComesBack()
    {
        Inbox inbox;
        inbox.list.setView(ConversationView::Mine);
        QTest::keyClicks(inbox.search, u"0491 570"_s);
        QTRY_COMPARE(inbox.filter()["text"_L1].toString(), u"0491 570"_s);
        QCOMPARE(inbox.filter()["view"_L1].toString(), u"all"_s);
        inbox.answerNobody();
        QTest::keyClicks(inbox.search, u"9"_s);
        QTRY_VERIFY(inbox.said("emptyList").contains(u"0491 5709"_s));
        QTest::keyClick(inbox.search, Qt::Key_Escape);
        QTRY_COMPARE(inbox.filter()["view"_L1].toString(), u"mine"_s);
        QVERIFY(!inbox.filter().contains("text"_L1));
    }

    void findsTheCustomerOfATicket()
    {
        Inbox inbox;
        QTest::keyClicks(inbox.search, u"r1042"_s);
        QTRY_COMPARE(inbox.filter()["contactId"_L1].toString(), u"1"_s);
        QVERIFY(!inbox.filter().contains("text"_L1));
        QCOMPARE(inbox.client.lastCall("jobs.list"_L1)["filter"_L1].toObject()["text"_L1].toString(), u"R-1042"_s);
    }

    void selectsByPageAndByKeys()
    {
        Inbox inbox;
        QTRY_COMPARE(inbox.rows->model()->rowCount(), 12);
        QSignalSpy selected(&inbox.list, &ConversationList::selected);
        const auto last = [&] { return selected.back().front().value<ConversationId>().value; };
        const auto first = inbox.rows->model()->index(0, 0).data(ConversationListModel::IdRole).toLongLong();
        inbox.list.selectNext();
        QCOMPARE(last(), first);
        inbox.list.selectNext();
        inbox.list.selectPrevious();
        QCOMPARE(last(), first);
        QCOMPARE(selected.size(), 3);
        inbox.list.select(ConversationId{first});
        QCOMPARE(selected.size(), 3);
        inbox.list.select(ConversationId{4711}); // of another list
        QCOMPARE(last(), 4711);
        QVERIFY(!inbox.rows->currentIndex().isValid());
    }

    void goesToWhoWaitsLongest()
    {
        Inbox inbox;
        QTRY_COMPARE(inbox.rows->model()->rowCount(), 12);
        QSignalSpy selected(&inbox.list, &ConversationList::selected);
        inbox.list.selectNextThatNeedsYou();
        QTRY_COMPARE(selected.size(), 1);
        QCOMPARE(selected.back().front().value<ConversationId>(), inbox.shop.rows[0].id);
        inbox.list.selectNextThatNeedsYou(); // that one is open now
        QTRY_COMPARE(selected.size(), 2);
        QCOMPARE(selected.back().front().value<ConversationId>(), inbox.shop.rows[1].id);
    }

    void keepsTheOrderThatWasChosen()
    {
        Inbox inbox;
        inbox.list.setSort(ConversationSort::Activity);
        QCOMPARE(inbox.asked()["sort"_L1].toString(), u"activity"_s);
        inbox.list.setView(ConversationView::Mine);
        QCOMPARE(inbox.asked()["sort"_L1].toString(), u"activity"_s);
        inbox.list.setSort(ConversationSort::Waiting);
        inbox.list.setView(ConversationView::NeedsYou);
        QCOMPARE(inbox.asked()["sort"_L1].toString(), u"activity"_s);
    }

    /// COUNTERBELL_PICTURES=folder keeps what is compared with the mockups.
    void showsEveryViewInANarrowWindow()
    {
        Inbox b;
        QTRY_COMPARE(b.views->findChild<QWidget *>(u"mine"_s)->accessibleName(), u"Mine 6"_s);
        QTRY_COMPARE(b.views->cutKeys(), QStringList());
        b.list.resize(kListMin, 700);
        QTRY_COMPARE(b.views->cutKeys(), QStringList());
        if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
            QVERIFY(b.list.grab().save(folder + u"/list-narrow.png"_s));
        QCOMPARE(b.views->findChild<QWidget *>(u"mine"_s)->accessibleName(), u"Mine 6"_s); // said, if not shown
    }

    void scrollsTheViewsWhereLettersAreLarge()
    {
        m_theme->setTextScale(1.5);
        {
            Inbox b;
            QTRY_VERIFY(!b.views->cutKeys().isEmpty());
            b.list.resize(kListMin, 700);
            QTRY_VERIFY(b.views->cutKeys().contains(u"all"_s));
            auto *more = b.views->findChild<QToolButton *>();
            QVERIFY(more->isVisible());
            // They are in the menu too.
            b.list.findChild<QToolButton *>(u"moreViews"_s)->click();
            auto *menu = b.list.findChild<QMenu *>();
            QTRY_VERIFY(menu && menu->isVisible());
            QVERIFY(std::ranges::any_of(menu->actions(), [](const auto *a) { return a->text() == u"All"_s; }));
            menu->close();
            for (int i = 0; i < 4 && b.views->cutKeys().contains(u"all"_s); ++i)
                more->click();
            QVERIFY(!b.views->cutKeys().contains(u"all"_s));
            if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
                QVERIFY(b.list.grab().save(folder + u"/list-large.png"_s));
            b.list.setView(ConversationView::NeedsYou); // what is chosen comes into sight
            QVERIFY(!b.views->cutKeys().contains(u"needs_you"_s));
        }
        m_theme->setTextScale(1);
    }

    void looksAsDrawn_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<bool>("isArabic");
        QTest::newRow("light") << false << false;
        QTest::newRow("dark") << true << false;
        QTest::newRow("ar") << false << true;
    }
    void looksAsDrawn()
    {
        QFETCH(const bool, isDark);
        QFETCH(const bool, isArabic);
        m_theme->setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
        QGuiApplication::setLayoutDirection(isArabic ? Qt::RightToLeft : Qt::LeftToRight);
        {
            FakeCoreClient client;
            MockupShop shop(client, isArabic);
            ConversationList list(client);
            list.resize(360, 900);
            list.show();
            list.setView(ConversationView::All);
            auto *rows = list.findChild<ConversationListView *>(u"conversationRows"_s);
            QTRY_COMPARE(rows->model()->rowCount(), 12);
            list.select(shop.rows[0].id);
            QCOMPARE(rows->visualRect(rows->model()->index(0, 0)).height(), 64);
            rows->setFocus(Qt::MouseFocusReason);
            const auto picture = list.grab();
            if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
                QVERIFY(picture.save(folder + u"/list-"_s + QLatin1StringView(QTest::currentDataTag()) + u".png"_s));
            const auto pane = picture.toImage().pixelColor(isArabic ? 357 : 2, 400);
            QCOMPARE(pane, colors(list.palette()).pane);
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        m_theme->setMode(Theme::Mode::Light);
    }
};

QTEST_MAIN(ConversationListTest)
#include "tst_conversation_list.moc"
