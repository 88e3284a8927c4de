// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/ticket.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::jobs;
using namespace Qt::StringLiterals;

class TicketTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheKindAndTheNumber()
    {
        QCOMPARE(formatTicket(JobKind::Repair, 1001), u"R-1001"_s);
        QCOMPARE(formatTicket(JobKind::Bespoke, 7), u"B-0007"_s);
        QCOMPARE(formatTicket(JobKind::Task, 12345), u"T-12345"_s);
    }

    void readsOnlyItsOwnKind_data()
    {
        QTest::addColumn<QString>("ticket");
        QTest::addColumn<qint64>("number");
        QTest::newRow("plain") << u"R-0741"_s << qint64(741);
        QTest::newRow("another kind") << u"B-0741"_s << qint64(-1);
        QTest::newRow("no number") << u"R-"_s << qint64(-1);
        QTest::newRow("letters") << u"R-07a1"_s << qint64(-1);
        QTest::newRow("negative") << u"R--5"_s << qint64(-1);
        QTest::newRow("beyond 64 bits") << u"R-99999999999999999999"_s << qint64(-1);
        QTest::newRow("empty") << u""_s << qint64(-1);
    }
    void readsOnlyItsOwnKind()
    {
        QFETCH(QString, ticket);
        QTEST(ticketNumber(JobKind::Repair, ticket).value_or(-1), "number");
    }
};

QTEST_GUILESS_MAIN(TicketTest)
#include "tst_ticket.moc"
