// SPDX-License-Identifier: Apache-2.0
#include "core/async/task_group.h"

#include "core/async/async_condition.h"
#include "core/async/async_mutex.h"

#include <QTest>

#include <optional>
#include <stdexcept>

using namespace counterbell;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{
QCoro::Task<void> waits(AsyncCondition *condition, QStringList *log, QString name)
{
    co_await condition->wait();
    log->append(name);
}

QCoro::Task<void> waitsAWhile(AsyncCondition *condition, std::chrono::milliseconds patience, int *resumed)
{
    co_await condition->wait(patience);
    ++*resumed;
}

QCoro::Task<void> throws(AsyncCondition *condition)
{
    if (condition)
        co_await condition->wait();
    throw std::runtime_error("this can't be");
}

QCoro::Task<void> takesTurns(AsyncMutex *mutex, AsyncCondition *condition, QStringList *log, QString name)
{
    const auto turn = co_await mutex->lock();
    log->append(u"in "_s + name);
    co_await condition->wait();
    log->append(u"out "_s + name);
}

QCoro::Task<void> drains(TaskGroup *group, std::chrono::milliseconds patience, std::optional<bool> *isEmpty)
{
    *isEmpty = co_await group->drain(patience);
}
} // namespace

class TaskGroupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsUnderWay()
    {
        TaskGroup group;
        AsyncCondition condition;
        QStringList log;
        group.spawn(u"a"_s, waits(&condition, &log, u"a"_s));
        group.spawn(u"b"_s, waits(&condition, &log, u"b"_s));
        QCOMPARE(group.running(), 2);
        condition.notifyAll();
        QVERIFY(log.isEmpty()); // from the event loop, not from inside the notice
        QTRY_COMPARE(group.running(), 0);
        QCOMPARE(log, (QStringList{u"a"_s, u"b"_s}));
    }

    void logsWhatIsThrown_data()
    {
        QTest::addColumn<bool>("isLater");
        QTest::newRow("at once") << false;
        QTest::newRow("after a wait") << true;
    }
    void logsWhatIsThrown()
    {
        QFETCH(bool, isLater);
        TaskGroup group;
        AsyncCondition condition;
        QTest::ignoreMessage(QtCriticalMsg, "thrower ended with an exception: this can't be");
        group.spawn(u"thrower"_s, throws(isLater ? &condition : nullptr));
        condition.notifyAll();
        QTRY_COMPARE(group.running(), 0);
    }

    void drainsWhatEndsInTime()
    {
        TaskGroup group;
        AsyncCondition condition;
        QStringList log;
        std::optional<bool> isEmpty;
        group.spawn(u"a"_s, waits(&condition, &log, u"a"_s));
        drains(&group, 1h, &isEmpty);
        QVERIFY(!isEmpty);
        condition.notifyAll();
        QTRY_VERIFY(isEmpty);
        QVERIFY(*isEmpty);
    }

    void givesUpOnWhatDoesNotEnd()
    {
        TaskGroup group;
        AsyncCondition condition;
        QStringList log;
        std::optional<bool> isEmpty;
        group.spawn(u"a"_s, waits(&condition, &log, u"a"_s));
        drains(&group, 20ms, &isEmpty);
        QTRY_VERIFY(isEmpty);
        QVERIFY(!*isEmpty);
        condition.notifyAll();
        QTRY_COMPARE(group.running(), 0);
    }

    void outlivesTheGroup()
    {
        AsyncCondition condition;
        QStringList log;
        {
            TaskGroup group;
            group.spawn(u"a"_s, waits(&condition, &log, u"a"_s));
        }
        condition.notifyAll();
        QTRY_COMPARE(log, QStringList{u"a"_s});
    }

    void resumesOnceHoweverOftenItIsNotified()
    {
        AsyncCondition condition;
        int resumed = 0;
        waitsAWhile(&condition, 1h, &resumed);
        condition.notifyAll();
        condition.notifyAll();
        QTRY_COMPARE(resumed, 1);
        condition.notifyAll();
        QCoreApplication::processEvents();
        QCOMPARE(resumed, 1);
    }

    void resumesWhenPatienceIsOver()
    {
        AsyncCondition condition;
        int resumed = 0;
        waitsAWhile(&condition, 10ms, &resumed);
        QTRY_COMPARE(resumed, 1);
        condition.notifyAll();
        QCoreApplication::processEvents();
        QCOMPARE(resumed, 1);
    }

    void letsOneInAtATimeInOrder()
    {
        AsyncMutex mutex;
        AsyncCondition condition;
        QStringList log;
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s})
            takesTurns(&mutex, &condition, &log, name);
        QVERIFY(mutex.isTaken());
        QCOMPARE(log, QStringList{u"in a"_s});
        for (int i = 0; i < 3; ++i) {
            const auto before = log.size();
            condition.notifyAll();
            QTRY_VERIFY(log.size() > before);
        }
        QCOMPARE(log, (QStringList{u"in a"_s, u"out a"_s, u"in b"_s, u"out b"_s, u"in c"_s, u"out c"_s}));
        QVERIFY(!mutex.isTaken());
    }
};

QTEST_GUILESS_MAIN(TaskGroupTest)
#include "tst_task_group.moc"
