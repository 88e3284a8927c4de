// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/bubble_layout.h"
#include "ui/inbox/link_finder.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class BubbleLayoutTest : public QObject
{
    Q_OBJECT

    static BubbleFonts fonts()
    {
        BubbleFonts fonts;
        fonts.base = QFont(u"Inter"_s);
        fonts.base.setPixelSize(13);
        fonts.strong = fonts.base;
        fonts.strong.setWeight(QFont::DemiBold);
        fonts.meta = fonts.base;
        fonts.meta.setPixelSize(12);
        fonts.metaMedium = fonts.meta;
        fonts.chipWidth = 24;
        return fonts;
    }
    static BubbleContent content(BubbleKind kind, const QString &body)
    {
        BubbleContent c;
        c.kind = kind;
        c.isOutgoing = kind != BubbleKind::Incoming;
        c.body = body;
        c.meta = u"14:31"_s;
        return c;
    }
    static BubbleLayout laidOut(const BubbleContent &c, int width = 696, QSize actions = {})
    {
        return layOutBubble(c, width, fonts(), actions);
    }

private Q_SLOTS:
    void putsAShortMessageAndItsTimeOnOneLine()
    {
        const auto l = laidOut(content(BubbleKind::Incoming, u"Yes please, five o’clock"_s));
        QCOMPARE(l.bubble.height(), 36); // 8 + 20 + 8
        QCOMPARE(l.bubble.left(), 16);
        QCOMPARE(l.height, 44); // and 8 below
        QCOMPARE(l.meta.bottom(), l.bubble.bottom() - 8);
        QCOMPARE(l.meta.right(), l.bubble.right() - 12);
        QVERIFY(l.meta.left() >= l.text.left() + 12);
    }

    void boxesAPicture_data()
    {
        QTest::addColumn<QSize>("pixels");
        QTest::addColumn<QSize>("box");
        QTest::newRow("wide") << QSize(2880, 900) << QSize(288, 90);
        QTest::newRow("tall") << QSize(900, 1600) << QSize(180, 320);
        QTest::newRow("small stays small") << QSize(200, 100) << QSize(200, 100);
        QTest::newRow("a strip shows its middle") << QSize(10, 4000) << QSize(160, 320);
        QTest::newRow("a dot") << QSize(1, 1) << QSize(160, 64);
        QTest::newRow("unknown") << QSize() << QSize(288, 216);
    }
    void boxesAPicture()
    {
        QFETCH(QSize, pixels);
        QTEST(pictureBox(pixels), "box");
    }

    void putsTheCaptionBelowThePictures()
    {
        auto c = content(BubbleKind::Incoming, u"It caught on my jumper again. Could you fit this kind instead?"_s);
        c.pictures = {{{1}, {800, 600}}, {{2}, {800, 400}}};
        const auto l = laidOut(c);
        QCOMPARE(l.bubble.width(), 288 + 8);
        QCOMPARE(l.pictures.size(), 2U);
        QCOMPARE(l.pictures[0], QRect(l.bubble.left() + 4, l.bubble.top() + 4, 288, 216));
        QCOMPARE(l.pictures[1].top(), l.pictures[0].bottom() + 5);
        QCOMPARE(l.text.top(), l.pictures[1].bottom() + 5);
        QVERIFY(l.body->lineCount() > 1);
        QCOMPARE(l.meta.bottom(), l.bubble.bottom() - 8);
        const auto narrow = laidOut(c, 240);
        QVERIFY(narrow.bubble.left() >= 0 && narrow.bubble.right() < 240);
    }

    void putsWhatWeSayAtTheEndSide()
    {
        const auto l = laidOut(content(BubbleKind::Operator, u"Hi"_s));
        QCOMPARE(l.bubble.right(), 696 - 16 - 1);
    }

    void givesTheTimeALineOfItsOwnWhereTheLastOneIsFull()
    {
        const auto l = laidOut(
            content(BubbleKind::Incoming, u"Lovely. Could you check the safety chain too while you have it?"_s));
        QCOMPARE(l.body->lineCount(), 1);
        QCOMPARE(l.bubble.width(), 440);
        QCOMPARE(l.bubble.height(), 56);
        QCOMPARE(l.meta.bottom(), l.bubble.bottom() - 8);
    }

    void wrapsAt440()
    {
        const auto l = laidOut(content(BubbleKind::Ai, u"Hi Ava! R-1042, your gold bracelet, is in quality check. "
                                                       "It is due tomorrow, Friday 21 November."_s));
        QCOMPARE(l.bubble.width(), 440);
        QCOMPARE(l.bubble.height(), 56);
        QCOMPARE(l.body->lineCount(), 2);
        const auto narrow = laidOut(content(BubbleKind::Ai, u"One two three four five six"_s), 150);
        QVERIFY(narrow.bubble.left() >= 0);
        QVERIFY(narrow.body->lineCount() > 1);
    }

    void breaksLinesWhereTheTextDoes()
    {
        const auto l = laidOut(content(BubbleKind::Incoming, u"a\nb\r\nc"_s));
        QCOMPARE(l.body->lineCount(), 4);
        QCOMPARE(laidOutText(u"a\nb"_s).size(), 3);
        QVERIFY(l.bubble.width() < 200);
    }

    void breaksAWordThatNoLineHolds()
    {
        const auto l = laidOut(content(BubbleKind::Incoming, QString(300, u'w')));
        QVERIFY(l.body->lineCount() > 5);
        QVERIFY(l.bubble.width() <= 440);
    }

    void standsLabelDayAndEvent()
    {
        auto c = content(BubbleKind::Ai, u"Hi"_s);
        c.label = u"Counterbell assistant"_s;
        c.hasAiChip = true;
        c.day = u"Today"_s;
        const auto l = laidOut(c);
        QCOMPARE(l.day.top(), 12);
        QCOMPARE(l.label.top(), 36);
        QCOMPARE(l.bubble.top(), 56); // 16 + 4 below the label's top
        QVERIFY(l.chip.right() < l.label.left());
        QCOMPARE(l.label.right(), l.bubble.right() - 2);
        auto event = content(BubbleKind::Event, u"Mia Tanaka took over from the AI. 14:05"_s);
        event.icon = u"take-over"_s;
        const auto e = laidOut(event);
        QCOMPARE(e.height, 32);
        QVERIFY(std::abs(e.bubble.center().x() - 348) <= 1);
    }

    void putsTheReasonBelowWithItsButtonsBeside()
    {
        auto c = content(BubbleKind::Failed, u"Shall I go ahead with it?"_s);
        c.problem = u"Not delivered."_s;
        c.problemSentence = u"WhatsApp had a fault and did not accept this message. You were not charged."_s;
        const auto l = laidOut(c, 696, {200, 32});
        QVERIFY(l.problem.top() > l.bubble.bottom());
        QCOMPARE(l.sentence->lineCount(), 2);
        QCOMPARE(l.actions.right(), l.bubble.right());
        QVERIFY(l.actions.left() > l.problem.right());
        QVERIFY(l.problemIcon.right() < l.problem.left());
        // No room: the buttons go below.
        const auto narrow = laidOut(c, 320, {200, 32});
        QVERIFY(narrow.actions.top() > narrow.problem.bottom());
        QVERIFY(narrow.height > narrow.actions.bottom());
        QVERIFY(narrow.problem.left() >= 0);
    }

    void growsWithTheFont()
    {
        auto large = fonts();
        large.base.setPixelSize(26);
        large.line = 40;
        const auto c = content(BubbleKind::Incoming, u"Hello"_s);
        QCOMPARE(layOutBubble(c, 696, large).bubble.height(), 56);
    }

    void findsALinkUnderTheMouseInBothDirections()
    {
        auto c = content(BubbleKind::Incoming, u"see https://example.com/r now"_s);
        c.links = findLinks(c.body);
        QCOMPARE(c.links, (std::vector<TextSpan>{{4, 21}}));
        const auto l = laidOut(c);
        const auto line = l.body->lineAt(0);
        const int inside = int(line.cursorToX(10));
        const QPoint at = l.text.topLeft() + QPoint(inside, 10);
        QCOMPARE(linkAt(c, l, at, Qt::LeftToRight), 0);
        QCOMPARE(linkAt(c, l, l.text.topLeft() + QPoint(2, 10), Qt::LeftToRight), -1);
        const int shownLeft = 696 - 1 - l.text.right();
        const int shift = l.text.width() - int(line.naturalTextWidth());
        QCOMPARE(linkAt(c, l, QPoint(shownLeft + shift + inside, l.text.top() + 10), Qt::RightToLeft), 0);
    }

    void takesOnlyWebAddressesForLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("link");
        QTest::newRow("at the end of a sentence")
            << u"Rate us: https://a.example/r/1042."_s << u"https://a.example/r/1042"_s;
        QTest::newRow("in brackets") << u"(see www.a.example/x)"_s << u"www.a.example/x"_s;
        QTest::newRow("with brackets") << u"https://a.example/x_(y)"_s << u"https://a.example/x_(y)"_s;
        QTest::newRow("another scheme") << u"javascript:alert(1) file:///etc/passwd"_s << QString();
        QTest::newRow("a word with www") << u"awww. so nice"_s << QString();
        QTest::newRow("none") << u"no link here, R-1042"_s << QString();
    }
    void takesOnlyWebAddressesForLinks()
    {
        QFETCH(QString, text);
        const auto links = findLinks(text);
        QTEST(links.empty() ? QString() : text.mid(links[0].start, links[0].length), "link");
    }
};

QTEST_MAIN(BubbleLayoutTest)
#include "tst_bubble_layout.moc"
