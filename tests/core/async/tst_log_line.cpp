// SPDX-License-Identifier: Apache-2.0
#include "core/async/log_line.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

class LogLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksNumbersToTheirLastThreeDigits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char *name, const QString &text, const QString &masked) {
            QTest::newRow(name) << text << masked;
        };
        row("E.164", u"to +61412345678."_s, u"to …678."_s);
        row("a WhatsApp address", u"whatsapp:+61412345678"_s, u"whatsapp:…678"_s);
        row("bare digits", u"from 61412345678"_s, u"from …678"_s);
        row("as people write it", u"0412 345 678 called"_s, u"…678 called"_s);
        row("brackets and dashes", u"(02) 9876-5432"_s, u"…432"_s);
        row("in a URL", u"To=%2B61412345678&x=1"_s, u"To=%2B61412345678&x=1"_s);
        row("two", u"+61412345678,+61498765432"_s, u"…678,…432"_s);
        row("after an equals sign", u"number=+61412345678"_s, u"number=…678"_s);
        row("a time", u"at 2026-05-17T10:02:00.123Z"_s, u"at 2026-05-17T10:02:00.123Z"_s);
        row("a date", u"2026-05-17 10:02"_s, u"2026-05-17 10:02"_s);
        row("an address", u"ws://127.0.0.1:34567"_s, u"ws://127.0.0.1:34567"_s);
        row("a message SID", u"SM0123456789abcdef0123456789abcdef"_s, u"SM0123456789abcdef0123456789abcdef"_s);
        row("an error code", u"error 63016, 21610"_s, u"error 63016, 21610"_s);
        row("a short number", u"123456"_s, u"123456"_s);
        row("nothing", QString(), QString());
    }
    void masksNumbersToTheirLastThreeDigits()
    {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        QCOMPARE(maskNumbers(text), masked);
    }

    void isOneJsonObjectOnOneLine()
    {
        const QDateTime at(QDate(2026, 5, 17), QTime(10, 2, 0, 123), Qt::UTC);
        const auto line = logLine(at, QtCriticalMsg, "counterbell.rpc", u"two\nlines, +61412345678"_s);
        QVERIFY(!line.contains('\n'));
        QCOMPARE(QJsonDocument::fromJson(line).object(), (QJsonObject{{u"at"_s, u"2026-05-17T10:02:00.123Z"_s},
                                                                      {u"category"_s, u"counterbell.rpc"_s},
                                                                      {u"level"_s, u"error"_s},
                                                                      {u"message"_s, u"two\nlines, …678"_s}}));
    }
};

QTEST_GUILESS_MAIN(LogLineTest)
#include "tst_log_line.moc"
