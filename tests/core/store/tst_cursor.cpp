// SPDX-License-Identifier: Apache-2.0
#include "core/store/cursor.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace Qt::StringLiterals;

class CursorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas()
    {
        const TimeCursor time{fromMillis(1'780'000'000'123), 42};
        QCOMPARE(readTimeCursor(cursorText(time)).value(), time);
        for (const auto &text : {u""_s, u"zoe:b\u00E9"_s, u"\U0001F514"_s}) {
            const TextCursor cursor{text, 7};
            QCOMPARE(readTextCursor(cursorText(cursor)).value(), cursor);
        }
    }

    void refusesWhatItDidNotMake_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("not base64") << u"%%%"_s;
        QTest::newRow("no id") << QString::fromLatin1(QByteArray("abc").toBase64());
        QTest::newRow("id is no number") << QString::fromLatin1(QByteArray("x:1").toBase64());
        QTest::newRow("time is no number") << QString::fromLatin1(QByteArray("1:x").toBase64());
        QTest::newRow("too long") << QString(4000, u'A');
    }
    void refusesWhatItDidNotMake()
    {
        QFETCH(QString, text);
        const auto refused = readTimeCursor(text);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, Reason::InvalidArgument);
        QVERIFY(!timeWindow(text, {}));
    }

    void keepsPagesBetweenOneAndTheMaximum()
    {
        QCOMPARE(timeWindow({}, {})->limit, 50);
        QCOMPARE(timeWindow({}, 1)->limit, 1);
        QCOMPARE(timeWindow({}, 5000)->limit, 500);
        QCOMPARE(timeWindow({}, 0).error().reason, Reason::InvalidArgument);
        QCOMPARE(textWindow({}, -1).error().details.value(u"argument"_s).toString(), u"limit"_s);
    }

    void namesANextPageOnlyWhereThereIsOne()
    {
        const auto cursorOf = [](int i) { return TimeCursor{fromMillis(i), i}; };
        QVERIFY(!cutPage(std::vector<int>{}, 2, cursorOf).next);
        QVERIFY(!cutPage(std::vector<int>{3, 2}, 2, cursorOf).next);
        const auto page = cutPage(std::vector<int>{3, 2, 1}, 2, cursorOf);
        QCOMPARE(page.items, (std::vector<int>{3, 2}));
        QCOMPARE(readTimeCursor(*page.next)->id, 2);
    }
};

QTEST_GUILESS_MAIN(CursorTest)
#include "tst_cursor.moc"
