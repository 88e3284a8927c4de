// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link_control.h"

#include <QTest>

using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;

/// What a relay says of itself is read whole or not at all (CONTRACT 4).
class LinkControlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageThatLacksWhatItNeedsIsMalformed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no JSON") << u"{"_s;
        QTest::newRow("no object") << u"[1]"_s;
        QTest::newRow("no kind") << u"{\"spool\":\"a\"}"_s;
        QTest::newRow("a kind that is no word") << u"{\"t\":1}"_s;
        QTest::newRow("welcome, no spool") << u"{\"t\":\"welcome\",\"oldest\":1,\"head\":1}"_s;
        QTest::newRow("welcome, no oldest") << u"{\"t\":\"welcome\",\"spool\":\"a\",\"head\":1}"_s;
        QTest::newRow("welcome, no head") << u"{\"t\":\"welcome\",\"spool\":\"a\",\"oldest\":1}"_s;
        QTest::newRow("welcome, a negative head") << u"{\"t\":\"welcome\",\"spool\":\"a\",\"oldest\":1,\"head\":-1}"_s;
        QTest::newRow("gap without an end") << u"{\"t\":\"gap\",\"from\":3}"_s;
        QTest::newRow("gap backwards") << u"{\"t\":\"gap\",\"from\":3,\"to\":2}"_s;
        QTest::newRow("gap from nothing") << u"{\"t\":\"gap\",\"from\":0,\"to\":2}"_s;
        QTest::newRow("too long") << u"{\"t\":\"status\",\"x\":\"%1\"}"_s.arg(QString(2'000'000, u'x'));
    }
    void aMessageThatLacksWhatItNeedsIsMalformed()
    {
        QFETCH(QString, text);
        QVERIFY(std::holds_alternative<LinkMalformed>(parseControl(text)));
    }

    void whatIsNotKnownIsPassedOver()
    {
        QVERIFY(std::holds_alternative<LinkUnknown>(parseControl(u"{\"t\":\"weather\"}"_s)));
        const auto welcome = parseControl(
            u"{\"t\":\"welcome\",\"spool\":\"a\",\"tenant\":\"b\",\"oldest\":0,\"head\":0,\"mood\":\"good\"}"_s);
        QCOMPARE(std::get<LinkWelcome>(welcome), (LinkWelcome{u"a"_s, u"b"_s, 0, 0, {}}));
    }
};

QTEST_GUILESS_MAIN(LinkControlTest)
#include "tst_link_control.moc"
