// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/thread_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using test::written;

class ThreadModelTest : public QObject
{
    Q_OBJECT

    static QString bodies(const ThreadModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.count(); ++row)
            all += model.at(row).message.body + (model.at(row).isPending ? u"…"_s : QString());
        return all.join(u' ');
    }
    static Message typed(const QString &body, const QString &token)
    {
        auto m = written(u"queued 12:00 "_s + body).front();
        m.id = {};
        m.clientToken = token;
        return m;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void ordersByTimeAndThenById()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto page = written(u"in 10:00 a / in 10:01 b / in 10:01 c / in 10:05 e"_s);
        std::reverse(page.begin(), page.end());
        model.merge(page);
        model.merge(written(u"in 10:03 d"_s, 9));
        QCOMPARE(bodies(model), u"a b c d e"_s);
        QCOMPARE(model.oldest()->body, u"a"_s);
        QCOMPARE(model.newest()->body, u"e"_s);
        QCOMPARE(model.rowOf({9}), 3);
    }

    void putsAPageInWithOneSignal()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.merge(written(u"in 10:05 e / in 10:06 f"_s, 5));
        model.merge(written(u"in 10:00 a / in 10:01 b / in 10:02 c"_s));
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(bodies(model), u"a b c e f"_s);
    }

    void changesOneRowForATickAndNoneForTheSame()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto page = written(u"out 10:00 a / out 10:01 b"_s);
        model.merge(page);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        page[1].status = DeliveryStatus::Read;
        QVERIFY(model.update(page[1]));
        QVERIFY(model.update(page[1]));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(model.at(1).revision, 2);
        QVERIFY(!model.update(written(u"out 10:02 c"_s, 3).front()));
    }

    void putsTheCoresMessageInPlaceOfWhatWasTyped()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.merge(written(u"in 10:00 a"_s));
        model.addPending(typed(u"first"_s, u"t1"_s));
        model.addPending(typed(u"second"_s, u"t2"_s));
        const auto revision = model.at(model.count() - 1).revision;
        model.setPercent(u"t2"_s, 40);
        model.setPercent(u"t2"_s, 40);
        model.setPercent(u"another"_s, 50);
        QCOMPARE(model.at(model.count() - 1).percent, 40);
        QCOMPARE(model.at(model.count() - 1).revision, revision + 1); // laid out again, once
        QCOMPARE(bodies(model), u"a first… second…"_s);
        const auto key = model.at(2).key;
        auto answered = written(u"queued 12:01 second"_s, 8).front();
        answered.clientToken = u"t2"_s;
        model.merge({answered});
        QCOMPARE(bodies(model), u"a second first…"_s);
        QCOMPARE(model.at(1).key, key);
        // The event of the same message says nothing new.
        model.merge({answered});
        QCOMPARE(model.count(), 3);
        // What arrives meanwhile stands above what still waits.
        model.merge(written(u"in 12:05 b"_s, 9));
        QCOMPARE(bodies(model), u"a second b first…"_s);
        model.removePending(u"t1"_s);
        QCOMPARE(bodies(model), u"a second b"_s);
    }

    void dropsBothEnds()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto page = written(u"in 10:00 a / in 10:01 b / in 10:02 c / in 10:03 d"_s);
        model.merge(page);
        model.addPending(typed(u"mine"_s, u"t"_s));
        model.dropFrom(page[2]);
        QCOMPARE(bodies(model), u"a b mine…"_s);
        model.dropBefore(page[1]);
        QCOMPARE(bodies(model), u"b mine…"_s);
        model.clear();
        QCOMPARE(model.count(), 0);
    }

    void putsATakeOverAboveTheMessageThatMadeIt()
    {
        ThreadModel model;
        const QAbstractItemModelTester tester(&model);
        auto typed = written(u"queued 14:31 Hello"_s, 5).front();
        typed.clientToken = u"token"_s;
        model.addPending(typed);
        const auto event = written(u"event 14:31 taken_over Mia Tanaka"_s, 6).front(); // the core's later id
        model.merge({event});
        model.merge({typed});
        QCOMPARE(model.count(), 2);
        QCOMPARE(model.at(0).message.event, std::optional(u"taken_over"_s));
        QCOMPARE(model.at(1).message.body, u"Hello"_s);
        // An ordinary event stays where its id says.
        model.merge({written(u"event 14:31 closed Mia Tanaka"_s, 7).front()});
        QCOMPARE(model.at(2).message.event, std::optional(u"closed"_s));
    }
};

QTEST_GUILESS_MAIN(ThreadModelTest)
#include "tst_thread_model.moc"
