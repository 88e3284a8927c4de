#include "tests/ui/jobs/board_samples.h"
#include "ui/jobs/job_actions.h"
#include "ui/jobs/jobs_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/toast.h"
#include <QTest>
#include <QStackedWidget>
#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
class Shots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shoot()
    {
        for (int mode = 0; mode < 3; ++mode) {
            Theme theme;
            theme.setMode(mode == 1 ? Theme::Mode::Dark : Theme::Mode::Light);
            QGuiApplication::setLayoutDirection(mode == 2 ? Qt::RightToLeft : Qt::LeftToRight);
            const auto name = QStringList{u"light"_s, u"dark"_s, u"rtl"_s}[mode];
            FakeCoreClient client;
            answerShop(client, mockupJobs());
            FakePrompts prompts;
            QStackedWidget window;
            auto *page = new JobsPage(client, prompts);
            window.addWidget(page);
            ToastHost toasts(&window);
            connect(page, &counterbell::ui::Page::toastRequested, &window, [&](const ToastSpec &t) { toasts.show(t); });
            window.resize(1360, 900);
            window.show();
            QTRY_VERIFY(page->findChildren<QWidget *>(u"jobCard"_s).size() > 20);
            Q_EMIT page->actions().moved(JobId{1042});
            QTest::mouseMove(window.windowHandle(), {5, 5});
            QTest::qWait(100);
            window.grab().save(u"/tmp/jobs_shots/board-%1.png"_s.arg(name));
            client.answer(methods::jobsHistory, counterbell::Page<JobStep>{{{JobStatus::InProgress, JobStatus::QualityCheck, u"Priya Nair"_s, boardNow() - 20h}, {std::nullopt, JobStatus::Received, u"Mia Tanaka"_s, boardNow() - 90h}}, {}});
            page->showJob(JobId{1044});
            QTest::qWait(100);
            window.grab().save(u"/tmp/jobs_shots/detail-%1.png"_s.arg(name));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            Conversation c;
            c.channels.push_back({.channel = Channel::Whatsapp, .sender = u"+61400000002"_s});
            client.answer(methods::inboxConversations, counterbell::Page<Conversation>{{c}, {}});
            client.answer(methods::contactsParsePhone, {.phone = u"+61412345678"_s, .national = u"0412 345 678"_s, .region = u"AU"_s, .landline = false});
            Contact ava; ava.id = ContactId{10317}; ava.name = u"Ava Lindqvist"_s; ava.phone = u"+61412345678"_s; ava.consent.whatsapp = ConsentState::OptedIn;
            client.answer(methods::contactsList, counterbell::Page<Contact>{{ava}, {}});
            page->startNew();
            auto *dialog = window.findChild<QWidget *>(u"newJobDialog"_s);
            QTest::keyClicks(dialog->findChild<QLineEdit *>(u"phone"_s), u"0412 345 678"_s);
            dialog->findChild<QPlainTextEdit *>(u"description"_s)->setPlainText(u"Gold hoop earrings, left hoop bent. Straighten and polish both."_s);
            QTest::qWait(600);
            window.grab().save(u"/tmp/jobs_shots/intake-%1.png"_s.arg(name));
            QTest::keyClick(dialog, Qt::Key_Escape);
            QTest::qWait(50);
            for (auto *b : page->findChildren<QAbstractButton *>())
                if (b->text() == u"List"_s) b->click();
            QTest::qWait(100);
            window.grab().save(u"/tmp/jobs_shots/list-%1.png"_s.arg(name));
            window.resize(944, 700);
            for (auto *b : page->findChildren<QAbstractButton *>())
                if (b->text() == u"Board"_s) b->click();
            QTest::qWait(100);
            window.grab().save(u"/tmp/jobs_shots/narrow-%1.png"_s.arg(name));
        }
    }
};
QTEST_MAIN(Shots)
#include "tst_shots.moc"
