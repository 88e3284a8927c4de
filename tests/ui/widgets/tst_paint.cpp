// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/paint.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/tabular.h"

#include <QGuiApplication>
#include <QPainter>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

template <class Paint>
QImage painted(QSize size, Paint paint)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setPen(Qt::red);
    const auto font = painter.font();
    paint(painter);
    if (painter.pen().color() != Qt::red || painter.font() != font || !painter.transform().isIdentity())
        return {}; // a delegate's painter is left as it was
    return image;
}

constexpr auto kLooks = std::to_array(
    {ChipLook::Ai, ChipLook::NeedsYou, ChipLook::Neutral, ChipLook::Unassigned, ChipLook::Stop, ChipLook::Urgent,
     ChipLook::Ok, ChipLook::Waiting, ChipLook::Failed, ChipLook::NeverAttempted, ChipLook::Approved, ChipLook::Pending,
     ChipLook::Paused, ChipLook::Rejected, ChipLook::Sandbox, ChipLook::Overdue});

} // namespace

class TestPaint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QGuiApplication::setFont(applicationFont(1));
        QGuiApplication::setPalette(palette(Scheme::Light));
    }

    void chipsAreTwentyHighAndHoldTheirText()
    {
        for (const auto look : kLooks) {
            const auto text = chipText(look).isEmpty() ? u"MT"_s : chipText(look);
            const auto size = chipSize(look, text);
            QCOMPARE(size.height(), 20);
            const auto bare = chipSize(look, {});
            QVERIFY(size.width() > bare.width());
            const auto image =
                painted(size, [&](QPainter &painter) { paintChip(painter, QRect({}, size), look, text); });
            QVERIFY(!image.isNull());
            const auto &name = chipIcon(look);
            QVERIFY(name.isEmpty() || !icon(name).isNull());
        }
    }

    void chipsTellApartByFillAndWord()
    {
        const auto fill = [](ChipLook look, const QPalette &palette) {
            const auto size = chipSize(look, chipText(look));
            return painted(size,
                           [&](QPainter &painter) {
                               paintChip(painter, QRect({}, size), look, chipText(look), palette, Qt::LeftToRight);
                           })
                .pixelColor(3, 3);
        };
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            const auto &c = colors(scheme);
            QCOMPARE(fill(ChipLook::Ai, palette(scheme)), c.aiSoft);
            QCOMPARE(fill(ChipLook::NeedsYou, palette(scheme)), c.attnSoft);
            QCOMPARE(fill(ChipLook::Stop, palette(scheme)), c.dangerSoft);
            QCOMPARE(fill(ChipLook::Approved, palette(scheme)), c.okSoft);
            QCOMPARE(fill(ChipLook::Waiting, palette(scheme)), c.neutralSoft);
            QCOMPARE(fill(ChipLook::NeverAttempted, palette(scheme)).alpha(), 0);
        }
    }

    void aChipsIconStandsAtItsStart()
    {
        const auto size = chipSize(ChipLook::Stop, u"STOP"_s);
        const auto chip = [&](Qt::LayoutDirection direction) {
            return painted(size, [&](QPainter &painter) {
                paintChip(painter, QRect({}, size), ChipLook::Stop, u"STOP"_s, QGuiApplication::palette(), direction);
            });
        };
        const auto octagon = painted({14, 14}, [](QPainter &painter) {
            paintIcon(painter, {0, 0, 14, 14}, u"stop"_s, colors(Scheme::Light).dangerT, Qt::LeftToRight);
        });
        const auto isAt = [&](const QImage &image, int x) {
            for (int y = 0; y < 14; ++y)
                for (int i = 0; i < 14; ++i)
                    if (octagon.pixelColor(i, y).alpha() == 255 &&
                        image.pixelColor(x + i, y + 3).rgb() != octagon.pixelColor(i, y).rgb())
                        return false;
            return true;
        };
        QVERIFY(isAt(chip(Qt::LeftToRight), 6));
        QVERIFY(isAt(chip(Qt::RightToLeft), size.width() - 6 - 14));
        QVERIFY(!isAt(chip(Qt::RightToLeft), 6));
    }

    void initialsAreTheFirstAndTheLastWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("letters");
        QTest::newRow("two words") << u"Ava Lindqvist"_s << u"AL"_s;
        QTest::newRow("one word") << u"ava"_s << u"A"_s;
        QTest::newRow("three words") << u"Mia van Tanaka"_s << u"MT"_s;
        QTest::newRow("spaces") << u"  Ben   Okafor "_s << u"BO"_s;
        QTest::newRow("Arabic has one") << u"ليلى حداد"_s << u"ل"_s;
        QTest::newRow("Cyrillic") << u"Ольга Петрова"_s << u"ОП"_s;
        QTest::newRow("beyond the first plane") << u"𝒜va Lind"_s << u"𝒜L"_s;
        QTest::newRow("marks stay on") << u"É\u0301mile Zola"_s << u"É\u0301Z"_s;
        QTest::newRow("brackets") << u"(Ava) [Lind]"_s << u"AL"_s;
        QTest::newRow("a number") << u"+61 2 5550 0134"_s << u"#"_s;
        QTest::newRow("nothing") << QString() << u"#"_s;
    }
    void initialsAreTheFirstAndTheLastWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, letters);
        QCOMPARE(initials(name), letters);
    }

    void channelsDifferByShapeAndColour()
    {
        const auto badge = [](Channel channel) {
            return painted({20, 20}, [&](QPainter &painter) {
                paintChannelBadge(painter, {0, 0, 20, 20}, channel, Qt::yellow, Qt::LeftToRight);
            });
        };
        const auto &c = colors(Scheme::Light);
        QCOMPARE(badge(Channel::Whatsapp).pixelColor(3, 10), c.wa);
        QCOMPARE(badge(Channel::Sms).pixelColor(3, 10), c.sms);
        QCOMPARE(badge(Channel::Sms).pixelColor(1, 10), QColor(Qt::yellow)); // the cut-out
        QVERIFY(badge(Channel::Whatsapp).pixelColor(4, 4) != c.wa);          // round
        QCOMPARE(badge(Channel::Sms).pixelColor(4, 4), c.sms);               // nearly square
        const QRect avatar(100, 20, 40, 40);
        QCOMPARE(channelBadgeRect(avatar, Qt::LeftToRight), QRect(124, 44, 20, 20));
        QCOMPARE(channelBadgeRect(avatar, Qt::RightToLeft), QRect(96, 44, 20, 20));
    }

    /// Quarters of the ring, clockwise from noon.
    void theRingShowsWhatIsLeft_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("quarters");
        QTest::newRow("all") << 1.0 << 4;
        QTest::newRow("more than all") << 1.7 << 4;
        QTest::newRow("three") << 0.75 << 3;
        QTest::newRow("half") << 0.5 << 2;
        QTest::newRow("one") << 0.25 << 1;
        QTest::newRow("none") << 0.0 << 0;
    }
    void theRingShowsWhatIsLeft()
    {
        QFETCH(double, share);
        QFETCH(int, quarters);
        for (const bool isBrass : {false, true}) {
            const auto image = painted({64, 64}, [&](QPainter &painter) {
                painter.save();
                painter.scale(4, 4);
                paintWindowRing(painter, {0, 0, 16, 16}, share, isBrass);
                painter.restore();
            });
            const auto &c = colors(Scheme::Light);
            const auto arc = isBrass ? c.attn : c.accentT;
            // 6.625 from the middle at 45, 135, 225 and 315 degrees.
            const std::array<QPoint, 4> points{{{50, 13}, {50, 50}, {13, 50}, {13, 13}}};
            for (int quarter = 0; quarter < 4; ++quarter)
                QCOMPARE(image.pixelColor(points[static_cast<std::size_t>(quarter)]),
                         quarter < quarters ? arc : c.line2);
        }
    }

    void aClosedRingIsDashed()
    {
        const auto image =
            painted({16, 16}, [](QPainter &painter) { paintWindowRing(painter, {0, 0, 16, 16}, -1, false); });
        int empty = 0;
        for (int angle = 0; angle < 360; angle += 3) {
            const double turn = qDegreesToRadians(double(angle));
            if (image.pixelColor(int(8 + 6.6 * std::cos(turn)), int(8 + 6.6 * std::sin(turn))).alpha() < 60)
                ++empty;
        }
        QVERIFY(empty > 20 && empty < 100);
    }

    void ticksSayTheStatus_data()
    {
        QTest::addColumn<DeliveryStatus>("status");
        QTest::addColumn<QString>("name");
        QTest::newRow("held") << DeliveryStatus::Held << u"queued"_s;
        QTest::newRow("queued") << DeliveryStatus::Queued << u"queued"_s;
        QTest::newRow("sending") << DeliveryStatus::Sending << u"queued"_s;
        QTest::newRow("uncertain") << DeliveryStatus::Uncertain << u"queued"_s;
        QTest::newRow("accepted") << DeliveryStatus::Accepted << u"queued"_s;
        QTest::newRow("sent") << DeliveryStatus::Sent << u"tick-sent"_s;
        QTest::newRow("delivered") << DeliveryStatus::Delivered << u"tick-double"_s;
        QTest::newRow("read") << DeliveryStatus::Read << u"tick-double"_s;
        QTest::newRow("undelivered") << DeliveryStatus::Undelivered << u"failed"_s;
        QTest::newRow("failed") << DeliveryStatus::Failed << u"failed"_s;
        QTest::newRow("cancelled") << DeliveryStatus::Cancelled << u"not-sent"_s;
        QTest::newRow("refused") << DeliveryStatus::Refused << u"not-sent"_s;
        QTest::newRow("received") << DeliveryStatus::Received << QString();
    }
    void ticksSayTheStatus()
    {
        QFETCH(DeliveryStatus, status);
        QFETCH(QString, name);
        QCOMPARE(tickIcon(status), name);
        const auto image = painted({16, 16}, [&](QPainter &painter) { paintTick(painter, {0, 0, 16, 16}, status); });
        const auto &c = colors(Scheme::Light);
        const auto ink = status == DeliveryStatus::Read ? c.accentT : name == u"failed" ? c.dangerT : c.text3;
        const auto expected = painted(
            {16, 16}, [&](QPainter &painter) { paintIcon(painter, {0, 0, 16, 16}, name, ink, Qt::LeftToRight); });
        QCOMPARE(image, expected);
    }

    void countsStayShort_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << 1 << u"1"_s;
        QTest::newRow("the last that is told") << 99 << u"99"_s;
        QTest::newRow("more") << 100 << u"99+"_s;
    }
    void countsStayShort()
    {
        QFETCH(int, count);
        QFETCH(QString, text);
        QCOMPARE(countText(count), text);
        QCOMPARE(countBadgeSize(count).height(), kCountBadge);
        QVERIFY(countBadgeSize(count).width() >= kCountBadge);
        QCOMPARE(countBadgeSize(count).width() == kCountBadge, count < 10);
    }

    void digitsHaveOneWidth()
    {
        const auto letters = font(Text::Meta);
        QCOMPARE(tabularWidth(letters, u"11:11"_s), tabularWidth(letters, u"20:48"_s));
        QVERIFY(QFontMetrics(letters).horizontalAdvance(u"11:11"_s) !=
                QFontMetrics(letters).horizontalAdvance(u"20:48"_s));
        QCOMPARE(tabularWidth(letters, {}), 0);
    }

    void textIsIsolated()
    {
        QCOMPARE(isolated(u"ليلى"_s), u"\u2068ليلى\u2069"_s);
        QCOMPARE(isolatedLtr(u"+61 2"_s), u"\u2066+61 2\u2069"_s);
    }
};

QTEST_MAIN(TestPaint)
#include "tst_paint.moc"
