// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/context_pane.h"

#include "tests/support/ui/fake_prompts.h"
#include "tests/ui/inbox/mockup_shop.h"
#include "ui/jobs/job_actions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/paragraph.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

struct Beside {
    FakeCoreClient client;
    MockupShop shop;
    FakePrompts prompts;
    JobActions actions;
    QWidget window;
    ContextPane pane;

    explicit Beside(bool isArabic = false)
        : shop(client, isArabic), actions(client, prompts), pane(client, actions, &window)
    {
        window.resize(900, 900);
        pane.setGeometry(0, 0, 304, 900);
        window.show();
    }
    void open()
    {
        pane.show(shop.rows.front());
        QTRY_VERIFY(section("tagsSection")->isVisible());
        QTRY_VERIFY(words("jobsSection").contains(u"R-1042"_s));
        QTRY_VERIFY(words("notesSection").contains(u"Priya"_s));
        QTRY_VERIFY(!words("consentSection").isEmpty());
    }
    QWidget *section(const char *name) { return pane.findChild<QWidget *>(QString::fromLatin1(name)); }
    /// What a section says, in its order.
    QString words(const char *name)
    {
        QStringList words;
        for (const auto *widget : section(name)->findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            if (const auto *text = qobject_cast<const Paragraph *>(widget); text && !text->text().isEmpty())
                words << text->text();
            else if (const auto *chip = qobject_cast<const Chip *>(widget))
                words << chip->text();
        }
        auto said = words.join(u" | "_s);
        for (const char16_t mark : {u'\u2066', u'\u2068', u'\u2069'})
            said.remove(QChar(mark));
        return said;
    }
    template <class T>
    T *find(const QString &name)
    {
        return window.findChild<T *>(name);
    }
    void press(const QString &name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    QJsonObject last(QLatin1StringView method) { return client.lastCall(method); }
};

Job readyJob()
{
    auto job = MockupShop::jobs().items[1];
    job.status = JobStatus::Ready;
    return job;
}

} // namespace

class ContextPaneTest : public QObject
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

    void asksOnceForACustomer()
    {
        Beside b;
        b.open();
        const auto calls = b.client.calls.size();
        b.pane.show(b.shop.rows.front());
        QCOMPARE(b.client.calls.size(), calls);
        auto member = b.shop.rows.front();
        member.contact.id = {};
        b.pane.show(member); // a team member's own thread
        QVERIFY(!b.section("tagsSection")->isVisible());
        QCOMPARE(b.client.calls.size(), calls);
    }

    void marksReadyWithTheShopsHold()
    {
        Beside b;
        b.open();
        auto ready = readyJob();
        ready.notification = JobNotification{.sendId = SendId{9},
                                             .status = DeliveryStatus::Held,
                                             .reason = {},
                                             .at = b.shop.now,
                                             .dueAt = b.shop.now + 12s};
        b.client.answer(methods::jobsSetStatus, ready);
        QSignalSpy toasts(&b.actions, &JobActions::toastRequested);
        b.press(u"job.1042"_s);
        b.press(u"job.1042"_s);
        QTRY_COMPARE(toasts.size(), 1);
        QCOMPARE(b.client.callsOf("jobs.setStatus"_L1).size(), size_t(1));
        QCOMPARE(b.last("jobs.setStatus"_L1),
                 (QJsonObject{{u"jobId"_s, u"1042"_s}, {u"status"_s, u"ready"_s}, {u"holdSeconds"_s, 12}}));
        Q_EMIT b.client.jobUpdated(ready);
        QTRY_VERIFY(b.words("jobsSection").contains(u"Ready"_s));
        QTRY_COMPARE(b.find<QPushButton>(u"job.1042"_s)->text(), u"Mark collected"_s);
        b.pane.markFirstJob();
        QCOMPARE(b.last("jobs.setStatus"_L1)["status"_L1].toString(), u"collected"_s);
    }

    void saysWhyAJobCouldNotBeMarked()
    {
        Beside b;
        b.open();
        b.client.refuse(methods::jobsSetStatus, {Reason::NotFound});
        QSignalSpy toasts(&b.actions, &JobActions::toastRequested);
        b.pane.markFirstJob();
        QTRY_COMPARE(toasts.size(), 1);
        QVERIFY(toasts.front().front().value<ToastSpec>().isFailure);
        QVERIFY(b.find<QPushButton>(u"job.1042"_s)->isEnabled());
    }

    void saysWhereConsentCameFrom()
    {
        Beside b;
        b.open();
        QTRY_COMPARE(b.words("consentSection"), u"WhatsApp | Agreed | Wrote to us first, 9 Nov 2025 | SMS | Agreed | "
                                                "Said yes at the counter, 6 Nov 2025"_s);
    }

    void offersStaffNoOptInToRecord()
    {
        Beside b;
        auto contact = b.shop.contact();
        contact.consent.whatsapp = ConsentState::OptedOut;
        b.client.forget("contacts.get"_L1);
        b.client.answer(methods::contactsGet, contact);
        b.client.setRole(Role::Staff);
        b.open();
        QVERIFY(!b.find<QPushButton>(u"recordOptIn.whatsapp"_s));
    }

    void recordsAnOptInWithItsEvidence()
    {
        Beside b;
        auto contact = b.shop.contact();
        contact.consent.whatsapp = ConsentState::OptedOut;
        b.client.forget("contacts.get"_L1);
        b.client.answer(methods::contactsGet, contact);
        b.open();
        QVERIFY(!b.find<QPushButton>(u"recordOptIn.sms"_s));
        b.press(u"recordOptIn.whatsapp"_s);
        QTRY_VERIFY(b.find<QPlainTextEdit>(u"optInEvidence"_s));
        b.press(u"confirmOptIn"_s); // without evidence
        QVERIFY(b.client.callsOf("consent.record"_L1).empty());
        b.find<QPlainTextEdit>(u"optInEvidence"_s)->setPlainText(u"Said yes on the phone"_s);
        b.client.answer(methods::consentRecord, {});
        b.press(u"confirmOptIn"_s);
        QCOMPARE(b.last("consent.record"_L1), (QJsonObject{{u"contactId"_s, u"1"_s},
                                                           {u"channel"_s, u"whatsapp"_s},
                                                           {u"state"_s, u"opted_in"_s},
                                                           {u"evidence"_s, u"Said yes on the phone"_s}}));
        QTRY_VERIFY(!b.find<QPlainTextEdit>(u"optInEvidence"_s));
    }

    void saysThatOnlyTheCustomerCanWhereTwilioBlocks()
    {
        Beside b;
        auto contact = b.shop.contact();
        contact.consent = {ConsentState::OptedOut, ConsentState::OptedOut};
        b.client.forget("contacts.get"_L1);
        b.client.answer(methods::contactsGet, contact);
        auto ledger = MockupShop::ledger();
        ConsentEntry stop;
        stop.id = ConsentEntryId{9};
        stop.channel = Channel::Sms;
        stop.state = ConsentState::OptedOut;
        stop.source = ConsentSource::Keyword;
        stop.evidence = u"STOP"_s;
        stop.at = b.shop.now;
        stop.providerBlocked = true;
        ledger.items.insert(ledger.items.begin(), stop);
        b.client.forget("consent.history"_L1);
        b.client.answer(methods::consentHistory, ledger);
        b.open();
        QTRY_VERIFY(b.words("consentSection").contains(u"Only the customer can change this"_s));
        QVERIFY(!b.find<QPushButton>(u"recordOptIn.sms"_s));
        QVERIFY(b.find<QPushButton>(u"recordOptIn.whatsapp"_s)); // nobody but us holds that one
        QVERIFY(b.words("consentSection").contains(u"Opted out of SMS | Replied STOP today at 14:35"_s));
    }

    void tellsOneStopAsOneEvent_data()
    {
        QTest::addColumn<bool>("hadOffers");
        QTest::addColumn<QString>("expected");
        const auto agreed = u" | Agreed to WhatsApp | Wrote to us first, 9 Nov, 11:00"_s;
        QTest::newRow("nobody agreed to offers")
            << false << u"Opted out of everything | Replied STOP today at 14:35"_s + agreed;
        QTest::newRow("offers too") << true << u"Opted out of everything | Replied STOP today at 14:35"_s + agreed;
    }
    void tellsOneStopAsOneEvent()
    {
        QFETCH(const bool, hadOffers);
        QFETCH(const QString, expected);
        Beside b;
        auto contact = b.shop.contact();
        contact.consent = {ConsentState::OptedOut, ConsentState::OptedOut};
        b.client.forget("contacts.get"_L1);
        b.client.answer(methods::contactsGet, contact);
        auto ledger = MockupShop::ledger();
        ledger.items.front().at += 11h;
        if (hadOffers) {
            auto offers = ledger.items.back();
            offers.purpose = ConsentPurpose::Marketing;
            ledger.items.push_back(offers);
        }
        for (const auto channel : {Channel::Whatsapp, Channel::Sms}) {
            for (const auto purpose : {ConsentPurpose::Marketing, ConsentPurpose::Service}) {
                ConsentEntry stop;
                stop.channel = channel;
                stop.purpose = purpose;
                stop.state = ConsentState::OptedOut;
                stop.source = ConsentSource::Keyword;
                stop.evidence = u"STOP"_s;
                stop.at = b.shop.now;
                ledger.items.insert(ledger.items.begin(), stop);
            }
        }
        b.client.forget("consent.history"_L1);
        b.client.answer(methods::consentHistory, ledger);
        b.open();
        const auto words = b.words("consentSection").remove(QChar(0x2068)).remove(QChar(0x2069)).remove(QChar(0x2066));
        QVERIFY2(words.contains(expected), qPrintable(words));
        QVERIFY2(!words.contains(u"Opted out of offers"_s), qPrintable(words));
        QVERIFY2(words.endsWith(hadOffers
                                    ? u"Agreed to SMS and offers | Said yes at the counter, Priya Nair, 6 Nov, 11:40"_s
                                    : u"Agreed to SMS | Said yes at the counter, Priya Nair, 6 Nov, 11:40"_s),
                 qPrintable(words));
    }

    void pagesThroughTheLedger()
    {
        Beside b;
        b.open();
        auto page = MockupShop::ledger();
        page.next = u"older"_s;
        b.client.forget("consent.history"_L1);
        b.client.answer(methods::consentHistory, page);
        QMetaObject::invokeMethod(b.section("consentSection"), "actionTriggered");
        auto *dialog = b.find<QWidget>(u"consentHistory"_s);
        QVERIFY(dialog);
        QPushButton *more = nullptr;
        for (auto *button : dialog->findChildren<QPushButton *>())
            more = button->text() == u"Show earlier"_s ? button : more;
        QVERIFY(more);
        QTRY_VERIFY(more->isVisible());
        page.next.reset();
        b.client.forget("consent.history"_L1);
        b.client.answer(methods::consentHistory, page);
        more->click();
        QCOMPARE(b.last("consent.history"_L1)["before"_L1].toString(), u"older"_s);
        QTRY_VERIFY(!more->isVisible());
    }

    void closesTheFormOnEscape()
    {
        Beside b;
        b.open();
        QMetaObject::invokeMethod(b.section("customerSection"), "actionTriggered");
        QVERIFY(b.find<QLineEdit>(u"customerName"_s));
        QTest::keyClick(b.find<QPlainTextEdit>(u"customerNotes"_s), Qt::Key_Escape);
        QTRY_VERIFY(!b.find<QLineEdit>(u"customerName"_s) || !b.find<QLineEdit>(u"customerName"_s)->isVisible());
        QTRY_VERIFY(b.words("customerSection").contains(u"Line type"_s));
        QVERIFY(b.client.callsOf("contacts.update"_L1).empty());
    }

    void countsSinceTheFirstJobWhereThatIsOlder()
    {
        Beside b;
        auto jobs = MockupShop::jobs();
        for (auto &job : jobs.items)
            job.createdAt = b.shop.now;
        jobs.items.back().createdAt = std::chrono::sys_days{std::chrono::year{2019} / 8 / 20};
        b.client.forget("jobs.list"_L1);
        b.client.answer(methods::jobsList, jobs);
        b.open();
        const auto said = [&] {
            const auto labels = b.section("customerSection")->findChildren<ElidedLabel *>();
            return std::ranges::any_of(labels,
                                       [](const auto *label) { return label->text().contains(u"August 2019"_s); });
        };
        QTRY_VERIFY(said());
    }

    void editsInPlaceAndKeepsWhatIsTyped()
    {
        Beside b;
        b.open();
        QSignalSpy edits(&b.pane, &ContextPane::editContact);
        QMetaObject::invokeMethod(b.section("customerSection"), "actionTriggered");
        QCOMPARE(edits.size(), 1);
        auto *name = b.find<QLineEdit>(u"customerName"_s);
        QCOMPARE(name->text(), u"Ava Lindqvist"_s);
        name->setText(u"Ava Lind"_s);
        Q_EMIT b.client.contactUpdated(b.shop.contact()); // somebody else changed them meanwhile
        QCOMPARE(b.find<QLineEdit>(u"customerName"_s)->text(), u"Ava Lind"_s);
        b.client.refuse(methods::contactsUpdate, {Reason::InvalidArgument});
        b.press(u"saveCustomer"_s);
        QTRY_VERIFY(b.find<QPushButton>(u"saveCustomer"_s)->isEnabled());
        b.client.forget("contacts.update"_L1);
        b.client.answer(methods::contactsUpdate, b.shop.contact());
        b.press(u"saveCustomer"_s);
        QCOMPARE(b.last("contacts.update"_L1),
                 (QJsonObject{{u"contactId"_s, u"1"_s}, {u"name"_s, u"Ava Lind"_s}, {u"notes"_s, QString()}}));
        QTRY_VERIFY(!b.find<QLineEdit>(u"customerName"_s) || !b.find<QLineEdit>(u"customerName"_s)->isVisible());
    }

    void addsANoteThatTheTeamSees()
    {
        Beside b;
        b.open();
        QCOMPARE(b.words("notesSection"),
                 u"Prefers a call before 10. Allergic to nickel: no plated findings. | Priya Nair, 6 Nov"_s);
        b.pane.startNote();
        b.press(u"addNote"_s); // nothing written
        QVERIFY(b.client.callsOf("inbox.addNote"_L1).empty());
        b.find<QPlainTextEdit>(u"newNote"_s)->setPlainText(u"Likes rose gold"_s);
        auto note = MockupShop::messages().items.front();
        note.id = MessageId{8};
        note.body = u"Likes rose gold"_s;
        note.at = b.shop.now;
        b.client.answer(methods::inboxAddNote, note);
        b.press(u"addNote"_s);
        QCOMPARE(b.last("inbox.addNote"_L1)["body"_L1].toString(), u"Likes rose gold"_s);
        QTRY_VERIFY(!b.find<QPlainTextEdit>(u"newNote"_s)->isVisible());
        Q_EMIT b.client.messageAdded(note);
        QTRY_VERIFY(b.words("notesSection").startsWith(u"Likes rose gold | Priya Nair, 14:35"_s));
    }

    void addsAndRemovesTags()
    {
        Beside b;
        b.open();
        b.client.answer(methods::contactsUpdate, b.shop.contact());
        QMetaObject::invokeMethod(b.section("tagsSection"), "actionTriggered");
        auto *edit = b.find<QLineEdit>(u"newTag"_s);
        QTest::keyClicks(edit, u"heirloom"_s);
        QTest::keyClick(edit, Qt::Key_Return); // has it
        QVERIFY(b.client.callsOf("contacts.update"_L1).empty());
        edit->setText(u"VIP"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(b.last("contacts.update"_L1)["tags"_L1].toArray(),
                 (QJsonArray{u"Nickel allergy"_s, u"Heirloom"_s, u"Fridays"_s, u"VIP"_s}));
        QTest::keyClick(b.find<QWidget>(u"tag.Heirloom"_s), Qt::Key_Delete);
        QCOMPARE(b.last("contacts.update"_L1)["tags"_L1].toArray(), (QJsonArray{u"Nickel allergy"_s, u"Fridays"_s}));
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
            Beside b(isArabic);
            b.open();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::sendPostedEvents();
            b.window.setFocus();
            const auto picture = b.pane.grab();
            if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
                QVERIFY(picture.save(folder + u"/side-"_s + QLatin1StringView(QTest::currentDataTag()) + u".png"_s));
            QCOMPARE(picture.toImage().pixelColor(150, 880), colors(b.pane.palette()).pane);
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        m_theme->setMode(Theme::Mode::Light);
    }
};

QTEST_MAIN(ContextPaneTest)
#include "tst_context_pane.moc"
