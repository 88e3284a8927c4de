// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icons.h"

#include "ui/theme/colors.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QTest>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

/// DESIGN-SYSTEM 3, in its words.
const auto kNames =
    u"inbox jobs customers send-log reports settings bell-counter "
    "search filter sort columns list add close more chevron-down chevron-up chevron-next chevron-back arrow-next "
    "arrow-back drag external link copy refresh undo export print edit trash keyboard theme help "
    "check tick-sent tick-double queued failed attention info ready not-sent stop urgent window-24h online offline "
    "channel-whatsapp channel-sms send attach emoji template quick-reply mic play pause image file ai take-over "
    "release phone bell bell-off user assign tag note history consent calendar repair bespoke collected store "
    "lock eye eye-off key plug globe budget sandbox qr webhook"_s.split(u' ');

int inked(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto pixel = image.pixelColor(x, y);
            if (pixel.alpha() > 200 && pixel.rgb() == color.rgb())
                ++count;
        }
    }
    return count;
}

QImage painted(const QString &name, Qt::LayoutDirection direction)
{
    QImage image(24, 24, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintIcon(painter, image.rect(), name, Qt::black, direction);
    return image;
}

} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIconOfTheDesignRendersInItsTint_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name : kNames)
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyIconOfTheDesignRendersInItsTint()
    {
        QFETCH(QString, name);
        QVERIFY(!icon(name).isNull());
        const QColor tint(0xB4, 0x53, 0x09);
        QVERIFY(inked(iconPixmap(name, 24, tint, 2, false).toImage(), tint) > 20);
    }

    void thereIsNoIconOfAnotherName()
    {
        QVERIFY(icon(u"no-such-icon"_s).isNull());
        QVERIFY(icon(u"../theme/tokens"_s).isNull());
    }

    void pixmapsHaveTheScreensPixels()
    {
        const auto pixmap = iconPixmap(u"send"_s, 18, Qt::black, 1.5, false);
        QCOMPARE(pixmap.size(), QSize(27, 27));
        QCOMPARE(pixmap.devicePixelRatio(), 1.5);
        QCOMPARE(icon(u"send"_s).pixmap(QSize(18, 18), 2).size(), QSize(36, 36));
    }

    void smallIconsHaveAStrongerStroke()
    {
        const auto ink = [](int size, double stroke) {
            double sum = 0;
            const auto image = iconPixmap(u"close"_s, size, Qt::black, 4, false, stroke).toImage();
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    sum += image.pixelColor(x, y).alphaF();
            return sum;
        };
        QCOMPARE(ink(16, 0), ink(16, 2));
        QCOMPARE(ink(17, 0), ink(17, 1.75));
        QVERIFY(ink(16, 2) > ink(16, 1.75));
    }

    void mirrorsWhatPointsAndNothingElse_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isMirrored");
        for (const auto &name : {u"chevron-next"_s, u"chevron-back"_s, u"arrow-next"_s, u"arrow-back"_s, u"send"_s,
                                 u"undo"_s, u"external"_s, u"take-over"_s, u"release"_s, u"list"_s, u"send-log"_s,
                                 u"channel-whatsapp"_s, u"channel-sms"_s})
            QTest::newRow(qPrintable(name)) << name << true;
        for (const auto &name : {u"tick-sent"_s, u"tick-double"_s, u"play"_s, u"queued"_s, u"history"_s, u"search"_s,
                                 u"phone"_s, u"attach"_s, u"window-24h"_s})
            QTest::newRow(qPrintable(name)) << name << false;
    }
    void mirrorsWhatPointsAndNothingElse()
    {
        QFETCH(QString, name);
        QFETCH(bool, isMirrored);
        QCOMPARE(isMirroredIcon(name), isMirrored);
        const auto start = painted(name, Qt::LeftToRight);
        const auto end = painted(name, Qt::RightToLeft);
        QCOMPARE(start == end, !isMirrored);
    }

    void aButtonsIconIsTintedByTheApplicationsScheme()
    {
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            QGuiApplication::setPalette(palette(scheme));
            const auto look = icon(u"store"_s);
            QCOMPARE(look.name(), u"store"_s);
            QVERIFY(inked(look.pixmap(QSize(20, 20), 2).toImage(), colors(scheme).text2) > 20);
            QVERIFY(inked(look.pixmap(QSize(20, 20), 2, QIcon::Disabled).toImage(), colors(scheme).textd) > 20);
        }
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
