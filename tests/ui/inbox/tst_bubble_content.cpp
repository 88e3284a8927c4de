// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/bubble_content.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using test::written;

class BubbleContentTest : public QObject
{
    Q_OBJECT

    static ThreadContext context()
    {
        return {test::midnight() + std::chrono::hours(15), u"Ava Lindqvist"_s, true, true, true};
    }
    static std::vector<BubbleContent> contents(const QString &text, const ThreadContext &c = context())
    {
        std::vector<BubbleContent> all;
        const auto messages = written(text);
        for (size_t i = 0; i < messages.size(); ++i)
            all.push_back(bubbleContent({messages[i], qint64(i + 1), 1, false}, i > 0 ? &messages[i - 1] : nullptr, c));
        return all;
    }
    static QString plain(QString text)
    {
        static const QRegularExpression isolates(u"[\u2066-\u2069]"_s);
        return text.remove(isolates);
    }

private Q_SLOTS:
    void namesTheSenderOnceInARun()
    {
        const auto rows = contents(u"out 14:06 one / out 14:30 two / in 14:31 three / out 14:32 four"_s);
        QCOMPARE(plain(rows[0].label), u"Mia Tanaka"_s);
        QCOMPARE(plain(rows[0].meta), u"14:06"_s);
        QCOMPARE(rows[1].label, QString());
        QCOMPARE(plain(rows[1].meta), u"Mia · 14:30"_s);
        QCOMPARE(rows[2].label, QString());
        QCOMPARE(plain(rows[3].label), u"Mia Tanaka"_s);
        QVERIFY(!rows[0].day.isEmpty());
        QVERIFY(rows[1].day.isEmpty());
    }

    void tellsTheKindsApart()
    {
        const auto rows = contents(u"in 10:00 a / out 10:01 b / ai 10:02 c / queued 10:03 d / failed 10:04 e / "
                                   "note 10:05 f / event 10:06 taken_over Mia"_s);
        using enum BubbleKind;
        const std::vector kinds{Incoming, Operator, Ai, Queued, Failed, Note, Event};
        for (size_t i = 0; i < kinds.size(); ++i)
            QCOMPARE(int(rows[i].kind), int(kinds[i]));
        QVERIFY(rows[2].hasAiChip);
        QVERIFY(rows[5].label.contains(u"team only"_s));
        QVERIFY(!rows[5].tick);
        QCOMPARE(plain(rows[6].body), u"Mia Tanaka took over from the AI. 10:06"_s);
    }

    void saysWhyAndWhatToDo()
    {
        const auto row = contents(u"failed 10:04 e"_s).front();
        QCOMPARE(row.problem, u"Not delivered."_s);
        QVERIFY(row.problemSentence.contains(u"window"_s));
        QVERIFY(row.problemSentence.endsWith(u"You were not charged."_s));
        QVERIFY(!row.problemSentence.contains(u"63016"_s));
        QCOMPARE(row.remedies, (std::vector{Remedy::ChooseTemplate, Remedy::SendAsSms}));
        auto c = context();
        c.hasSms = false;
        QCOMPARE(contents(u"failed 10:04 e"_s, c).front().remedies, (std::vector{Remedy::ChooseTemplate}));
        c.canSend = false;
        QCOMPARE(contents(u"failed 10:04 e"_s, c).front().remedies, std::vector<Remedy>());
    }

    void whatWasTakenBackIsNoFailure()
    {
        auto m = written(u"out 10:00 Your ring is ready"_s).front();
        m.status = DeliveryStatus::Cancelled;
        auto row = bubbleContent({m, 1, 1, false}, nullptr, context());
        QCOMPARE(row.problem, u"Not sent."_s);
        QVERIFY(row.problemSentence.startsWith(u"Taken back before it went."_s));
        QCOMPARE(row.remedies, std::vector{Remedy::SendAgain});
        m.author = {AuthorKind::System, {}}; // a job's notice: the job sends it again
        row = bubbleContent({m, 1, 1, false}, nullptr, context());
        QCOMPARE(row.remedies, std::vector<Remedy>());
    }

    void readsAsOneSentence()
    {
        const auto rows = contents(u"in 10:00 hi / ai 10:02 hello / failed 10:04 e / event 10:05 opted_out STOP"_s);
        QCOMPARE(plain(rows[0].accessible), u"Ava Lindqvist, hi, 10:00"_s);
        QCOMPARE(plain(rows[1].accessible), u"AI, Counterbell assistant, hello, 10:02, delivered"_s);
        QVERIFY(plain(rows[2].accessible).startsWith(u"Mia Tanaka, e, 10:04, Not delivered."_s));
        QCOMPARE(plain(rows[3].accessible), u"Ava opted out by replying STOP. 10:05"_s);
        QVERIFY(rows[3].isAlarming);
    }

    void givesTheAisWordsForHandingOver_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("shown");
        QTest::newRow("the core's word") << u"possibleOptOut"_s
                                         << u"The AI asked for a person: it may be an opt-out. 10:00"_s;
        QTest::newRow("the model's own") << u"a price question"_s
                                         << u"Ava needs a person: a price question. 10:00"_s;
    }
    void givesTheAisWordsForHandingOver()
    {
        QFETCH(QString, body);
        QTEST(plain(contents(u"event 10:00 needs_human "_s + body).front().body), "shown");
    }

    void showsAPendingRowAsQueued()
    {
        auto m = written(u"out 10:00 typed"_s).front();
        m.id = {};
        const auto row = bubbleContent({m, 1, 1, true}, nullptr, context());
        QCOMPARE(int(row.kind), int(BubbleKind::Queued));
        QCOMPARE(*row.tick, DeliveryStatus::Queued);
    }

    void saysWhatAFileIs()
    {
        auto m = written(u"in 10:00 caption"_s).front();
        m.kind = MessageKind::Media;
        m.attachments = {{{1}, u"image/jpeg"_s, std::nullopt, 1000, AttachmentState::Stored}};
        m.attachments[0].width = 800;
        m.attachments[0].height = 600;
        const auto photo = bubbleContent({m, 1, 1, false}, nullptr, context());
        QCOMPARE(photo.pictures, (std::vector<BubblePicture>{{{1}, {800, 600}}}));
        QCOMPARE(photo.fileLine, QString());
        QVERIFY(photo.accessible.contains(u"Photo"_s));
        m.attachments.push_back({{2}, u"application/pdf"_s, u"quote.pdf"_s, 1000, AttachmentState::Stored});
        const auto both = bubbleContent({m, 1, 1, false}, nullptr, context());
        QCOMPARE(both.pictures.size(), 1U);
        QVERIFY(both.fileLine.contains(u"quote.pdf"_s));
        QCOMPARE(both.icon, u"file"_s);
        m.attachments.pop_back();
        m.attachments[0].size = 9 * 1024 * 1024; // too large to be shown
        QCOMPARE(bubbleContent({m, 1, 1, false}, nullptr, context()).fileLine, u"Photo"_s);
        m.attachments[0].state = AttachmentState::Quarantined;
        QVERIFY(bubbleContent({m, 1, 1, false}, nullptr, context()).fileLine.contains(u"harmful"_s));
        // One that is brought to the core says how far it is.
        m.attachments = {{AttachmentId{}, u"image/png"_s, u"ring.png"_s, 9, AttachmentState::Pending}};
        QVERIFY(bubbleContent({m, 1, 1, true}, nullptr, context()).fileLine.contains(u"ring.png"_s));
        QVERIFY(bubbleContent({m, 1, 1, true, 40}, nullptr, context()).fileLine.endsWith(u", 40 % uploaded"_s));
    }
};

QTEST_GUILESS_MAIN(BubbleContentTest)
#include "tst_bubble_content.moc"
