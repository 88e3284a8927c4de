// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/health_service.h"

#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace counterbell::workspace;
using namespace Qt::StringLiterals;

class HealthServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAsWellAsItsWorstCheck()
    {
        TestStore store(m_clock);
        HealthService health(*store);
        QCOMPARE(health.health().status, HealthStatus::Ok);
        health.set(u"relayLink"_s, HealthStatus::Failed, u"refused"_s);
        health.set(u"database"_s, HealthStatus::Ok);
        health.set(u"templates"_s, HealthStatus::Degraded);
        QCOMPARE(health.health().status, HealthStatus::Failed);
        health.set(u"relayLink"_s, HealthStatus::Ok);
        QCOMPARE(health.health().status, HealthStatus::Degraded);
        QCOMPARE(health.health().checks.size(), 3u);
    }

    void tellsOnlyOfChanges()
    {
        TestStore store(m_clock);
        HealthService health(*store);
        QStringList told;
        connect(&*store, &Store::committed, this, [&](const std::vector<Event> &events) {
            for (const auto &event : events)
                told << event.name + u' ' + event.data.value(u"status"_s).toString();
        });
        health.set(u"provider"_s, HealthStatus::Failed);
        health.set(u"provider"_s, HealthStatus::Failed);
        health.set(u"provider"_s, HealthStatus::Ok);
        QTRY_COMPARE(told, (QStringList{u"health.changed failed"_s, u"health.changed ok"_s}));
    }

private:
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(HealthServiceTest)
#include "tst_health_service.moc"
