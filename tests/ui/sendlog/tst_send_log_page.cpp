// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "tests/support/ui/fake_prompts.h"
#include "tests/ui/sendlog/log_rows.h"
#include "ui/sendlog/csv_export.h"
#include "ui/sendlog/send_detail.h"
#include "ui/sendlog/send_log_page.h"
#include "ui/sendlog/send_log_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/search_field.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using enum DeliveryStatus;

namespace
{

SendCounts counts(int delivered, int waiting, int failed, int never)
{
    return {{delivered + waiting + failed + never, false},
            {delivered, false},
            {waiting, false},
            {failed, false},
            {never, false},
            Money{24'100'000, u"AUD"_s},
            {Money{24'100'000, u"AUD"_s}}};
}

} // namespace

class SendLogPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_core = std::make_unique<FakeCoreClient>();
        m_prompts = std::make_unique<FakePrompts>();
        m_core->answer(methods::sendLogCounts, counts(2, 1, 1, 1));
        m_page = std::make_unique<SendLogPage>(*m_core, *m_prompts);
        m_page->resize(1360, 900);
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_core.reset();
        m_prompts.reset();
    }

    void asksForTheLastSevenDays()
    {
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1)});
        const auto asked = m_core->lastCall("sendLog.query"_L1)["filter"_L1];
        const auto from = fromIso(asked["from"_L1].toString());
        QVERIFY(from);
        const auto day = QDateTime::fromMSecsSinceEpoch(toMillis(*from));
        QCOMPARE(day.time(), QTime(0, 0));
        QCOMPARE(day.date().daysTo(QDate(2026, 5, 17)), 6);
        QCOMPARE(m_core->lastCall("sendLog.counts"_L1)["filter"_L1]["from"_L1], asked["from"_L1]);
    }

    void chipsCarryTheCoresCounts()
    {
        auto many = counts(387, 1, 9, 15);
        many.all = {10'000, true};
        m_core->forget("sendLog.counts"_L1);
        m_core->answer(methods::sendLogCounts, many);
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1)});
        QTRY_COMPARE(chip(u"Delivered"_s)->accessibleName(), u"Delivered 387"_s);
        QCOMPARE(chip(u"Never attempted"_s)->accessibleName(), u"Never attempted 15"_s);
        QCOMPARE(chip(u"All"_s)->accessibleName(), u"All 10,000+"_s);
        QCOMPARE(text(u"rowCount"_s), u"10,000 messages or more"_s);
        QCOMPARE(text(u"totalCost"_s), u"Total A$24.10"_s);
    }

    void namesOneTotalPerCurrency()
    {
        auto mixed = counts(2, 0, 0, 0);
        mixed.cost.reset();
        mixed.costs.push_back({51'500, u"USD"_s});
        m_core->forget("sendLog.counts"_L1);
        m_core->answer(methods::sendLogCounts, mixed);
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1)});
        QTRY_COMPARE(text(u"totalCost"_s), u"Total A$24.10 + US$0.05"_s);
    }

    void aRowThatTheFilterLeavesOutLeavesThePane()
    {
        const auto ava = row(9, u"Ava Lindqvist"_s, Delivered, 1);
        open({ava, row(8, u"Chloe Martin"_s, Failed, 2)});
        m_core->answer(methods::sendLogGet, SendDetail{ava, {}, {}});
        table()->selectRow(0);
        auto *pane = m_page->findChild<SendDetailPane *>();
        QTRY_VERIFY(pane->isVisible());
        m_core->forget("sendLog.query"_L1);
        m_core->answer(methods::sendLogQuery, {{ava}, {}});
        chip(u"Delivered"_s)->click();
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(pane->isVisible()); // she is listed there
        m_core->forget("sendLog.query"_L1);
        m_core->answer(methods::sendLogQuery, {{row(8, u"Chloe Martin"_s, Failed, 2)}, {}});
        chip(u"Failed"_s)->setFocus();
        chip(u"Failed"_s)->click();
        QTRY_VERIFY(!pane->isVisible());
        QVERIFY(chip(u"Failed"_s)->hasFocus());
    }

    void aChipAsksForItsGroup()
    {
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1)});
        chip(u"Failed"_s)->click();
        QTRY_COMPARE(m_core->lastCall("sendLog.query"_L1)["filter"_L1]["group"_L1].toString(), u"failed"_s);
        QTRY_COMPARE(text(u"rowCount"_s), u"1 message"_s);
        QCOMPARE(text(u"totalCost"_s), QString()); // the sum is of all of them
    }

    void searchesAMomentAfterTheLastLetter()
    {
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1)});
        m_core->calls.clear();
        QTest::keyClicks(m_page->findChild<SearchField *>(), u"ruth"_s);
        QTRY_COMPARE(m_core->lastCall("sendLog.query"_L1)["filter"_L1]["text"_L1].toString(), u"ruth"_s);
        QCOMPARE(m_core->callsOf("sendLog.query"_L1).size(), size_t(1));
    }

    void fetchesTheNextPageWhenTheEndComesNear()
    {
        m_core->answer(methods::sendLogQuery, {rows(1000, 100), u"cursor"_s});
        m_core->answer(methods::sendLogQuery, {rows(900, 50), {}});
        m_page->shown();
        QTRY_VERIFY(table()->model()->rowCount() >= 100);
        table()->verticalScrollBar()->setValue(table()->verticalScrollBar()->maximum());
        QTRY_COMPARE(table()->model()->rowCount(), 150);
        QCOMPARE(m_core->lastCall("sendLog.query"_L1)["before"_L1].toString(), u"cursor"_s);
    }

    void keepsTheReadersPlaceWhenRowsArrive()
    {
        m_core->answer(methods::sendLogQuery, {rows(1000, 100), {}});
        m_page->shown();
        QTRY_COMPARE(table()->model()->rowCount(), 100);
        table()->verticalScrollBar()->setValue(640);
        const auto top = table()->indexAt(QPoint(5, 0)).data(SendLogModel::SendRole).value<Send>().id;
        Q_EMIT m_core->sendUpdated(row(2000, u"New"_s, Sent, 0));
        QCOMPARE(table()->model()->rowCount(), 101);
        QCOMPARE(table()->indexAt(QPoint(5, 0)).data(SendLogModel::SendRole).value<Send>().id, top);
    }

    void followsASendThroughTheGroups()
    {
        open({row(9, u"Ava Lindqvist"_s, Sent, 1)});
        m_core->forget("sendLog.query"_L1);
        m_core->answer(methods::sendLogQuery, {{row(9, u"Ava Lindqvist"_s, Sent, 1)}, {}});
        chip(u"Waiting"_s)->click();
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        m_core->calls.clear();
        Q_EMIT m_core->sendUpdated(row(9, u"Ava Lindqvist"_s, Delivered, 1));
        QCOMPARE(table()->model()->rowCount(), 0);
        QTRY_COMPARE(m_core->callsOf("sendLog.counts"_L1).size(), size_t(1));
    }

    void showsWhatHappenedAndWhatToDo()
    {
        const auto ruth = row(7, u"Ruth Abernathy"_s, Failed, 3, u"landlineOrUnreachable"_s);
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1), ruth});
        SendDetail detail;
        detail.send = ruth;
        detail.events = {{ruth.at, u"failed"_s, 30006, ruth.sid}};
        m_core->answer(methods::sendLogGet, detail);
        selectRow(1);
        QVERIFY(m_page->detail().isVisible());
        QCOMPARE(text(u"sendName"_s), u"Ruth Abernathy"_s);
        QCOMPARE(text(u"sendFact"_s), u"Failed: This is a landline, or can't get SMS."_s);
        QCOMPARE(text(u"sendNextStep"_s), u"Call, or use WhatsApp."_s);
        QTRY_VERIFY(hasLabel(u"Twilio code 30006"_s));
        QUrl opened;
        m_page->detail().actions().setUrlOpener([&](const QUrl &url) { opened = url; });
        act(SendAct::Call)->click();
        QCOMPARE(opened, QUrl(u"tel:+61491570007"_s));
    }

    void opensNoRowThatNobodyChose()
    {
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1), row(8, u"Ruth Abernathy"_s, Failed, 2)});
        m_page->findChild<SearchField *>()->setFocus();
        m_page->shown();
        QTRY_VERIFY(table()->hasFocus());
        QVERIFY(m_page->detail().isHidden());
        QTest::keyClick(table(), Qt::Key_Down);
        QVERIFY(!m_page->detail().isHidden());
    }

    void sendsAgainAndShowsTheNewRow()
    {
        open({row(7, u"Ben"_s, Failed, 3, u"deliveryFailed"_s)});
        m_core->answer(methods::sendLogRetry, row(8, u"Ben"_s, Queued, 0));
        QSignalSpy toasts(m_page.get(), &ui::Page::toastRequested);
        selectRow(0);
        act(SendAct::SendAgain)->click();
        QTRY_COMPARE(toasts.count(), 1);
        QCOMPARE(m_core->lastCall("sendLog.retry"_L1), (QJsonObject{{u"sendId"_s, u"7"_s}}));
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(m_page->detail().shown(), std::optional(SendId{8}));
    }

    void saysWhyItCanNotBeSentAgain()
    {
        open({row(7, u"Ben"_s, Failed, 3, u"deliveryFailed"_s)});
        m_core->refuse(methods::sendLogRetry, Error{Reason::RecipientOptedOut});
        selectRow(0);
        act(SendAct::SendAgain)->click();
        QTRY_VERIFY(!text(u"sendProblem"_s).isEmpty());
        QVERIFY(m_page->findChild<QLabel *>(u"sendProblem"_s)->isVisible());
        QVERIFY(act(SendAct::SendAgain)->isEnabled());
    }

    void changesTheCustomersNumber()
    {
        open({row(7, u"Ben Hill"_s, Failed, 3, u"numberUnknown"_s)});
        m_core->refuse(methods::contactsUpdate, Error{Reason::InvalidPhone, {{u"problem"_s, u"tooShort"_s}}});
        m_prompts->text = std::optional<QString>(u"0491"_s);
        selectRow(0);
        act(SendAct::ChangeNumber)->click();
        QTRY_COMPARE(text(u"sendProblem"_s), u"The number is too short. Check it with the customer."_s);
        QCOMPARE(m_core->lastCall("contacts.update"_L1),
                 (QJsonObject{{u"contactId"_s, u"7"_s}, {u"phone"_s, u"0491"_s}}));
    }

    void staffReadTheListAndASentence()
    {
        m_core->setRole(Role::Staff);
        open({row(7, u"Ben"_s, Failed, 3, u"deliveryFailed"_s)});
        QSignalSpy toasts(m_page.get(), &ui::Page::toastRequested);
        selectRow(0);
        QVERIFY(m_core->callsOf("sendLog.get"_L1).empty());
        QVERIFY(m_page->findChild<QLabel *>(u"sendNote"_s)->isVisible());
        QVERIFY(!m_page->findChild<QPushButton *>(u"sendAct%1"_s.arg(int(SendAct::SendAgain))));
        m_page->findChild<QPushButton *>(u"export"_s)->click();
        QTRY_COMPARE(toasts.count(), 1);
        QVERIFY(m_prompts->questions.empty());
    }

    void writesTheFileWholeOrNotAtAll()
    {
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1)});
        QTemporaryDir folder;
        const auto path = folder.filePath(u"log.csv"_s);
        m_prompts->file = std::optional<QString>(path);
        m_core->answer(methods::sendLogExport, {u"head\r\none\r\n"_s, u"next"_s, 1});
        auto *button = m_page->findChild<QPushButton *>(u"export"_s);
        button->click();
        QTRY_COMPARE(text(u"exportNote"_s), u"1 rows written"_s);
        QVERIFY(!QFile::exists(path)); // its last page is to come
        m_core->forget("sendLog.export"_L1);
        QTRY_VERIFY(m_core->callsOf("sendLog.export"_L1).size() >= 2);
        QVERIFY(m_page->findChild<QPushButton *>(u"cancelExport"_s)->isVisible());
        m_page->findChild<QPushButton *>(u"cancelExport"_s)->click();
        QVERIFY(button->isEnabled());
        QVERIFY(QDir(folder.path()).isEmpty());

        m_core->calls.clear();
        m_core->answer(methods::sendLogExport, {u"head\r\nä\r\n"_s, {}, 1});
        button->click();
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("\xEF\xBB\xBFhead\r\nä\r\n"));
        QCOMPARE(m_core->lastCall("sendLog.export"_L1)["filter"_L1]["from"_L1],
                 m_core->lastCall("sendLog.export"_L1)["filter"_L1]["from"_L1]);
    }

    void saysWhyTheFileWasNotWritten_data()
    {
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("a folder that isn't there") << false;
        QTest::newRow("the core refuses") << true;
    }
    void saysWhyTheFileWasNotWritten()
    {
        QFETCH(bool, isRefused);
        open({row(9, u"Ava Lindqvist"_s, Delivered, 1)});
        QTemporaryDir folder;
        m_prompts->file =
            std::optional<QString>(isRefused ? folder.filePath(u"log.csv"_s) : folder.filePath(u"none/log.csv"_s));
        m_core->refuse(methods::sendLogExport, Error{Reason::Internal});
        ToastSpec said;
        connect(m_page.get(), &ui::Page::toastRequested, this, [&](const ToastSpec &toast) { said = toast; });
        m_page->findChild<QPushButton *>(u"export"_s)->click();
        QTRY_VERIFY(said.isFailure);
        QVERIFY(!said.detail.isEmpty());
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void saysThatNothingFits()
    {
        open({});
        QTRY_VERIFY(hasLabel(u"No messages here"_s));
        m_page->findChild<QPushButton *>(u"clearFilters"_s)->click();
        QTRY_VERIFY(hasLabel(u"No messages yet"_s));
        QVERIFY(!m_core->lastCall("sendLog.query"_L1)["filter"_L1].toObject().contains("from"_L1));
    }

    void saysWhyThereIsNoList()
    {
        m_core->refuse(methods::sendLogQuery, Error{Reason::Internal});
        m_core->answer(methods::sendLogQuery, {{row(9, u"Ava"_s, Delivered, 1)}, {}});
        m_page->shown();
        QTRY_VERIFY(hasLabel(u"The send log can't be read"_s));
        m_page->findChild<QPushButton *>(u"retry"_s)->click();
        QTRY_VERIFY(table()->isVisible());
    }

    void anotherPageAsksForAJobsMessages()
    {
        m_core->answer(methods::sendLogQuery, {{}, {}});
        SendFilter filter;
        filter.jobId = JobId{5};
        m_page->showSendLog(filter);
        QTRY_COMPARE(m_core->lastCall("sendLog.query"_L1)["filter"_L1].toObject(), (QJsonObject{{u"jobId"_s, u"5"_s}}));
    }

    void rowsAndControlsAreNamed()
    {
        open({row(7, u"Ruth Abernathy"_s, Failed, 3, u"landlineOrUnreachable"_s)});
        auto *view = QAccessible::queryAccessibleInterface(table());
        QCOMPARE(view->text(QAccessible::Name), u"Send log"_s);
        const auto sentence = table()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(sentence.contains(u"Ruth Abernathy"_s) && sentence.contains(u"Failed"_s) &&
                     sentence.contains(u"landline"_s),
                 qPrintable(sentence));
        for (const auto *control : m_page->findChildren<QAbstractButton *>()) {
            auto *named = QAccessible::queryAccessibleInterface(const_cast<QAbstractButton *>(control));
            if (control->isVisible())
                QVERIFY2(!named->text(QAccessible::Name).isEmpty(), control->metaObject()->className());
        }
    }

    /// COUNTERBELL_PICTURES=folder keeps what is compared with the mockup.
    void looksTheSameInEveryDress_data()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::addColumn<bool>("isMirrored");
        QTest::addColumn<int>("width");
        QTest::newRow("light") << Theme::Mode::Light << false << 1360;
        QTest::newRow("dark") << Theme::Mode::Dark << false << 1360;
        QTest::newRow("rtl") << Theme::Mode::Light << true << 1360;
        QTest::newRow("small") << Theme::Mode::Light << false << 944;
    }
    void looksTheSameInEveryDress()
    {
        QFETCH(Theme::Mode, mode);
        QFETCH(bool, isMirrored);
        QFETCH(int, width);
        m_theme->setMode(mode);
        m_page->setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
        m_page->resize(width, 900);
        std::vector<Send> sends;
        const std::array names{u"Ava Lindqvist"_s, u"Daniel Achterberg"_s, u"Samuel Iyer"_s, u"Grace Whitfield"_s};
        for (int i = 0; i < 30; ++i) {
            const auto status = i % 7 == 0    ? Failed
                                : i % 5 == 2  ? Refused
                                : i % 11 == 5 ? Sent
                                : i % 3       ? Read
                                              : Delivered;
            auto send = row(100 - i, names[size_t(i) % names.size()], status, i * i * 7,
                            status == Failed    ? u"landlineOrUnreachable"_s
                            : status == Refused ? u"recipientOptedOut"_s
                                                : QString());
            send.channel = i % 2 ? Channel::Sms : Channel::Whatsapp;
            if (i % 6 == 4)
                send.memberId = MemberId{3};
            sends.push_back(send);
        }
        SendDetail detail;
        detail.send = sends[7];
        detail.author = u"Tom Okafor"_s;
        detail.sender = u"+61491570110"_s;
        detail.events = {{sends[7].at, u"failed"_s, 30006, sends[7].sid}};
        detail.send.jobId = JobId{1039};
        m_core->answer(methods::sendLogGet, detail);
        Job job;
        job.id = JobId{1039};
        job.ticket = u"R-1039"_s;
        m_core->answer(methods::jobsGet, job);
        m_core->answer(methods::sendLogQuery, {sends, {}});
        m_page->shown();
        QTRY_COMPARE(table()->model()->rowCount(), 30);
        selectRow(7);
        QTRY_VERIFY(hasLabel(u"Twilio code 30006"_s));
        if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
            QVERIFY(
                m_page->grab().save(folder + u"/sendlog-"_s + QString::fromUtf8(QTest::currentDataTag()) + u".png"_s));
        m_theme->setMode(Theme::Mode::Light);
        QVERIFY(table()->columnWidth(SendLogModel::WhatHappened) >= 100);
    }

private:
    void open(const std::vector<Send> &sends)
    {
        m_core->answer(methods::sendLogQuery, {sends, {}});
        m_page->shown();
        QTRY_COMPARE(table()->model()->rowCount(), int(sends.size()));
    }
    void selectRow(int row) { table()->setCurrentIndex(table()->model()->index(row, 0)); }
    [[nodiscard]] SendLogView *table() const { return m_page->findChild<SendLogView *>(); }
    [[nodiscard]] QPushButton *act(SendAct act) const
    {
        return m_page->findChild<QPushButton *>(u"sendAct%1"_s.arg(int(act)));
    }
    [[nodiscard]] FilterChip *chip(const QString &text) const
    {
        for (auto *chip : m_page->findChildren<FilterChip *>()) {
            if (chip->text() == text)
                return chip;
        }
        return nullptr;
    }
    /// Without the marks that isolate it.
    [[nodiscard]] QString text(const QString &name) const
    {
        auto text = m_page->findChild<QLabel *>(name)->text();
        for (const auto mark : {0x2066, 0x2067, 0x2068, 0x2069})
            text.remove(QChar(mark));
        return text;
    }
    [[nodiscard]] bool hasLabel(const QString &text) const
    {
        const auto *empty = m_page->findChild<EmptyState *>();
        if (empty->isVisible() && empty->accessibleName().startsWith(text))
            return true;
        return std::ranges::any_of(m_page->findChildren<QLabel *>(),
                                   [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeCoreClient> m_core;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<SendLogPage> m_page;
};

QTEST_MAIN(SendLogPageTest)
#include "tst_send_log_page.moc"
