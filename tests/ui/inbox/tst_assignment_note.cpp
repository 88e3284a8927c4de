// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/assignment_note.h"

#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/emoji_font.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class AssignmentNoteTest : public QObject
{
    Q_OBJECT

    const Timestamp m_now = test::midnight() + 20h;

private Q_SLOTS:
    void saysWhoHasItSinceWhen_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("assignee");
        QTest::addColumn<int>("daysAgo");
        QTest::addColumn<QString>("expected");
        QTest::newRow("mine") << u"taken_over Mia Tanaka"_s << u"Mia Tanaka"_s << 0 << u"You took over at 15:55"_s;
        QTest::newRow("yesterday") << u"taken_over Mia Tanaka"_s << u"Mia Tanaka"_s << 1
                                   << u"You took over yesterday at 15:55"_s;
        QTest::newRow("earlier") << u"taken_over Mia Tanaka"_s << u"Mia Tanaka"_s << 5
                                 << u"You took over on 12 May, 15:55"_s;
        QTest::newRow("somebody else has it") << u"taken_over Mia Tanaka"_s << u"Priya Nair"_s << 0 << QString();
        QTest::newRow("given to me") << u"assigned Mia Tanaka"_s << u"Mia Tanaka"_s << 0 << u"You took over at 15:55"_s;
        QTest::newRow("given away") << u"assigned Priya Nair"_s << u"Priya Nair"_s << 0
                                    << u"You assigned it to Priya at 15:55"_s;
        QTest::newRow("nobody") << u"taken_over Mia Tanaka"_s << QString() << 0 << QString();
    }
    void saysWhoHasItSinceWhen()
    {
        QFETCH(QString, event);
        QFETCH(QString, assignee);
        QFETCH(int, daysAgo);
        auto message = test::written(u"event 15:55 "_s + event).front();
        message.at -= std::chrono::hours(24 * daysAgo);
        auto conversation = test::conversation(m_now);
        conversation.assignee.reset();
        if (!assignee.isEmpty())
            conversation.assignee = MemberRef{assignee == u"Mia Tanaka"_s ? MemberId{2} : MemberId{3}, assignee};
        Member me;
        me.id = {2};
        me.name = u"Mia Tanaka"_s;
        auto note = assignmentNote(message, conversation, me, m_now);
        for (const char16_t mark : {0x2066, 0x2067, 0x2068, 0x2069})
            note.remove(QChar(mark));
        QTEST(note, "expected");
    }

    void tellsAColleaguesAssignments()
    {
        auto message = test::written(u"event 15:55 assigned Mia Tanaka"_s).front();
        message.author.name = u"Priya Nair"_s;
        const auto conversation = test::conversation(m_now);
        Member me;
        me.id = {2};
        me.name = u"Mia Tanaka"_s;
        QVERIFY(assignmentNote(message, conversation, me, m_now).contains(u"assigned it to you"_s));
        message.event = u"taken_over"_s;
        message.author.name = u"Mia Tanaka"_s;
        me.id = {9};
        me.name = u"Tom Okafor"_s;
        QVERIFY(assignmentNote(message, conversation, me, m_now).contains(u"took over"_s));
        QVERIFY(!assignmentNote(message, conversation, me, m_now).contains(u"You"_s));
    }

    void paintsSignsOfThePhonesInColour_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("length");
        QTest::newRow("a heart") << u"Thanks ❤"_s << 7 << 1;
        QTest::newRow("as phones write it") << u"Thanks ❤\uFE0F"_s << 7 << 2;
        QTest::newRow("a warning") << u"⚠ hot"_s << 0 << 1;
        QTest::newRow("wanted in ink") << u"❤\uFE0E"_s << -1 << 0;
        QTest::newRow("letters and figures") << u"A → 2™ #"_s << -1 << 0;
    }
    void paintsSignsOfThePhonesInColour()
    {
        QFETCH(QString, text);
        QFETCH(int, start);
        QFETCH(int, length);
        const auto formats = emojiFormats(text);
        QCOMPARE(formats.size(), start < 0 ? 0 : 1);
        if (start >= 0) {
            QCOMPARE(formats.front().start, start);
            QCOMPARE(formats.front().length, length);
        }
    }
};

QTEST_GUILESS_MAIN(AssignmentNoteTest)
#include "tst_assignment_note.moc"
