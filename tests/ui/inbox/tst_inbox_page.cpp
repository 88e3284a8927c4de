// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "tests/support/ui/fake_prompts.h"
#include "tests/ui/inbox/thread_builder.h"
#include "ui/client/error_text.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/file_strip.h"
#include "ui/inbox/inbox_page.h"
#include "ui/inbox/thread_header.h"
#include "ui/inbox/thread_pane.h"
#include "ui/inbox/thread_view.h"
#include "ui/jobs/job_actions.h"
#include "ui/shell/shortcuts.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/elided_label.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class InboxPageTest : public QObject
{
    Q_OBJECT

    const Timestamp m_now = test::midnight() + 14h + 31min;
    QTemporaryDir m_folder;
    int m_run = 0;

    struct Opened {
        FakeCoreClient client;
        Conversation conversation;
        std::vector<Message> messages;
        QSettings settings;
        Shortcuts shortcuts{settings};
        std::unique_ptr<Outbox> outbox;
        FakePrompts prompts;
        JobActions actions{client, prompts};
        std::unique_ptr<InboxPage> page;
        std::unique_ptr<Theme> theme = std::make_unique<Theme>();

        template <class T>
        T *find(const QString &name) const
        {
            return page->findChild<T *>(name);
        }
        QPlainTextEdit *text() const { return find<QPlainTextEdit>(u"composerText"_s); }
        ThreadView *thread() const { return page->findChild<ThreadView *>(u"thread"_s); }
        /// Shows the page with the conversation open.
        void show(const QString &folder, bool opensIt = true)
        {
            counterbell::Page<Message> messages_;
            messages_.items = {messages.rbegin(), messages.rend()};
            client.answer(methods::inboxMessages, messages_);
            client.answer(methods::inboxConversation, conversation);
            counterbell::Page<Conversation> list;
            list.items = {conversation};
            client.answer(methods::inboxConversations, list);
            client.answer(methods::inboxMarkRead, conversation);
            client.answer(methods::inboxSetDraft, conversation);
            Members members;
            members.items = {{.id = {2}, .login = u"manager"_s, .name = u"Mia Tanaka"_s, .role = Role::Manager},
                             {.id = {3}, .login = u"agent"_s, .name = u"Priya Nair"_s, .role = Role::Agent}};
            client.answer(methods::teamList, members);
            counterbell::Page<Template> templates;
            templates.items = {{.sid = u"HX1"_s,
                                .name = u"repair_ready_for_pick-up"_s,
                                .language = u"en_AU"_s,
                                .status = TemplateStatus::Approved,
                                .body = u"Hi {{1}}! Great news, your {{2}} is ready at Halden & Rowe. Pick it up any "
                                        "day until {{3}}. See you soon!"_s,
                                .parameters = {u"1"_s, u"2"_s, u"3"_s}},
                               {.sid = u"HX2"_s,
                                .name = u"christmas_hours"_s,
                                .language = u"en_AU"_s,
                                .category = TemplateCategory::Marketing,
                                .status = TemplateStatus::Paused,
                                .body = u"We are closed."_s}};
            client.answer(methods::templatesList, templates);
            counterbell::Page<Job> jobs;
            jobs.items = {{.id = {5},
                           .ticket = u"R-1042"_s,
                           .status = JobStatus::Ready,
                           .contactId = ContactId{7},
                           .description = u"Gold bracelet, clasp repair"_s}};
            client.answer(methods::jobsList, jobs);
            outbox = std::make_unique<Outbox>(client, folder);
            page = std::make_unique<InboxPage>(client, *outbox, shortcuts, actions, folder);
            page->resize(1360, 900);
            page->show();
            page->activateWindow();
            if (opensIt)
                page->showConversation({1});
        }
    };
    std::unique_ptr<Opened> opened(const QString &thread, Handling handling = Handling::Human)
    {
        auto o = std::make_unique<Opened>();
        o->client.setNow(m_now);
        o->conversation = test::conversation(m_now, handling);
        o->messages = test::written(thread);
        o->conversation.lastMessage = o->messages.back();
        return o;
    }
    QString folder() { return m_folder.filePath(QString::number(++m_run)); }
    /// Pictures for whoever compares them with the drawings: COUNTERBELL_PICTURES=folder.
    static void picture(const Opened &o, const QString &name)
    {
        const auto target = qEnvironmentVariable("COUNTERBELL_PICTURES");
        QCoreApplication::processEvents(); // lets the layouts settle
        if (!target.isEmpty())
            o.page->grab().save(target + u'/' + name + u".png"_s);
    }
    static QImage photo()
    {
        QImage image(80, 60, QImage::Format_RGB32);
        image.fill(QColor(190, 150, 60));
        return image;
    }
    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    static bool hasFiles(const Opened &o, int count)
    {
        return QTest::qWaitFor([&] {
            const auto cards = o.find<QWidget>(u"attachedFiles"_s)->findChildren<FileCard *>();
            return std::ranges::count_if(cards, [](const FileCard *card) {
                       return card->isVisible() && !card->accessibleName().contains(u"Reading"_s);
                   }) == count;
        });
    }
    static void paste(const Opened &o, QMimeData *data)
    {
        QGuiApplication::clipboard()->setMimeData(data);
        o.text()->paste();
    }
    static QMimeData *pathsOf(const QStringList &paths)
    {
        auto *data = new QMimeData;
        QList<QUrl> urls;
        for (const auto &path : paths)
            urls << QUrl::fromLocalFile(path);
        data->setUrls(urls);
        return data;
    }
    static void takeUploads(Opened &o)
    {
        o.client.answerWith("media.upload"_L1, [id = 40](const QJsonObject &) mutable -> Result<QJsonObject> {
            return QJsonObject{{u"attachmentId"_s, QString::number(id++)}, {u"bytes"_s, 0}};
        });
        o.client.answerWith(methods::inboxSend.name, [id = 90](const QJsonObject &asked) mutable {
            auto message = test::written(u"queued 14:31 x"_s, id++).front();
            message.body = asked[u"body"_s].toString();
            message.clientToken = asked[u"clientToken"_s].toString();
            return Result<QJsonObject>(toJson(message));
        });
    }
    static constexpr QStringView kThread =
        u"in 08:02 Hi! Is my grandmother’s bracelet ready? Ticket R-1042 😊 ❤ / "
        "ai 08:02 Hi Ava! R-1042, your gold bracelet, is in quality check. It is due on Friday 21 November. / "
        "in 09:41 It caught on my jumper again. Could you fit this kind instead? / "
        "event 09:44 needs_human a price question / event 14:05 taken_over Mia Tanaka / "
        "out 14:06 Hi Ava, Mia here. Yes, we can fit a lobster clasp like the one in your photo. It is A$85 and still "
        "ready on Friday. / out 14:30 It comes with a one-year guarantee. / failed 14:31 Shall I go ahead with it?";

private Q_SLOTS:
    // The offscreen platform says this of every menu.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void showsTheConversation()
    {
        auto o = opened(kThread.toString());
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 8);
        QTRY_VERIFY(o->find<QWidget>(u"threadNote"_s)->isVisible());
        QCOMPARE(o->find<QPushButton>(u"threadAction"_s)->text(), u"Release to AI"_s);
        QTRY_VERIFY(o->text()->hasFocus()); // whoever looked for somebody wants to write to them
        QTest::keyClicks(o->text(), u"I can also send you a photo of the two gold clasps we have in "_s);
        picture(*o, u"01-inbox"_s);
        o->theme->setMode(Theme::Mode::Dark);
        picture(*o, u"01-inbox-dark"_s);
        o->theme->setMode(Theme::Mode::Light);
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QCoreApplication::processEvents();
        picture(*o, u"01-inbox-rtl"_s);
        const auto *hint = o->find<QLabel>(u"composerHint"_s);
        const auto *sender = o->find<QLabel>(u"composerCount"_s);
        QVERIFY(hint->alignment() & Qt::AlignRight); // away from what stands at the row's end
        QVERIFY(sender->geometry().right() + 12 <= hint->x());
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void startsANewJobOfTheCustomer()
    {
        auto o = opened(u"in 10:00 hi"_s);
        Contact ava;
        ava.id = o->conversation.contact.id;
        o->client.answer(methods::contactsGet, ava);
        o->show(folder());
        auto *jobs = o->find<QWidget>(u"jobsSection"_s);
        QTRY_VERIFY(jobs->isVisible());
        QSignalSpy asked(o->page.get(), &counterbell::ui::Page::newJobRequested);
        QTest::mouseClick(jobs->findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().front().value<ContactId>(), o->conversation.contact.id);
    }

    void showsTheCustomersLanguageBesideTheNumber()
    {
        auto o = opened(u"in 10:00 hi"_s);
        Contact ava;
        ava.id = o->conversation.contact.id;
        ava.language = u"en_AU"_s;
        o->client.answer(methods::contactsGet, ava);
        o->show(folder());
        const auto address = [&] { return o->find<ElidedLabel>(u"threadAddress"_s)->text(); };
        QTRY_VERIFY2(address().endsWith(u" · English"_s), qPrintable(address()));
        ava.language.reset();
        Q_EMIT o->client.contactUpdated(ava);
        QVERIFY2(!address().contains(u"English"_s), qPrintable(address()));
    }

    void foldsTheContextIntoADrawer()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        auto *context = o->find<QWidget>(u"contextPane"_s);
        auto *button = o->find<QToolButton>(u"threadContext"_s);
        QTRY_VERIFY(context->isVisible());
        QVERIFY(button->isHidden());
        o->page->resize(1000, 800);
        QVERIFY(context->isHidden());
        QVERIFY(!button->isHidden());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(context->isVisible());
        QCOMPARE(context->geometry().right(), o->page->width() - 1);
        QVERIFY(context->y() > button->mapTo(o->page.get(), QPoint(0, 0)).y()); // the button stays in reach
        QTest::keyClick(o->page.get(), Qt::Key_Escape);
        QVERIFY(context->isHidden());
        QVERIFY(!button->isChecked());
        QTest::mouseClick(button, Qt::LeftButton);
        o->page->resize(1360, 900);
        QCoreApplication::processEvents();
        QVERIFY(context->isVisible() && button->isHidden());
        QVERIFY(context->height() == o->page->height());
    }

    void sendsOnEnterAndShowsItAtOnce()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        o->text()->setFocus();
        QTest::keyClicks(o->text(), u"Hello Ava"_s);
        QTest::keyClick(o->text(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(o->text(), u"two lines"_s);
        QTest::keyClick(o->text(), Qt::Key_Return);
        QCOMPARE(o->text()->toPlainText(), QString());
        QCOMPARE(o->thread()->model().count(), 2);
        QVERIFY(o->thread()->model().at(1).isPending);
        const auto sent = o->client.lastCall(methods::inboxSend.name);
        QCOMPARE(sent["body"_L1].toString(), u"Hello Ava\ntwo lines"_s);
        QCOMPARE(sent["channel"_L1].toString(), u"whatsapp"_s);
        auto message = test::written(u"queued 14:31 Hello"_s, 9).front();
        message.body = sent["body"_L1].toString();
        message.clientToken = sent["clientToken"_L1].toString();
        Q_EMIT o->client.messageAdded(message); // the event comes before the answer
        QCOMPARE(o->thread()->model().count(), 2);
        QVERIFY(!o->thread()->model().at(1).isPending);
        o->client.answer(methods::inboxSend, message);
        QTRY_COMPARE(o->outbox->count(), 0);
        QCOMPARE(o->thread()->model().count(), 2);
    }

    void givesTheTextBackWithTheReason()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->client.refuse(methods::inboxSend, Error{Reason::BudgetExceeded, {}});
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        o->text()->setFocus();
        QTest::keyClicks(o->text(), u"Hello"_s);
        QTest::keyClick(o->text(), Qt::Key_Return);
        QTRY_COMPARE(o->text()->toPlainText(), u"Hello"_s);
        QCOMPARE(o->thread()->model().count(), 1);
        QCOMPARE(o->find<QLabel>(u"composerHint"_s)->text(), errorSentence(Error{Reason::BudgetExceeded, {}}));
    }

    void sendsAPastedPictureWithItsText()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        takeUploads(*o);
        auto *data = new QMimeData;
        data->setImageData(photo());
        paste(*o, data);
        QVERIFY(hasFiles(*o, 1));
        QVERIFY(o->find<QPushButton>(u"send"_s)->isEnabled()); // without a word
        QTest::keyClicks(o->text(), u"Like this?"_s);
        picture(*o, u"attached"_s);
        QTest::keyClick(o->text(), Qt::Key_Return);
        QVERIFY(hasFiles(*o, 0));
        QCOMPARE(o->text()->toPlainText(), QString());
        QTRY_COMPARE(o->outbox->count(), 0);
        QCOMPARE(o->client.lastCall("media.upload"_L1)["contentType"_L1].toString(), u"image/png"_s);
        const auto sent = o->client.lastCall(methods::inboxSend.name);
        QCOMPARE(sent["body"_L1].toString(), u"Like this?"_s);
        QCOMPARE(sent["attachmentIds"_L1].toArray(), QJsonArray{u"40"_s});
    }

    void sendsEachFileOfWhatsAppInAMessageOfItsOwn()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        takeUploads(*o);
        paste(*o, pathsOf({file(u"quote.pdf"_s, "%PDF-1.7"), file(u"care.pdf"_s, "%PDF-1.7")}));
        QVERIFY(hasFiles(*o, 2));
        QVERIFY(o->find<QLabel>(u"composerHint"_s)->text().contains(u"2 messages"_s));
        QTest::keyClicks(o->text(), u"Both quotes"_s);
        QTest::mouseClick(o->find<QPushButton>(u"send"_s), Qt::LeftButton);
        QTRY_COMPARE(o->outbox->count(), 0);
        const auto sent = o->client.callsOf(methods::inboxSend.name);
        QCOMPARE(sent.size(), 2U);
        QCOMPARE(sent[0].parameters["body"_L1].toString(), u"Both quotes"_s);
        QVERIFY(!sent[1].parameters.contains("body"_L1));
        QCOMPARE(sent[1].parameters["attachmentIds"_L1].toArray().size(), 1);
    }

    void saysWhatAChannelDoesNotTake()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        paste(*o, pathsOf({file(u"quote.pdf"_s, "%PDF-1.7")}));
        QVERIFY(hasFiles(*o, 1));
        const auto hint = [&] { return o->find<QLabel>(u"composerHint"_s)->text(); };
        auto *header = o->page->findChild<ThreadHeader *>();
        Q_EMIT header->channelChosen(Channel::Sms);
        QVERIFY2(hint().contains(u"SMS carries"_s), qPrintable(hint()));
        QVERIFY(!o->find<QPushButton>(u"send"_s)->isEnabled());
        Q_EMIT header->channelChosen(Channel::Whatsapp);
        QVERIFY(o->find<QPushButton>(u"send"_s)->isEnabled());
        // A caption is shorter than a message.
        o->text()->setPlainText(QString(1025, u'x'));
        QVERIFY2(hint().contains(u"1,024"_s), qPrintable(hint()));
        QVERIFY(!o->find<QPushButton>(u"send"_s)->isEnabled());
        o->text()->setPlainText({});
        QTest::mouseClick(o->find<QAbstractButton>(u"removeFile"_s), Qt::LeftButton);
        QVERIFY(hasFiles(*o, 0));
        QVERIFY(!o->find<QPushButton>(u"send"_s)->isEnabled());
        paste(*o, pathsOf({file(u"ring.heic"_s, "ftypheic and more")}));
        QTRY_VERIFY2(hint().contains(u"ring.heic"_s) && hint().contains(u"Choose"_s), qPrintable(hint()));
    }

    void keepsFilesWithTheirConversationAndTakesBackRefusedOnes()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        takeUploads(*o);
        o->client.forget(methods::inboxSend.name);
        o->client.refuse(methods::inboxSend, Error{Reason::MediaNotAllowed, {{u"problem"_s, u"sender"_s}}});
        paste(*o, pathsOf({file(u"quote.pdf"_s, "%PDF-1.7")}));
        QVERIFY(hasFiles(*o, 1));
        o->page->showConversation({2});
        QVERIFY(hasFiles(*o, 0));
        o->page->showConversation({1});
        QVERIFY(hasFiles(*o, 1));
        QTest::mouseClick(o->find<QPushButton>(u"send"_s), Qt::LeftButton);
        QVERIFY(hasFiles(*o, 0));
        QVERIFY(hasFiles(*o, 1));
        QVERIFY(o->find<QLabel>(u"composerHint"_s)->text().contains(u"can't send files"_s));
    }

    void takesADroppedFileAndTheDialogs()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        const std::unique_ptr<QMimeData> data(pathsOf({file(u"quote.pdf"_s, "%PDF-1.7")}));
        auto *pane = o->find<QWidget>(u"threadPane"_s);
        QDragEnterEvent enter({20, 300}, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QVERIFY(QCoreApplication::sendEvent(pane, &enter) && enter.isAccepted());
        QDropEvent drop({20, 300}, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(pane, &drop);
        QVERIFY(hasFiles(*o, 1));
        QTest::keyClick(o->page.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = o->find<QFileDialog>(u"attachDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        Q_EMIT dialog->filesSelected({m_folder.filePath(u"quote.pdf"_s)});
        dialog->reject();
        QVERIFY(hasFiles(*o, 2));
        o->client.setRole(Role::Staff);
        QVERIFY(!o->find<QAbstractButton>(u"attach"_s)->isEnabled());
    }

    void takesOverAndSendsWhileTheAiAnswers()
    {
        auto o = opened(u"in 14:20 Hi! Is my grandmother’s bracelet ready? Ticket R-1042 😊 / "
                        "ai 14:20 Hi Ava! R-1042, your gold bracelet, is in quality check. It is due tomorrow, Friday "
                        "21 November. / in 14:24 Great. What time do you close on Friday?"_s,
                        Handling::Ai);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 3);
        QTRY_VERIFY(o->find<QWidget>(u"threadBanner"_s)->isVisible());
        QCOMPARE(o->find<QPushButton>(u"send"_s)->text(), u"Take over and send"_s);
        picture(*o, u"02-inbox-ai"_s);
        auto taken = o->conversation;
        taken.handling = Handling::Human;
        taken.assignee = MemberRef{{2}, u"Mia Tanaka"_s};
        taken.version = 6;
        taken.inFlight = std::vector{o->messages[1]};
        o->client.answer(methods::inboxTakeOver, taken);
        QSignalSpy toasts(o->page.get(), &InboxPage::toastRequested);
        o->thread()->setFocus();
        QTest::keyClick(o->page.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(o->find<QPushButton>(u"send"_s)->text(), u"Send"_s);
        QVERIFY(o->text()->hasFocus());
        QCOMPARE(toasts.size(), 1);
        QVERIFY(!o->find<QWidget>(u"threadBanner"_s)->isVisible());
        // What is older than the answer says nothing.
        Q_EMIT o->client.conversationUpdated(o->conversation);
        QCOMPARE(o->find<QPushButton>(u"send"_s)->text(), u"Send"_s);
    }

    void disablesSendingAfterAnOptOut()
    {
        auto o = opened(u"in 14:03 STOP / event 14:03 opted_out STOP"_s);
        for (auto &channel : o->conversation.channels)
            channel.consent = ConsentState::OptedOut;
        counterbell::Page<ConsentEntry> ledger;
        ledger.items = {{.id = {1},
                         .contactId = {7},
                         .channel = Channel::Whatsapp,
                         .state = ConsentState::OptedOut,
                         .source = ConsentSource::Keyword,
                         .evidence = u"STOP"_s,
                         .actor = u"Ava Lindqvist"_s,
                         .at = m_now - 28min}};
        o->client.answer(methods::consentHistory, ledger);
        o->show(folder());
        QTRY_VERIFY(o->find<QPushButton>(u"recordOptIn"_s));
        QVERIFY(!o->find<QPushButton>(u"recordOptIn"_s)->icon().isNull());
        QVERIFY(!o->find<QAbstractButton>(u"attach"_s)->isEnabled());
        QVERIFY(o->text()->isReadOnly());
        QVERIFY(o->text()->placeholderText().contains(u"opted out"_s));
        QVERIFY(!o->find<QPushButton>(u"send"_s)->isEnabled());
        picture(*o, u"03-inbox-optout"_s);
        QTest::mouseClick(o->find<QPushButton>(u"recordOptIn"_s), Qt::LeftButton);
        QCOMPARE(o->client.callsOf(methods::inboxSend.name).size(), 0U);
    }

    void offersTemplatesWhenTheWindowIsClosed()
    {
        auto o = opened(u"out 15:20 Hi Ava, Mia here. The new clasp is on."_s);
        o->conversation.channels[0].windowClosesAt = m_now - 48h;
        o->show(folder());
        QTRY_VERIFY(o->find<QLineEdit>(u"blank3"_s));
        QVERIFY(!o->find<QWidget>(u"composer"_s)->isVisible());
        QTRY_COMPARE(o->find<QLineEdit>(u"blank2"_s)->text(), u"gold bracelet"_s);
        QCOMPARE(o->find<QLineEdit>(u"blank1"_s)->text(), u"Ava"_s);
        auto *send = o->find<QPushButton>(u"sendTemplate"_s);
        QVERIFY(!send->isEnabled());
        QVERIFY(o->find<QLabel>(u"blanksFilled"_s)->text().contains(u"Missing: Pick-up until"_s));
        QTest::keyClicks(o->find<QLineEdit>(u"blank3"_s), u"Saturday 13:00"_s);
        QVERIFY(o->find<QLabel>(u"blanksFilled"_s)->text().contains(u"3 of 3 blanks filled"_s));
        picture(*o, u"04-inbox-template"_s);
        auto message = test::written(u"queued 14:31 Hi Ava!"_s, 9).front();
        message.kind = MessageKind::Template;
        o->client.answer(methods::inboxSend, message);
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_COMPARE(o->thread()->model().count(), 2);
        QVERIFY(o->find<QLineEdit>(u"templateSearch"_s)->hasFocus());
        QTest::mouseClick(send, Qt::LeftButton); // the second half of a double click
        QCOMPARE(o->client.callsOf(methods::inboxSend.name).size(), 1U);
        const auto sent = o->client.lastCall(methods::inboxSend.name)["template"_L1].toObject();
        QCOMPARE(sent["variables"_L1]["3"_L1].toString(), u"Saturday 13:00"_s);
        auto *list = o->find<QListView>(u"templateList"_s);
        const auto chosen = list->visualRect(list->currentIndex()).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, chosen); // chosen again, it can be sent again
        QTRY_COMPARE(o->find<QLineEdit>(u"blank3"_s)->text(), QString());
        QTest::keyClicks(o->find<QLineEdit>(u"blank3"_s), u"Sunday"_s);
        QVERIFY(send->isEnabled());
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_COMPARE(o->client.callsOf(methods::inboxSend.name).size(), 2U);
        const auto tokens = o->client.callsOf(methods::inboxSend.name);
        QVERIFY(tokens[0].parameters["clientToken"_L1] != tokens[1].parameters["clientToken"_L1]);
        QTRY_VERIFY(!send->isEnabled());
        QTest::mouseClick(o->find<QPushButton>(u"useSms"_s), Qt::LeftButton);
        QVERIFY(o->find<QWidget>(u"composer"_s)->isVisible());
        o->text()->setFocus();
        QTest::keyClicks(o->text(), u"Hi Ava"_s);
        QCOMPARE(o->find<QLabel>(u"composerCount"_s)->text(), u"1 SMS, 6 of 160"_s);
    }

    void keepsOneCustomersTemplateFromAnother()
    {
        auto o = opened(u"out 15:20 Hi Ava, Mia here. The new clasp is on."_s);
        o->conversation.channels[0].windowClosesAt = m_now - 48h;
        o->show(folder());
        QTRY_VERIFY(o->find<QLineEdit>(u"blank3"_s));
        QTRY_COMPARE(o->find<QLineEdit>(u"blank2"_s)->text(), u"gold bracelet"_s);
        QTest::keyClicks(o->find<QLineEdit>(u"blank3"_s), u"Saturday 13:00"_s);
        auto other = o->conversation;
        other.id = {2};
        other.contact.id = {8};
        other.contact.name = u"Farah Schmidt"_s;
        o->client.answer(methods::inboxConversation, other);
        o->client.answer(methods::jobsList, counterbell::Page<Job>{});
        o->client.forget(methods::templatesList.name);
        o->page->showConversation({2});
        QTRY_VERIFY(!o->find<QLineEdit>(u"blank1"_s) || o->find<QLineEdit>(u"blank1"_s)->text() == u"Farah"_s);
        QTRY_COMPARE(o->find<QLineEdit>(u"blank1"_s)->text(), u"Farah"_s);
        QCOMPARE(o->find<QLineEdit>(u"blank2"_s)->text(), QString());
        QCOMPARE(o->find<QLineEdit>(u"blank3"_s)->text(), QString());
        QVERIFY(!o->find<QPushButton>(u"sendTemplate"_s)->isEnabled());
    }

    void queuesWhileTheCoreIsAway()
    {
        auto o = opened(u"in 14:33 Thanks Mia! Is Saturday still fine?"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        o->client.setConnection(Connection::Offline);
        QCOMPARE(o->find<QPushButton>(u"send"_s)->text(), u"Queue"_s);
        o->text()->setFocus();
        QTest::keyClicks(o->text(), u"Yes, Saturday until 13:00."_s);
        QTest::keyClick(o->text(), Qt::Key_Return);
        QCOMPARE(o->thread()->model().count(), 2);
        QCOMPARE(o->client.callsOf(methods::inboxSend.name).size(), 0U);
        picture(*o, u"12-offline"_s);
        o->client.setConnection(Connection::Online);
        QTRY_COMPARE(o->client.callsOf(methods::inboxSend.name).size(), 1U);
    }

    void keepsTheDraftOfEachConversationOverARestart()
    {
        const auto kept = folder();
        {
            auto o = opened(u"in 10:00 hi"_s);
            o->show(kept);
            QTRY_COMPARE(o->thread()->model().count(), 1);
            o->client.forget(methods::inboxSetDraft.name);
            o->text()->setFocus();
            QTest::keyClicks(o->text(), u"half a sen"_s);
        }
        auto o = opened(u"in 10:00 hi"_s);
        o->show(kept);
        QTRY_COMPARE(o->text()->toPlainText(), u"half a sen"_s);
    }

    void offersQuickRepliesAfterASlash()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->client.answer(methods::quickRepliesList, {{{u"thanks"_s, u"Thank you, {first name}. See you soon!"_s}}});
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        o->page->shown();
        o->text()->setFocus();
        QTest::keyClicks(o->text(), u"/tha"_s);
        QTRY_VERIFY(o->find<QWidget>(u"quickReplies"_s)->isVisible());
        QTest::keyClick(o->text(), Qt::Key_Return);
        QCOMPARE(o->text()->toPlainText(), u"Thank you, Ava. See you soon!"_s);
        QCOMPARE(o->client.callsOf(methods::inboxSend.name).size(), 0U);
    }

    void writesANoteWithoutSendingIt()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        o->text()->setFocus();
        QTest::keyClicks(o->text(), u"draft"_s);
        QTest::keyClick(o->text(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(o->text()->toPlainText(), QString());
        QTest::keyClicks(o->text(), u"Nickel allergy"_s);
        picture(*o, u"note"_s);
        o->client.answer(methods::inboxAddNote, test::written(u"note 14:31 Nickel allergy"_s, 9).front());
        QTest::keyClick(o->text(), Qt::Key_Return);
        QTRY_COMPARE(o->thread()->model().count(), 2);
        QCOMPARE(o->text()->toPlainText(), u"draft"_s);
        QCOMPARE(o->client.callsOf(methods::inboxSend.name).size(), 0U);
    }

    void sendsAFailedMessageAsSms()
    {
        auto o = opened(kThread.toString());
        o->show(folder());
        QTRY_VERIFY(o->find<QPushButton>(u"sendAsSms"_s));
        QTest::mouseClick(o->find<QPushButton>(u"sendAsSms"_s), Qt::LeftButton);
        const auto retried = o->client.lastCall(methods::inboxRetry.name);
        QCOMPARE(retried["messageId"_L1].toString(), u"8"_s);
        QCOMPARE(retried["channel"_L1].toString(), u"sms"_s);
        QTest::mouseClick(o->find<QPushButton>(u"details"_s), Qt::LeftButton);
        QTRY_VERIFY(o->find<QLabel>(u"detailFacts"_s));
        QVERIFY(o->find<QLabel>(u"detailFacts"_s)->text().contains(u"63016"_s));
    }

    void saysWhatBecameOfAMessageThatWasSentAgain()
    {
        auto o = opened(kThread.toString());
        o->show(folder());
        QTRY_VERIFY(o->find<QPushButton>(u"sendAsSms"_s));
        auto again = test::written(u"queued 14:33 Shall I go ahead with it?"_s, 20).front();
        again.channel = Channel::Sms;
        Q_EMIT o->client.messageAdded(again);
        QTRY_VERIFY(o->find<QPushButton>(u"sentAgain"_s));
        auto *link = o->find<QPushButton>(u"sentAgain"_s);
        QCOMPARE(link->text().remove(QChar(0x2066)).remove(QChar(0x2069)), u"Sent again as SMS, 14:33"_s);
        QVERIFY(!o->find<QPushButton>(u"sendAsSms"_s));
        QVERIFY(!o->find<QPushButton>(u"chooseTemplate"_s));
        QVERIFY(o->find<QPushButton>(u"details"_s));
        picture(*o, u"sent-again"_s);
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(o->thread()->currentRow(), 8);
        // The newer one failed too: its own buttons, and the older one still says what became of it.
        again.status = DeliveryStatus::Failed;
        again.error = DeliveryError{30003, u"unreachable"_s};
        Q_EMIT o->client.messageUpdated(again);
        QCOMPARE(o->page->findChildren<QPushButton *>(u"sentAgain"_s).size(), 1);
        QTRY_COMPARE(o->page->findChildren<QPushButton *>(u"details"_s).size(), 2);
    }

    void takesAMembersTemplateForTheWayOutOfAClosedWindow()
    {
        auto o = opened(kThread.toString());
        o->show(folder());
        QTRY_VERIFY(o->find<QPushButton>(u"chooseTemplate"_s));
        auto other = test::written(u"out 14:32 Something else"_s, 20).front();
        Q_EMIT o->client.messageAdded(other);
        QVERIFY(o->find<QPushButton>(u"chooseTemplate"_s));
        auto notice = test::written(u"out 14:33 Hi Ava, your bracelet has arrived."_s, 21).front();
        notice.kind = MessageKind::Template;
        notice.author = {AuthorKind::System, {}}; // nobody sent it in the other's place
        Q_EMIT o->client.messageAdded(notice);
        QVERIFY(o->find<QPushButton>(u"chooseTemplate"_s));
        notice.id = {22};
        notice.author = other.author;
        Q_EMIT o->client.messageAdded(notice);
        QTRY_VERIFY(o->find<QPushButton>(u"sentAgain"_s));
        QVERIFY(o->find<QPushButton>(u"sentAgain"_s)->text().startsWith(u"A template was sent instead"_s));
        QVERIFY(!o->find<QPushButton>(u"chooseTemplate"_s));
    }

    /// The dialog with this typed, answered as the core would.
    static QWidget *asked(Opened &o, const QString &typed)
    {
        o.page->startNew({});
        auto *dialog = o.page->window()->findChild<QWidget *>(u"newMessageDialog"_s);
        if (dialog)
            QTest::keyClicks(dialog->findChild<QLineEdit *>(u"messageTo"_s), typed);
        return dialog;
    }

    void writesToANumberThatNobodyHasYet()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 1);
        o->client.answer(methods::contactsParsePhone,
                         {.phone = u"+61491570999"_s, .national = {}, .region = u"AU"_s, .landline = false});
        o->client.answer(methods::contactsList, counterbell::Page<Contact>{});
        auto *dialog = asked(*o, u"0491 570 999"_s);
        QVERIFY(dialog);
        auto *write = dialog->findChild<QPushButton *>(u"writeTo"_s);
        auto *name = dialog->findChild<QLineEdit *>(u"messageName"_s);
        QVERIFY(!write->isEnabled() && !name->isVisible());
        QTRY_VERIFY(write->isEnabled());
        QCOMPARE(write->text().remove(QChar(0x2066)).remove(QChar(0x2069)), u"Write to +61 491 570 999"_s);
        QVERIFY(name->isVisible());
        picture(*o, u"new-message"_s);
        QTest::keyClicks(name, u"Nora Field"_s);
        Contact made;
        made.id = {70};
        made.name = u"Nora Field"_s;
        o->client.answer(methods::contactsCreate, made);
        auto fresh = o->conversation;
        fresh.id = {9};
        fresh.contact = {{70}, u"Nora Field"_s, u"+61491570999"_s, u"+61491570999"_s};
        fresh.lastMessage.reset();
        o->client.answer(methods::inboxOpen, fresh);
        o->client.answer(methods::inboxConversation, fresh);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(o->find<ElidedLabel>(u"threadName"_s)->text(), u"Nora Field"_s);
        const auto asking = o->client.lastCall(methods::contactsCreate.name);
        QCOMPARE(asking["phone"_L1].toString(), u"+61491570999"_s);
        QCOMPARE(asking["name"_L1].toString(), u"Nora Field"_s);
        QCOMPARE(o->client.lastCall(methods::inboxOpen.name)["contactId"_L1].toString(), u"70"_s);
        // Not the channel of the conversation's first entry: nobody has written on WhatsApp yet.
        QVERIFY(o->find<QWidget>(u"composer"_s)->isVisible());
        QTest::keyClicks(o->text(), u"Hello"_s);
        QTest::keyClick(o->text(), Qt::Key_Return);
        QCOMPARE(o->client.lastCall(methods::inboxSend.name)["channel"_L1].toString(), u"sms"_s);
    }

    void writesToWhoeverHasTheNumberAlready()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        o->client.answer(methods::contactsParsePhone,
                         {.phone = u"+61491570231"_s, .national = {}, .region = u"AU"_s, .landline = false});
        Contact ava;
        ava.id = {7};
        ava.name = u"Ava Lindqvist"_s;
        ava.phone = u"+61491570231"_s;
        counterbell::Page<Contact> people;
        people.items = {ava};
        o->client.answer(methods::contactsList, people);
        auto *dialog = asked(*o, u"0491 570 231"_s);
        auto *write = dialog->findChild<QPushButton *>(u"writeTo"_s);
        QTRY_VERIFY(write->text().contains(u"Ava Lindqvist"_s));
        QVERIFY(!dialog->findChild<QLineEdit *>(u"messageName"_s)->isVisible());
        picture(*o, u"new-message-known"_s);
        QTest::keyClick(dialog->findChild<QLineEdit *>(u"messageTo"_s), Qt::Key_Return);
        QCOMPARE(o->client.lastCall(methods::inboxOpen.name)["contactId"_L1].toString(), u"7"_s);
        QCOMPARE(o->client.callsOf(methods::contactsCreate.name).size(), 0U);
    }

    void saysWhatIsWrongWithANumber()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        const Error wrong{Reason::InvalidPhone, {{u"problem"_s, u"tooShort"_s}}};
        o->client.refuse(methods::contactsParsePhone, wrong);
        o->client.answer(methods::contactsList, counterbell::Page<Contact>{});
        auto *dialog = asked(*o, u"04915"_s);
        QTRY_COMPARE(dialog->findChild<QLineEdit *>(u"messageTo"_s)->accessibleDescription(), errorSentence(wrong));
        QVERIFY(!dialog->findChild<QPushButton *>(u"writeTo"_s)->isEnabled());
    }

    void letsStaffBeginNoConversation()
    {
        auto o = opened(u"in 10:00 hi"_s);
        o->show(folder());
        QVERIFY(o->find<QToolButton>(u"newMessage"_s)->isVisible());
        o->client.setRole(Role::Staff);
        QVERIFY(!o->find<QToolButton>(u"newMessage"_s)->isVisible());
        QVERIFY(!asked(*o, u"0491"_s));
    }

    void followsTheSizeOfLettersAtOnce()
    {
        auto o = opened(kThread.toString());
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 8);
        auto *avatar = o->page->findChild<ThreadHeader *>()->findChild<Avatar *>();
        auto *name = o->find<QWidget>(u"threadName"_s);
        auto *header = o->page->findChild<ThreadHeader *>();
        QTRY_COMPARE(avatar->width(), 40);
        const int letters = name->font().pixelSize();
        const int height = header->height();
        o->theme->setTextScale(1.5);
        QTRY_COMPARE(avatar->width(), scaled(40));
        QVERIFY(avatar->width() >= 58);
        QTRY_VERIFY(name->font().pixelSize() > letters);
        QTRY_VERIFY(header->height() > height + 40);
        picture(*o, u"live-150"_s);
        o->theme->setTextScale(1);
        QTRY_COMPARE(avatar->width(), 40);
        QCOMPARE(name->font().pixelSize(), letters);
        QTRY_COMPARE(header->height(), height);
    }

    static void collect(QAccessibleInterface *from, QObjectList &objects)
    {
        if (from->object())
            objects << from->object();
        for (int i = 0; i < from->childCount(); ++i) {
            if (auto *child = from->child(i))
                collect(child, objects);
        }
    }

    void isReadInTheOrderOfTheEye()
    {
        auto o = opened(kThread.toString());
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 8);
        QTRY_VERIFY(o->find<QWidget>(u"contextPane"_s)->isVisible());
        QObjectList read;
        collect(QAccessible::queryAccessibleInterface(o->page.get()), read);
        const std::array order{read.indexOf(o->find<QWidget>(u"conversationRows"_s)),
                               read.indexOf(o->find<QWidget>(u"threadName"_s)), read.indexOf(o->thread()),
                               read.indexOf(o->text()), read.indexOf(o->find<QWidget>(u"contextPane"_s))};
        QVERIFY(order.front() >= 0);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void remembersViewAndConversationOfEachMember()
    {
        const auto kept = folder();
        {
            auto o = opened(u"in 10:00 hi"_s);
            o->show(kept);
            QTRY_COMPARE(o->thread()->model().count(), 1);
            o->page->findChild<ConversationList *>()->setView(ConversationView::All);
        }
        auto o = opened(u"in 10:00 hi"_s);
        o->show(kept, false);
        QTRY_COMPARE(o->thread()->model().count(), 1);
        QCOMPARE(o->page->findChild<ConversationList *>()->query().view, ConversationView::All);
        // Somebody else on this PC begins where they left: nowhere yet.
        auto other = opened(u"in 10:00 hi"_s);
        auto who = *other->client.who();
        who.member.id = {3};
        other->client.setWho(who);
        other->show(kept, false);
        QTRY_VERIFY(!other->client.callsOf(methods::inboxConversations.name).empty());
        QVERIFY(other->find<QWidget>(u"noConversation"_s)->isVisible());
        QCOMPARE(other->page->findChild<ConversationList *>()->query().view, ConversationView::NeedsYou);
        // What is gone is not opened.
        auto gone = opened(u"in 10:00 hi"_s);
        gone->client.refuse(methods::inboxConversation, Error{Reason::NotFound, {}});
        gone->show(kept, false);
        QTRY_VERIFY(!gone->client.callsOf(methods::inboxConversation.name).empty());
        QCoreApplication::processEvents();
        QVERIFY(gone->find<QWidget>(u"noConversation"_s)->isVisible());
    }

    void findsInTheConversation()
    {
        auto o = opened(kThread.toString());
        o->show(folder());
        QTRY_COMPARE(o->thread()->model().count(), 8);
        QTest::keyClick(o->page.get(), Qt::Key_F, Qt::ControlModifier);
        auto *text = o->find<QLineEdit>(u"findText"_s);
        QVERIFY(text->isVisible());
        QTest::keyClicks(text, u"R-1042"_s);
        QCOMPARE(o->find<QLabel>(u"findResult"_s)->text(), u"1 of 2"_s);
        const auto inks = [&](const QColor &ink) {
            const auto shown = o->thread()->viewport()->grab().toImage();
            int pixels = 0;
            for (int y = 0; y < shown.height(); ++y) {
                for (int x = 0; x < shown.width(); ++x)
                    pixels += shown.pixelColor(x, y) == ink ? 1 : 0;
            }
            return pixels;
        };
        const auto &color = colors(o->page->palette());
        picture(*o, u"find"_s);
        QVERIFY(inks(color.accentLine) > 100); // the other one
        QVERIFY(inks(color.accent) > 100);     // the one it is at
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(o->find<QLabel>(u"findResult"_s)->text(), u"2 of 2"_s);
        QCOMPARE(o->thread()->currentRow(), 0);
        QTest::keyClick(text, Qt::Key_Escape);
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(!text->isVisible());
    }
};

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"counterbell-test"_s);
    InboxPageTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_inbox_page.moc"
