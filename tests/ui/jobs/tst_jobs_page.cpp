// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_page.h"

#include "tests/ui/jobs/board_samples.h"
#include "ui/jobs/job_card.h"
#include "ui/jobs/job_lane.h"
#include "ui/jobs/jobs_board.h"
#include "ui/shell/shortcuts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;

namespace
{

struct Board {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"s.ini"_s), QSettings::IniFormat};
    Shortcuts shortcuts{settings};
    FakeCoreClient client;
    FakePrompts prompts;
    std::unique_ptr<JobsPage> page;
    std::vector<ToastSpec> toasts;

    explicit Board(const std::vector<Job> &jobs = mockupJobs())
    {
        answerShop(client, jobs);
        page = std::make_unique<JobsPage>(client, prompts);
        page->bindKeys(shortcuts);
        QObject::connect(page.get(), &counterbell::ui::Page::toastRequested, page.get(),
                         [this](const ToastSpec &toast) { toasts.push_back(toast); });
        page->resize(1360, 900);
        page->show();
        QApplication::setActiveWindow(page.get());
    }
    bool isLoaded(int cards = 23)
    {
        return QTest::qWaitFor([&] { return int(page->findChildren<JobCard *>().size()) == cards; });
    }
    JobLane *lane(JobStatus status) { return page->findChild<JobLane *>(u"lane:"_s + wireName(status)); }
    JobCard *card(int id)
    {
        for (auto *card : page->findChildren<JobCard *>()) {
            if (card->job().id.value == id && !card->isHidden())
                return card;
        }
        return nullptr;
    }
    QString shown(JobStatus status)
    {
        QStringList tickets;
        for (const auto *card : lane(status)->cards())
            tickets << card->job().ticket;
        return tickets.join(u' ');
    }
    template <class T>
    T *find(const char *name)
    {
        return page->findChild<T *>(QString::fromLatin1(name));
    }
    QJsonObject asked() { return client.lastCall("jobs.setStatus"_L1); }
    void drag(JobCard *card, const QPoint &by)
    {
        const auto from = card->rect().center();
        QTest::mousePress(card, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step) {
            const auto at = from + by * step / 4;
            QMouseEvent move(QEvent::MouseMove, at, card->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(card, &move);
        }
    }
};

} // namespace

class JobsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support ).*"_s));
        m_theme = std::make_unique<Theme>();
    }
    void cleanup() { m_theme.reset(); }

    void showsTheLanesOfTheMockup()
    {
        Board board;
        QVERIFY(board.isLoaded());
        QCOMPARE(board.find<QLabel>("openCount")->text(), u"19 open"_s);
        QCOMPARE(board.lane(JobStatus::Collected)->findChild<QLabel *>(u"count"_s)->text(), u"4 today"_s);
        QCOMPARE(board.lane(JobStatus::Ready)->findChild<QLabel *>(u"count"_s)->text(), u"7"_s);
        QVERIFY(board.card(1046)->findChild<QPushButton *>(u"ready"_s)->isVisible());
        QVERIFY(!board.card(1058)->findChild<QPushButton *>(u"ready"_s));
        QVERIFY(board.card(1044)->accessibleName().contains(u"Opted out: call when ready"_s));
        QCOMPARE(board.card(1046)->findChild<QPushButton *>(u"ready"_s)->accessibleName(), u"Mark R-1046 ready"_s);
        QVERIFY(board.card(1021)->findChild<QPushButton *>(u"call"_s)->isVisible());
    }

    void marksReadyByMouseAndMovesTheCard()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.client.answer(methods::jobsSetStatus, held(board.card(1046)->job(), 10s));
        QTest::mouseClick(board.card(1046)->findChild<QPushButton *>(u"ready"_s), Qt::LeftButton);
        QTRY_VERIFY(board.shown(JobStatus::Ready).startsWith(u"R-1046"_s));
        QCOMPARE(board.asked()["jobId"_L1].toString(), u"1046"_s);
        QCOMPARE(board.toasts.size(), 1u);
        QTRY_VERIFY(board.card(1046)->findChild<QPushButton *>(u"undo"_s)->isVisible());
        board.client.answer(methods::jobsUndo, board.page->findChild<JobCard *>()->job());
        QTest::mouseClick(board.card(1046)->findChild<QPushButton *>(u"undo"_s), Qt::LeftButton);
        QCOMPARE(board.client.lastCall("jobs.undo"_L1)["jobId"_L1].toString(), u"1046"_s);
    }

    void offersItsStepUnderThePointer()
    {
        Board board;
        QVERIFY(board.isLoaded());
        auto *card = board.card(1058);
        const int height = card->height();
        QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
        QCoreApplication::sendEvent(card, &enter);
        auto *ready = card->findChild<QPushButton *>(u"ready"_s);
        QVERIFY(ready && ready->isVisible());
        QVERIFY(ready->height() >= 32);
        QCOMPARE(card->height(), height); // nothing moves under the pointer
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(card, &leave);
        QVERIFY(!ready->isVisible());
    }

    void dragsFromLaneToLane()
    {
        Board board;
        QVERIFY(board.isLoaded());
        auto *card = board.card(1058);
        const auto by = board.lane(JobStatus::QualityCheck)->mapTo(board.page.get(), QPoint(60, 300)) -
                        card->mapTo(board.page.get(), card->rect().center());
        board.drag(card, by);
        QVERIFY(card->isDragged());
        QTest::mouseRelease(card, Qt::LeftButton, {}, card->rect().center() + by);
        QCOMPARE(board.asked()["status"_L1].toString(), u"quality_check"_s);
        QVERIFY(!card->isDragged());
    }

    void startsADragAfterFivePixels_data()
    {
        QTest::addColumn<int>("distance");
        QTest::addColumn<bool>("isDragged");
        QTest::newRow("four") << 4 << false;
        QTest::newRow("five") << 5 << true;
    }
    void startsADragAfterFivePixels()
    {
        QFETCH(int, distance);
        Board board;
        QVERIFY(board.isLoaded());
        auto *card = board.card(1058);
        board.drag(card, QPoint(distance, 0));
        QTEST(card->isDragged(), "isDragged");
        QTest::mouseRelease(card, Qt::LeftButton, {}, card->rect().center());
        QVERIFY(board.client.callsOf("jobs.setStatus"_L1).empty()); // back in its own lane
    }

    void givesADragUpWithEscape()
    {
        Board board;
        QVERIFY(board.isLoaded());
        auto *card = board.card(1058);
        const auto by = QPoint(board.page->width() / 2, 0);
        board.drag(card, by);
        QTest::keyClick(card, Qt::Key_Escape);
        QVERIFY(!card->isDragged());
        QTest::mouseRelease(card, Qt::LeftButton, {}, card->rect().center() + by);
        QVERIFY(board.client.callsOf("jobs.setStatus"_L1).empty());
    }

    void movesTheFocusByArrows()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.page->shown();
        QTRY_VERIFY(board.card(1058)->hasFocus());
        QTest::keyClick(board.card(1058), Qt::Key_Down);
        QVERIFY(board.card(1057)->hasFocus());
        QTest::keyClick(board.card(1057), Qt::Key_Right);
        QVERIFY(board.card(1047)->hasFocus());
        QTest::keyClick(board.card(1047), Qt::Key_End);
        QVERIFY(board.card(317)->hasFocus());
        QTest::keyClick(board.card(317), Qt::Key_Left);
        QVERIFY(board.card(1055)->hasFocus());
    }

    void actsByKeysOnTheChosenCardOnly()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.page->shown();
        QTRY_VERIFY(board.card(1058)->hasFocus());
        QTest::keyClick(board.card(1058), Qt::Key_M); // letters start switched off
        QVERIFY(board.client.callsOf("jobs.setStatus"_L1).empty());
        QTest::keyClick(board.card(1058), Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(board.asked()["status"_L1].toString(), u"ready"_s);
        QTest::keyClick(board.card(1058), Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(board.asked()["status"_L1].toString(), u"in_progress"_s);
        board.shortcuts.setLetters(true);
        QTest::keyClick(board.card(1058), Qt::Key_M);
        QCOMPARE(board.client.callsOf("jobs.setStatus"_L1).size(), 3u);
        auto *search = board.find<QLineEdit>("jobSearch");
        search->setFocus();
        QTest::keyClick(search, Qt::Key_R, Qt::ControlModifier);
        QTest::keyClick(search, Qt::Key_M);
        QCOMPARE(board.client.callsOf("jobs.setStatus"_L1).size(), 3u);
    }

    void takesTheFocusAlongWithItsCard()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.page->shown();
        QTRY_VERIFY(board.card(1058)->hasFocus());
        auto moved = board.card(1058)->job();
        moved.status = JobStatus::InProgress;
        Q_EMIT board.client.jobUpdated(moved);
        QTRY_VERIFY(board.card(1058) && board.card(1058)->hasFocus());
        QCOMPARE(board.card(1058)->job().status, JobStatus::InProgress);
    }

    void narrowsByTheBar()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.find<QPushButton>("uncollected")->click();
        QTRY_COMPARE(board.shown(JobStatus::Ready), u"R-1021"_s);
        QCOMPARE(board.shown(JobStatus::Received), QString());
        board.find<QPushButton>("uncollected")->click();
        auto *who = board.find<QPushButton>("assigneeFilter");
        QTRY_COMPARE(who->menu()->actions().size(), 5);
        who->menu()->actions()[3]->trigger(); // Priya
        QTRY_COMPARE(board.shown(JobStatus::QualityCheck), u"R-1046"_s);
        QVERIFY(who->text().contains(u"Priya Nair"_s));
        QTest::keyClicks(board.find<QLineEdit>("jobSearch"), u"nothing like it"_s);
        QTRY_VERIFY(!board.find<JobsBoard>("jobsBoard")->isVisible());
    }

    void assignsFromTheAvatar()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.card(1058)->findChild<QAbstractButton *>(u"assignee"_s)->click();
        auto *menu = board.page->findChild<QMenu *>(u"assignMenu"_s);
        QVERIFY(menu);
        QTRY_COMPARE(menu->actions().size(), 4);
        menu->actions()[1]->trigger();
        QCOMPARE(board.client.lastCall("jobs.assign"_L1)["memberId"_L1].toString(), u"2"_s);
        menu->close();
    }

    void itsMeasuresFollowTheLettersAtOnce()
    {
        const auto sizes = [](Board &board) {
            for (int i = 0; i < 8; ++i)
                QApplication::sendPostedEvents();
            auto *name = board.lane(JobStatus::Ready)->findChild<QLabel *>();
            return QList<int>{name->fontMetrics().height(),
                              name->parentWidget()->height(),
                              board.card(1058)->height(),
                              board.card(1021)->height(),
                              board.card(1046)->findChild<QPushButton *>(u"ready"_s)->height(),
                              board.find<QWidget>("jobKinds")->height(),
                              board.find<QWidget>("newJob")->height(),
                              board.find<QTableView>("jobsList")->verticalHeader()->defaultSectionSize()};
        };
        Board board;
        QVERIFY(board.isLoaded());
        const auto before = sizes(board);
        m_theme->setTextScale(1.5);
        const auto live = sizes(board);
        Board fresh;
        QVERIFY(fresh.isLoaded());
        QCOMPARE(live, sizes(fresh));
        QVERIFY(live != before);
        m_theme->setTextScale(1);
        QCOMPARE(sizes(board), before);
    }

    void putsItsStepAwayWithTheFocus()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.card(1058)->setFocus();
        QTRY_VERIFY(board.card(1058)->findChild<QPushButton *>(u"ready"_s));
        QTRY_VERIFY(board.card(1058)->findChild<QPushButton *>(u"ready"_s)->isVisible());
        board.card(1046)->setFocus();
        QTRY_VERIFY(!board.card(1058)->findChild<QPushButton *>(u"ready"_s)->isVisible());
    }

    void cutsNoChipInASmallWindow()
    {
        Board board;
        QVERIFY(board.isLoaded());
        auto *reminder = board.find<QWidget>("uncollected");
        auto *kinds = board.find<QWidget>("jobKinds");
        for (const int width : {968, 1360, 968}) {
            board.page->resize(width, 600);
            QTRY_VERIFY(kinds->width() >= kinds->sizeHint().width());
            const bool isBesideFilters = reminder->parentWidget() == kinds->parentWidget();
            QCOMPARE(isBesideFilters, width == 1360);
            QTRY_VERIFY(reminder->isVisible() && reminder->width() >= reminder->sizeHint().width());
        }
    }

    void findsItsViewAndItsFiltersAgain()
    {
        QVariantMap kept;
        {
            Board board;
            QVERIFY(board.isLoaded());
            QSignalSpy changed(board.page.get(), &counterbell::ui::Page::keptChanged);
            board.page->findChild<QAbstractButton *>(u"list"_s)->click();
            board.page->findChild<QAbstractButton *>(u"repair"_s)->click();
            board.find<QCheckBox>("urgentOnly")->click();
            board.find<QLineEdit>("jobSearch")->setText(u"Grace"_s);
            QVERIFY(changed.count() >= 3);
            kept = board.page->kept();
        }
        Board again;
        again.page->restore(kept);
        QVERIFY(again.isLoaded(2)); // the urgent repairs; what was searched for is forgotten
        QTRY_VERIFY(again.find<QTableView>("jobsList")->isVisible());
        QVERIFY(again.find<QCheckBox>("urgentOnly")->isChecked());
        again.page->restore({{u"kind"_s, 7}, {u"assignee"_s, u"x"_s}});
        QVERIFY(again.find<QWidget>("jobsBoard")->isVisible());
        QVERIFY(!again.find<QCheckBox>("urgentOnly")->isChecked());
    }

    void listsTheSameJobs()
    {
        Board board;
        QVERIFY(board.isLoaded());
        for (auto *button : board.page->findChildren<QAbstractButton *>()) {
            if (button->text() == u"List"_s)
                button->click();
        }
        auto *list = board.find<QTableView>("jobsList");
        QTRY_VERIFY(list->isVisible());
        QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list->model()->rowCount(), 23);
        list->sortByColumn(1, Qt::AscendingOrder);
        QVERIFY(list->model()->index(0, 1).data().toString().contains(u"Amara Osei"_s));
        list->setFocus();
        list->setCurrentIndex(list->model()->index(1, 0)); // Ava's ring, in progress
        auto *step = list->viewport()->findChild<QPushButton *>(u"rowStep"_s);
        QVERIFY(step->isVisible());
        QCOMPARE(step->accessibleName(), u"Mark B-317 ready"_s);
        step->click();
        QCOMPARE(board.asked()["jobId"_L1].toString(), u"317"_s);
        QTest::keyClick(list, Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(board.asked()["status"_L1].toString(), u"received"_s);
    }

    void opensTheDetailsByEnter()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.client.answer(methods::jobsHistory, {{{std::nullopt, JobStatus::Received, u"Mia"_s, boardNow()}}, {}});
        board.page->shown();
        QTRY_VERIFY(board.card(1058)->hasFocus());
        QTest::keyClick(board.card(1058), Qt::Key_Return);
        auto *detail = board.find<QWidget>("jobDetail");
        QVERIFY(detail && detail->isVisible());
        auto *text = detail->findChild<QPlainTextEdit *>(u"description"_s);
        auto *save = detail->findChild<QPushButton *>(u"save"_s);
        QVERIFY(!save->isEnabled());
        text->setPlainText(u"Leather strap"_s);
        auto changed = board.card(1058)->job();
        changed.urgent = true;
        Q_EMIT board.client.jobUpdated(changed); // another console; what is typed here stays
        QCOMPARE(text->toPlainText(), u"Leather strap"_s);
        save->click();
        QCOMPARE(board.client.lastCall("jobs.update"_L1)["description"_L1].toString(), u"Leather strap"_s);
        QVERIFY(!board.client.lastCall("jobs.update"_L1).contains("dueAt"_L1));
    }

    void marksReadyFromTheDetailsWithWhatWasTyped()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.client.answer(methods::jobsHistory, {});
        board.page->showJob(JobId{1058});
        auto *detail = board.find<QWidget>("jobDetail");
        auto *step = detail->findChild<QPushButton *>(u"step"_s);
        QCOMPARE(step->text(), u"Mark ready"_s);
        QCOMPARE(step->accessibleName(), u"Mark R-1058 ready"_s);
        detail->findChild<QPlainTextEdit *>(u"description"_s)->setPlainText(u"Leather strap"_s);
        auto changed = board.card(1058)->job();
        changed.description = u"Leather strap"_s;
        board.client.answer(methods::jobsUpdate, changed);
        board.client.answer(methods::jobsSetStatus, held(changed, 10s));
        step->click();
        // The customer reads the description: it is saved before they are told.
        QTRY_COMPARE(board.asked()["status"_L1].toString(), u"ready"_s);
        QCOMPARE(board.client.lastCall("jobs.update"_L1)["description"_L1].toString(), u"Leather strap"_s);
        QTRY_VERIFY(!detail->isVisible()); // the toast's Undo is within reach
        QTRY_COMPARE(board.toasts.size(), 1u);
    }

    void offersNoStepBackInTheDetails()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.client.answer(methods::jobsHistory, {});
        const auto step = [&](int id) {
            board.page->showJob(JobId{id});
            return board.page->findChildren<QPushButton *>(u"step"_s).last();
        };
        QCOMPARE(step(1040)->text(), u"Mark collected"_s);
        QVERIFY(step(1036)->isHidden());
    }

    void mirrorsItsCardsWithTheApplication()
    {
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QGuiApplication::setLayoutDirection(direction);
            JobCard card(job(1, JobStatus::Received, u"Ava"_s, u"Ring"_s), boardNow());
            card.resize(300, card.heightForWidth(300));
            const auto picture = card.grab().toImage();
            const auto row = layoutJobCard(card.job(), boardNow(), 300).customer;
            const auto inked = [&](int x) {
                for (int y = row.y(); y < row.bottom(); ++y) {
                    for (int at = x; at < x + 60; ++at) {
                        if (picture.pixelColor(at, y).lightness() < 80)
                            return true;
                    }
                }
                return false;
            };
            QCOMPARE(inked(row.x()), direction == Qt::LeftToRight);
            QCOMPARE(inked(row.right() - 60), direction == Qt::RightToLeft);
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void aDoubleClickMarksOneJobReady()
    {
        Board board({job(1, JobStatus::QualityCheck, u"Ava"_s, u"Ring"_s),
                     job(2, JobStatus::QualityCheck, u"Hannah"_s, u"Studs"_s)});
        QVERIFY(board.isLoaded(2));
        // Its second press falls on the card that has moved up.
        auto *ready = board.card(2)->findChild<QPushButton *>(u"ready"_s);
        const auto at = ready->rect().center();
        QMouseEvent second(QEvent::MouseButtonDblClick, at, ready->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(ready, &second);
        QTest::mouseRelease(ready, Qt::LeftButton);
        QVERIFY(board.client.callsOf("jobs.setStatus"_L1).empty());
        QTest::mouseClick(ready, Qt::LeftButton);
        QCOMPARE(board.client.callsOf("jobs.setStatus"_L1).size(), 1u);
    }

    void showsAHundredCardsOfFiveHundred()
    {
        std::vector<Job> jobs;
        for (int i = 1; i <= 500; ++i)
            jobs.push_back(job(i, JobStatus::Received, u"Customer %1"_s.arg(i), u"Piece %1"_s.arg(i)));
        Board board(jobs);
        QVERIFY(board.isLoaded(100));
        QCOMPARE(board.lane(JobStatus::Received)->findChild<QLabel *>(u"count"_s)->text(), u"500"_s);
        QCOMPARE(board.lane(JobStatus::Received)->cards().size(), 100u);
        auto moved = jobs[0];
        moved.status = JobStatus::Ready;
        Q_EMIT board.client.jobUpdated(moved);
        QCOMPARE(board.lane(JobStatus::Received)->cards().size(), 100u);
        QCOMPARE(board.lane(JobStatus::Ready)->cards().size(), 1u);
        board.lane(JobStatus::Received)->findChild<QPushButton *>(u"more"_s)->click();
        QCOMPARE(board.lane(JobStatus::Received)->cards().size(), 200u);
    }

    void opensANewJobOfTheCustomerItWasAskedFor()
    {
        Board board;
        QVERIFY(board.isLoaded());
        board.page->startNew(ContactId{7});
        QTRY_COMPARE(board.client.lastCall("contacts.get"_L1)["contactId"_L1].toString(), u"7"_s);
        QVERIFY(board.find<QWidget>("newJobDialog")->isVisible());
    }

    void saysWhyNothingIsThere()
    {
        Board empty(std::vector<Job>{});
        QTRY_VERIFY(!empty.find<JobsBoard>("jobsBoard")->isVisible());
        FakeCoreClient client;
        FakePrompts prompts;
        client.refuse(methods::jobsList, {Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}});
        JobsPage page(client, prompts);
        page.show();
        const auto says = [&](const QString &words) {
            const auto states = page.findChildren<EmptyState *>();
            return std::ranges::any_of(states, [&](const EmptyState *state) {
                return state->isVisible() && state->accessibleName().contains(words);
            });
        };
        QTRY_VERIFY(says(u"The jobs could not be loaded"_s));
        QVERIFY(says(u"The core can't be reached"_s));
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(JobsPageTest)
#include "tst_jobs_page.moc"
