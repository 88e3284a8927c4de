// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/window_state.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WindowStateTest : public QObject
{
    Q_OBJECT

    using Closes = std::optional<Timestamp>;

private Q_SLOTS:
    void wordsThePill_data()
    {
        QTest::addColumn<qint64>("left"); // ms; below 0: never open
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("look");
        const auto row = [](const char *name, std::chrono::milliseconds left, const QString &text, PillLook look) {
            QTest::newRow(name) << qint64(left.count()) << text << int(look);
        };
        row("hours", 192min, u"Free reply for 3 h 12 min"_s, PillLook::Open);
        row("a day", 24h, u"Free reply for 24 h"_s, PillLook::Open);
        row("two hours", 2h, u"Free reply for 2 h"_s, PillLook::Open);
        row("below two hours", 100min, u"Closes in 1 h 40 min"_s, PillLook::Closing);
        row("the last second", 1s, u"Closes in 1 min"_s, PillLook::Closing);
        row("exactly 24 h after", 0ms, u"Window closed: templates only"_s, PillLook::Closed);
        row("never open", -1ms, u"Window closed: templates only"_s, PillLook::Closed);
    }
    void wordsThePill()
    {
        QFETCH(qint64, left);
        const auto now = test::midnight();
        auto c = test::conversation(now);
        c.channels[0].windowClosesAt = left < 0 ? Closes() : Closes(now + std::chrono::milliseconds(left));
        const auto pill = windowPill(c, Channel::Whatsapp, now, true);
        QVERIFY(pill);
        QTEST(pill->text, "text");
        QTEST(int(pill->look), "look");
    }

    void saysWhatElseThereIs()
    {
        const auto now = test::midnight();
        auto c = test::conversation(now);
        QVERIFY(!windowPill(c, Channel::Sms, now, true));
        QCOMPARE(windowPill(c, Channel::Whatsapp, now, false)->text, u"Window time unknown"_s);
        c.channels[0].consent = c.channels[1].consent = ConsentState::OptedOut;
        QCOMPARE(windowPill(c, Channel::Sms, now, true)->text, u"Sending is disabled"_s);
        QCOMPARE(int(writingOn(c, Channel::Whatsapp, now)), int(Writing::OptedOut));
        c.channels.pop_back();
        QCOMPARE(int(writingOn(c, Channel::Sms, now)), int(Writing::NoChannel));
    }

    void opensWithTheChannelThatWasUsedLast()
    {
        auto c = test::conversation(test::midnight());
        QCOMPARE(preferredChannel(c), Channel::Whatsapp);
        c.lastMessage = test::written(u"in 10:00 hi"_s).front();
        c.lastMessage->channel = Channel::Sms;
        QCOMPARE(preferredChannel(c), Channel::Sms);
    }
};

QTEST_GUILESS_MAIN(WindowStateTest)
#include "tst_window_state.moc"
