// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/stack_under_test.h"
#include "ui/client/format.h"
#include "ui/client/ws_core_client.h"
#include "ui/phone/phone_panel.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using namespace counterbell::ui;

/// The phone with a real sandbox, relay and core behind it.
class TestPhonePanel : public QObject
{
    Q_OBJECT

    static constexpr int kPatience = 20'000;
    const QString m_number = u"+61491573010"_s;

    e2e::StackUnderTest m_stack;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<WsCoreClient> m_client;
    std::unique_ptr<QWidget> m_window;
    PhonePanel *m_panel = nullptr;

    template <class T>
    T *find(const QString &name)
    {
        return m_panel->findChild<T *>(name);
    }
    void be(const QString &number)
    {
        auto *who = find<QComboBox>(u"phoneWho"_s);
        who->setFocus();
        who->lineEdit()->selectAll();
        QTest::keyClicks(who->lineEdit(), number);
        QTest::keyClick(who->lineEdit(), Qt::Key_Return);
    }
    bool became(const QString &number)
    {
        return QTest::qWaitFor([&] { return find<QComboBox>(u"phoneWho"_s)->currentText().contains(phone(number)); },
                               kPatience);
    }
    void press(const QString &name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    bool shows(bool isOwn, const QString &part)
    {
        return QTest::qWaitFor(
            [&] {
                return std::ranges::any_of(find<TalkView>(u"talk"_s)->lines(), [&](const TalkLine &line) {
                    return line.isOwn == isOwn && line.text.contains(part);
                });
            },
            kPatience);
    }
    std::optional<Conversation> conversation()
    {
        std::optional<Conversation> found;
        (void)QTest::qWaitFor(
            [&] {
                bool isAnswered = false;
                m_client->call(methods::inboxConversations, {}, this, [&](const Result<Page<Conversation>> &answer) {
                    isAnswered = true;
                    if (!answer)
                        return;
                    for (const auto &one : answer->items) {
                        if (one.contact.phone == m_number)
                            found = one;
                    }
                });
                return QTest::qWaitFor([&] { return isAnswered; }, kPatience) && found.has_value();
            },
            kPatience);
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>();
        QVERIFY(m_stack.start());
        m_client = std::make_unique<WsCoreClient>([this] {
            return std::optional(CoreAddress{QUrl(m_stack.value("core"_L1)), m_stack.value("token"_L1).toLatin1()});
        });
        m_client->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_client->connection(), Connection::SignIn, kPatience);
        m_client->signIn(u"manager"_s, u"2222"_s, this, [](const Result<Signed> &) {});
        QTRY_COMPARE_WITH_TIMEOUT(m_client->connection(), Connection::Online, kPatience);
        m_window = std::make_unique<QWidget>();
        m_panel = new PhonePanel(*m_client, m_window.get());
        auto *row = new QHBoxLayout(m_window.get());
        row->setSizeConstraint(QLayout::SetNoConstraint); // the offscreen platform warns of every new size hint
        row->addStretch();
        row->addWidget(m_panel);
        m_panel->setSandbox(QUrl(m_stack.value("twilio"_L1)));
        m_window->resize(1000, 856);
        m_window->show();
        // The shop's customers to choose from.
        QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>(u"phoneWho"_s)->count() > 5, kPatience);
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_client.reset();
        QVERIFY(m_stack.stop());
        m_theme.reset();
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void followsTheSizeOfLettersBothWays()
    {
        const auto letters = [this] {
            QList<int> sizes;
            for (const auto *label : m_panel->findChildren<QLabel *>())
                sizes << label->font().pixelSize();
            return sizes;
        };
        const auto before = letters();
        m_theme->setTextScale(1.5);
        const auto larger = letters();
        for (int at = 0; at < before.size(); ++at)
            QVERIFY2(larger[at] > before[at], qPrintable(m_panel->findChildren<QLabel *>()[at]->text()));
        PhonePanel fresh(*m_client);
        m_theme->setTextScale(1);
        QCOMPARE(letters(), before);
        for (const auto *label : fresh.findChildren<QLabel *>())
            QVERIFY2(label->font().pixelSize() <= 18, qPrintable(label->text()));
    }

    void anyNumberWritesAndReadsTheAnswer()
    {
        be(u"0491 573 010"_s); // any notation
        QVERIFY(became(m_number));
        QTest::keyClicks(find<QLineEdit>(u"phoneText"_s), u"Hi, is it ready?"_s);
        press(u"phoneSend"_s);
        QVERIFY(shows(true, u"is it ready"_s));
        QTRY_COMPARE(find<QLineEdit>(u"phoneText"_s)->text(), QString());
        const auto talk = conversation();
        QVERIFY(talk);
        QCOMPARE(talk->channels.front().channel, Channel::Whatsapp);
        QVERIFY(shows(false, QString())); // the AI's answer
    }

    void aReaderHearsWhoWroteAndHow()
    {
        const auto bubbles = find<QWidget>(u"talk"_s)->findChildren<QWidget *>();
        const auto says = [&](const QString &start) {
            return std::ranges::any_of(
                bubbles, [&](const QWidget *bubble) { return bubble->accessibleName().startsWith(start); });
        };
        QVERIFY(says(u"You by WhatsApp: "_s));
        QVERIFY(says(u"The shop by WhatsApp: "_s));
        QVERIFY(!says(u"The shop by SMS: "_s));
    }

    void partOfANameIsEnoughAndTheListComingAnewLeavesWhatIsTyped()
    {
        auto *who = find<QComboBox>(u"phoneWho"_s);
        be(u"ava lind"_s);
        QTRY_VERIFY(who->currentText().contains(u"Ava Lindqvist"_s));
        QTest::keyClicks(who->lineEdit(), u"?"_s);
        const auto typed = who->currentText();
        m_panel->hide();
        m_panel->show(); // asks for the customers again
        QSignalSpy filled(who->model(), &QAbstractItemModel::rowsInserted);
        QTRY_VERIFY_WITH_TIMEOUT(filled.count() > 5, kPatience);
        QCOMPARE(who->currentText(), typed);
        be(m_number);
        QVERIFY(became(m_number));
    }

    void becomesTheCustomerOfTheConversationThatIsOpened()
    {
        Conversation opened;
        opened.id = ConversationId{77};
        opened.contact.phone = u"+61491573011"_s;
        m_panel->follow(opened);
        QVERIFY(became(u"+61491573011"_s));
        be(u"0491 573 010"_s);
        QVERIFY(became(m_number));
        m_panel->follow(opened); // a message came in it: who was chosen here stays
        QVERIFY(became(m_number));
        opened.id = ConversationId{78};
        find<QLineEdit>(u"phoneText"_s)->setText(u"half a sentence"_s); // theirs, nobody else's
        m_panel->follow(opened);
        QVERIFY(became(m_number));
        find<QLineEdit>(u"phoneText"_s)->clear();
    }

    void pressesATemplatesButton()
    {
        press(u"phoneYes"_s);
        QVERIFY(shows(true, u"Yes"_s));
        QTRY_COMPARE_WITH_TIMEOUT(conversation()->lastMessage->channel, Channel::Whatsapp, kPatience);
    }

    void leavesWhatsAppForThisNumberAlone()
    {
        press(u"phoneOnWhatsApp"_s);
        QVERIFY(!find<QAbstractButton>(u"phoneOnWhatsApp"_s)->isChecked());
        be(u"+61 491 573 011"_s);
        QVERIFY(became(u"+61491573011"_s));
        QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(u"phoneOnWhatsApp"_s)->isChecked(), kPatience);
        be(u"+61 491 573 010"_s);
        QVERIFY(became(m_number));
        QTRY_VERIFY_WITH_TIMEOUT(!find<QAbstractButton>(u"phoneOnWhatsApp"_s)->isChecked(), kPatience);
        press(u"phoneOnWhatsApp"_s);
    }

    void stopOptsOut()
    {
        press(u"phoneStop"_s);
        QVERIFY(shows(true, u"STOP"_s));
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto talk = conversation();
                return talk && talk->channels.front().consent == ConsentState::OptedOut;
            },
            kPatience));
    }

    void skipsADay()
    {
        const auto before = m_client->now();
        press(u"phoneSkip"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->now() - before >= std::chrono::hours(24), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"phoneNotice"_s)->text().contains(u"a day later"_s), kPatience);
    }

    void aNumberThatIsNoneIsASentence()
    {
        be(u"12"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"phoneNotice"_s)->text().contains(u"number"_s), kPatience);
    }

    void aSandboxThatIsGoneIsASentence()
    {
        m_panel->setSandbox(QUrl(u"http://127.0.0.1:1"_s));
        QTest::keyClicks(find<QLineEdit>(u"phoneText"_s), u"hello?"_s);
        press(u"phoneSend"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"phoneNotice"_s)->text().contains(u"did not take it"_s), kPatience);
        QCOMPARE(find<QLineEdit>(u"phoneText"_s)->text(), u"hello?"_s); // nothing typed is lost
    }
};

QTEST_MAIN(TestPhonePanel)
#include "tst_phone_panel.moc"
