// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_date.h"
#include "core/messaging/providers/provider.h"

#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

/// Dates as Twilio and HTTP write them.
class TestHttpDate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheTwoForms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds"); // 0: refused
        QTest::newRow("Twilio's, FACTS 1.2") << u"Thu, 24 Aug 2023 05:01:45 +0000"_s << 1692853305LL;
        QTest::newRow("a Date header") << u"Sun, 06 Nov 1994 08:49:37 GMT"_s << 784111777LL;
        QTest::newRow("one digit for the day") << u"Sun, 6 Nov 1994 08:49:37 GMT"_s << 784111777LL;
        QTest::newRow("without weekday") << u"06 Nov 1994 08:49:37 +0000"_s << 784111777LL;
        QTest::newRow("east of Greenwich") << u"Sun, 06 Nov 1994 10:49:37 +0200"_s << 784111777LL;
        QTest::newRow("west of Greenwich") << u"Sun, 06 Nov 1994 03:19:37 -0530"_s << 784111777LL;
        QTest::newRow("leap day") << u"Thu, 29 Feb 2024 00:00:00 +0000"_s << 1709164800LL;
        QTest::newRow("no leap day") << u"Wed, 29 Feb 2023 00:00:00 +0000"_s << 0LL;
        QTest::newRow("24 hours") << u"Sun, 06 Nov 1994 24:00:00 GMT"_s << 0LL;
        QTest::newRow("month from the middle of two") << u"Sun, 06 Anf 1994 08:49:37 GMT"_s << 0LL;
        QTest::newRow("no zone") << u"Sun, 06 Nov 1994 08:49:37"_s << 0LL;
        QTest::newRow("ISO") << u"1994-11-06T08:49:37Z"_s << 0LL;
        QTest::newRow("empty") << QString() << 0LL;
    }
    void readsTheTwoForms()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        const auto at = messaging::parseHttpDate(text);
        QCOMPARE(at.has_value(), seconds != 0);
        if (at)
            QCOMPARE(toMillis(*at), seconds * 1000);
    }
};

QTEST_GUILESS_MAIN(TestHttpDate)
#include "tst_http_date.moc"
