// SPDX-License-Identifier: Apache-2.0
#include "app/core/upkeep.h"
#include "core/store/task_repository.h"
#include "tests/support/fake_provider.h"
#include "tests/support/test_store.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

/// The timed work of one core, on a clock that the test moves.
class Scene
{
public:
    Scene() : templates(*store, clock, provider), synced(&templates, &messaging::TemplateService::synced) {}

    void scheduleTemplates(Timestamp dueAt)
    {
        auto writing = store->write([dueAt](store::Tx &tx) -> Result<> {
            store::scheduleTask(tx, u"templates"_s, dueAt);
            return {};
        });
        QVERIFY(waitFor(std::move(writing)));
    }
    [[nodiscard]] bool areTemplatesDue(Timestamp at)
    {
        auto reading = store->read(
            [at](store::Connection &db) -> Result<bool> { return store::isTaskDue(db, u"templates"_s, at); });
        return waitFor(std::move(reading)).value_or(false);
    }

    FakeClock clock;
    TestStore store{clock};
    FakeProvider provider;
    TaskGroup tasks;
    messaging::TemplateService templates;
    QSignalSpy synced;
};

} // namespace

class TestUpkeep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCoreThatStartsLooksAtTheTemplatesWhateverTheLastOneSaw()
    {
        Scene scene;
        scene.scheduleTemplates(scene.clock.now() + 1h);
        Upkeep upkeep(*scene.store, scene.clock, scene.tasks, scene.templates);
        upkeep.start();
        QTRY_COMPARE(scene.synced.size(), 1);
        QCOMPARE(scene.synced.first().first().toBool(), true);
        upkeep.stop();
        QTRY_COMPARE(scene.tasks.running(), 0);
    }

    void theNextLookIsAnHourLater()
    {
        Scene scene;
        Upkeep upkeep(*scene.store, scene.clock, scene.tasks, scene.templates);
        upkeep.start();
        QTRY_COMPARE(scene.synced.size(), 1);
        QTRY_COMPARE(scene.tasks.running(), 0);
        QVERIFY(!scene.areTemplatesDue(scene.clock.now() + 59min));
        upkeep.wake();
        QTRY_COMPARE(scene.tasks.running(), 0);
        QCOMPARE(scene.synced.size(), 1);
        scene.clock += 1h;
        upkeep.wake();
        QTRY_COMPARE(scene.synced.size(), 2);
        upkeep.stop();
        QTRY_COMPARE(scene.tasks.running(), 0);
    }

    void anAccountThatDoesNotAnswerIsAskedAgainSoon()
    {
        Scene scene;
        scene.provider.isUnreachable = true;
        Upkeep upkeep(*scene.store, scene.clock, scene.tasks, scene.templates);
        upkeep.start();
        QTRY_COMPARE(scene.synced.size(), 1);
        QCOMPARE(scene.synced.first().first().toBool(), false);
        QTRY_COMPARE(scene.tasks.running(), 0);
        QVERIFY(!scene.areTemplatesDue(scene.clock.now() + 29s));
        QVERIFY(scene.areTemplatesDue(scene.clock.now() + 30s));
        upkeep.stop();
    }
};

QTEST_GUILESS_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
