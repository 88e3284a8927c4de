// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/window.h"

#include <QTest>

using namespace counterbell;
using namespace std::chrono_literals;

namespace
{

using Wrote = std::optional<Timestamp>;
const Timestamp noon = fromMillis(1'779'012'000'000);

} // namespace

Q_DECLARE_METATYPE(Wrote)
Q_DECLARE_METATYPE(Timestamp)

class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOpenFor24HoursAfterTheLastInbound_PQ20_data()
    {
        QTest::addColumn<Wrote>("lastInbound");
        QTest::addColumn<Timestamp>("now");
        QTest::addColumn<bool>("open");
        QTest::newRow("never wrote") << Wrote{} << noon << false;
        QTest::newRow("at once") << Wrote{noon} << noon << true;
        QTest::newRow("a millisecond before 24 h") << Wrote{noon} << noon + 24h - 1ms << true;
        QTest::newRow("exactly 24 h") << Wrote{noon} << noon + 24h << false;
        QTest::newRow("a minute after 24 h") << Wrote{noon} << noon + 24h + 1min << false;
        QTest::newRow("25 hours") << Wrote{noon} << noon + 25h << false;
        QTest::newRow("clock set back") << Wrote{noon} << noon - 5min << true;
    }
    void isOpenFor24HoursAfterTheLastInbound_PQ20()
    {
        QFETCH(Wrote, lastInbound);
        QFETCH(Timestamp, now);
        QTEST(inbox::isWindowOpen(lastInbound, now), "open");
    }

    void saysWhenItClosesOnceItWasEverOpen()
    {
        QCOMPARE(inbox::windowClosesAt(Wrote{}), Wrote{});
        QCOMPARE(inbox::windowClosesAt(noon), Wrote{noon + 24h});
    }
};

QTEST_GUILESS_MAIN(WindowTest)
#include "tst_window.moc"
