// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/new_job_dialog.h"

#include "tests/ui/jobs/board_samples.h"
#include "ui/jobs/team_list.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;

namespace
{

QString plain(QString text)
{
    return text.remove(QChar(0x2066)).remove(QChar(0x2068)).remove(QChar(0x2069));
}

struct Intake {
    Theme theme;
    FakeCoreClient client;
    QWidget window;
    TeamList team{client};
    NewJobDialog *dialog;
    std::optional<Job> created;

    Intake()
    {
        client.setNow(boardNow());
        Workspace shop;
        shop.region = u"AU"_s;
        client.answer(methods::workspaceGet, shop);
        ParsedPhone number;
        number.phone = u"+61412345678"_s;
        number.region = u"AU"_s;
        number.landline = false;
        client.answer(methods::contactsParsePhone, number);
        Conversation known;
        known.id = ConversationId{1};
        known.contact.id = ContactId{1};
        known.channels.emplace_back();
        known.channels[0].channel = Channel::Whatsapp;
        known.channels[0].sender = u"+61400000002"_s;
        client.answer(methods::inboxConversations, {{known}, {}});
        client.answer(methods::jobsList, {});
        window.resize(1360, 900);
        window.show();
        QApplication::setActiveWindow(&window);
        dialog = new NewJobDialog(client, team, &window);
        QObject::connect(dialog, &NewJobDialog::created, &window, [this](const Job &job) { created = job; });
        dialog->open();
    }
    static Contact ava()
    {
        Contact ava;
        ava.id = ContactId{7};
        ava.name = u"Ava Lindqvist"_s;
        ava.phone = u"+61412345678"_s;
        ava.consent.whatsapp = ConsentState::OptedIn;
        return ava;
    }
    template <class T>
    T *find(const char *name)
    {
        return dialog->findChild<T *>(QString::fromLatin1(name));
    }
    QString line() { return plain(find<QLabel>("phoneLine")->text()); }
    void type(const QString &number) { QTest::keyClicks(find<QLineEdit>("phone"), number); }
    void create() { find<QPushButton>("createJob")->click(); }
};

} // namespace

class NewJobDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support ).*"_s)); }

    void beginsWithThePhone()
    {
        Intake intake;
        QCOMPARE(QApplication::focusWidget(), intake.find<QLineEdit>("phone"));
    }

    void saysWhatItWillUse_NX30()
    {
        Intake intake;
        intake.client.answer(methods::contactsList, {});
        intake.type(u"0412 345 678"_s);
        QTRY_COMPARE(intake.line(), u"We will use +61 412 345 678, mobile, Australia"_s);
        QCOMPARE(intake.client.lastCall("contacts.parsePhone"_L1)["region"_L1].toString(), u"AU"_s);
        QVERIFY(!intake.find<QWidget>("knownCustomer")->isVisible());
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("words");
        QTest::newRow("NX-31") << u"letters"_s << u"contains letters"_s;
        QTest::newRow("NX-32") << u"extension"_s << u"extension"_s;
        QTest::newRow("NX-33") << u"tooShort"_s << u"too short"_s;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, problem);
        QFETCH(QString, words);
        Intake intake;
        intake.client.forget("contacts.parsePhone"_L1);
        intake.client.refuse(methods::contactsParsePhone, {Reason::InvalidPhone, {{u"problem"_s, problem}}});
        intake.type(u"1300 555"_s);
        QTRY_VERIFY2(intake.line().contains(words), qPrintable(intake.line()));
        intake.find<QPlainTextEdit>("description")->setPlainText(u"Ring"_s);
        intake.find<QLineEdit>("name")->setText(u"Ava"_s);
        intake.create();
        QVERIFY(intake.client.callsOf("contacts.create"_L1).empty());
    }

    void usesTheCustomerWhoHasTheNumber()
    {
        Intake intake;
        intake.client.answer(methods::contactsList, {{Intake::ava()}, {}});
        intake.client.answer(methods::contactsGet, Intake::ava());
        intake.client.answer(methods::consentRecord, recorded());
        intake.client.answer(methods::jobsCreate, job(1059, JobStatus::Received, u"Ava"_s, u"Ring"_s));
        intake.type(u"0412345678"_s);
        QTRY_VERIFY(intake.find<QWidget>("knownCustomer")->isVisible());
        QVERIFY(!intake.find<QLineEdit>("name")->isVisible());
        QVERIFY(intake.find<QCheckBox>("consentWhatsApp")->isChecked()); // agreed before
        QVERIFY(!intake.find<QCheckBox>("consentSms")->isChecked());     // nobody agrees by default
        intake.find<QCheckBox>("consentSms")->click();
        intake.find<QPlainTextEdit>("description")->setPlainText(u"Ring"_s);
        intake.create();
        QTRY_VERIFY(intake.created);
        QVERIFY(intake.client.callsOf("contacts.create"_L1).empty());
        QCOMPARE(intake.client.callsOf("consent.record"_L1).size(), 1u);
        QCOMPARE(intake.client.lastCall("jobs.create"_L1)["contactId"_L1].toString(), u"7"_s);
    }

    void fillsInTheCustomerItIsOpenedFor()
    {
        Intake intake;
        intake.client.answer(methods::contactsList, {{Intake::ava()}, {}});
        intake.client.answer(methods::contactsGet, Intake::ava());
        intake.client.answer(methods::jobsCreate, job(1059, JobStatus::Received, u"Ava"_s, u"Ring"_s));
        intake.dialog->setCustomer(ContactId{7});
        QTRY_VERIFY(intake.find<QWidget>("knownCustomer")->isVisible());
        QCOMPARE(intake.line(), u"We will use +61 412 345 678, mobile, Australia"_s);
        QVERIFY(intake.find<QPushButton>("useKnown")->text().startsWith(u"Using"_s));
        QCOMPARE(QApplication::focusWidget(), intake.find<QPlainTextEdit>("description"));
        QTest::keyClicks(QApplication::focusWidget(), u"Ring"_s);
        intake.create();
        QTRY_VERIFY(intake.created);
        QVERIFY(intake.client.callsOf("contacts.create"_L1).empty());
        QCOMPARE(intake.client.lastCall("jobs.create"_L1)["contactId"_L1].toString(), u"7"_s);
    }

    void namesTheCustomerWithoutANumber()
    {
        Intake intake;
        auto ava = Intake::ava();
        ava.phone.reset();
        intake.client.answer(methods::contactsGet, ava);
        intake.client.answer(methods::jobsCreate, job(1059, JobStatus::Received, u"Ava"_s, u"Ring"_s));
        intake.dialog->setCustomer(ContactId{7});
        QTRY_VERIFY(intake.find<QWidget>("knownCustomer")->isVisible());
        const auto labels = intake.find<QWidget>("knownCustomer")->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel *label) { return plain(label->text()) == u"Ava Lindqvist has no number"_s; }));
        intake.find<QPlainTextEdit>("description")->setPlainText(u"Ring"_s);
        intake.create();
        QTRY_VERIFY(intake.created);
        QVERIFY(intake.client.callsOf("contacts.create"_L1).empty());
        QCOMPARE(intake.client.lastCall("jobs.create"_L1)["contactId"_L1].toString(), u"7"_s);
    }

    void keepsWhatIsTypedBeforeTheCustomerCame()
    {
        Intake intake;
        intake.client.answer(methods::contactsGet, Intake::ava());
        intake.dialog->setCustomer(ContactId{7});
        intake.type(u"0498"_s);
        QTRY_COMPARE(intake.client.callsOf("contacts.get"_L1).size(), 1u);
        QCoreApplication::processEvents(); // the answer
        QCOMPARE(intake.find<QLineEdit>("phone")->text(), u"0498"_s);
    }

    void takesInSomebodyElseWithoutTheNumber()
    {
        Intake intake;
        intake.client.answer(methods::contactsList, {{Intake::ava()}, {}});
        intake.type(u"0412345678"_s);
        QTRY_VERIFY(intake.find<QWidget>("knownCustomer")->isVisible());
        intake.find<QPushButton>("newPerson")->click();
        QTest::keyClicks(intake.find<QLineEdit>("name"), u"Noor Haddad"_s);
        // Without a number of their own there is nothing to agree to.
        QVERIFY(!intake.find<QCheckBox>("consentSms")->isVisible());
        QVERIFY(!intake.find<QCheckBox>("consentWhatsApp")->isChecked()); // that was Ava's
        intake.find<QCheckBox>("consentSms")->setChecked(true);
        intake.find<QPlainTextEdit>("description")->setPlainText(u"Ring"_s);
        intake.create();
        QCOMPARE(intake.client.lastCall("contacts.create"_L1)["name"_L1].toString(), u"Noor Haddad"_s);
        QVERIFY(!intake.client.lastCall("contacts.create"_L1).contains("phone"_L1));
        QVERIFY(intake.client.callsOf("consent.record"_L1).empty());
    }

    void asksForConsentOnceThereIsANumber()
    {
        Intake intake;
        intake.client.answer(methods::contactsList, {});
        QVERIFY(!intake.find<QCheckBox>("consentSms")->isVisible());
        intake.type(u"0412 345 678"_s);
        QTRY_VERIFY(intake.find<QCheckBox>("consentSms")->isVisible());
        QTest::keyClicks(intake.find<QLineEdit>("name"), u"Noor Haddad"_s);
        QVERIFY(plain(intake.find<QCheckBox>("consentSms")->text()).startsWith(u"Noor"_s));
        intake.find<QLineEdit>("phone")->clear();
        QVERIFY(!intake.find<QCheckBox>("consentSms")->isVisible());
    }

    void asksForWhatIsMissing()
    {
        Intake intake;
        intake.create();
        QVERIFY(intake.client.callsOf("jobs.create"_L1).empty());
        QCOMPARE(QApplication::focusWidget(), intake.find<QLineEdit>("name"));
        const auto isRed = [&](const char *name) { return intake.find<QWidget>(name)->property("error").toBool(); };
        QVERIFY(isRed("name") && isRed("description"));
        QTest::keyClicks(intake.find<QLineEdit>("name"), u"Ava"_s);
        QVERIFY(!isRed("name") && isRed("description")); // an error goes as soon as it is none
        intake.create();
        QCOMPARE(QApplication::focusWidget(), intake.find<QPlainTextEdit>("description"));
    }

    void keepsTheFormWhenTheCoreRefuses()
    {
        Intake intake;
        intake.client.refuse(methods::contactsCreate, {Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}});
        QTest::keyClicks(intake.find<QLineEdit>("name"), u"Ava"_s);
        intake.find<QPlainTextEdit>("description")->setPlainText(u"Ring"_s);
        intake.create();
        QVERIFY(!intake.find<QPushButton>("createJob")->isEnabled());
        QTRY_VERIFY(intake.find<QPushButton>("createJob")->isEnabled());
        QVERIFY(intake.dialog->isVisible());
        QCOMPARE(intake.find<QLineEdit>("name")->text(), u"Ava"_s);
    }

    void seesTheCustomersMessageArrive()
    {
        Intake intake;
        intake.client.answer(methods::contactsList, {{Intake::ava()}, {}});
        intake.type(u"0412345678"_s);
        QTRY_VERIFY(intake.find<QWidget>("knownCustomer")->isVisible());
        auto *state = intake.find<QLabel>("inviteState");
        QVERIFY(state->text().startsWith(u"Waiting"_s));
        Conversation chat;
        chat.contact.phone = u"+61498765432"_s; // somebody else's
        chat.lastMessage.emplace();
        chat.lastMessage->direction = Direction::Inbound;
        chat.lastMessage->channel = Channel::Whatsapp;
        chat.lastMessage->at = boardNow() + 5s;
        Q_EMIT intake.client.conversationUpdated(chat);
        QVERIFY(state->text().startsWith(u"Waiting"_s));
        chat.contact.phone = u"+61412345678"_s;
        Q_EMIT intake.client.conversationUpdated(chat);
        QTRY_COMPARE(plain(state->text()), u"Ava has written: the chat is open."_s);
        intake.find<QPushButton>("copyLink")->click();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"https://wa.me/61400000002?text=Hi%2C"_s));
    }
};

QTEST_MAIN(NewJobDialogTest)
#include "tst_new_job_dialog.moc"
