// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_list_model.h"

#include "tests/ui/inbox/inbox_samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

using Piece = ConversationListModel::Piece;

/// A list "9 8 7" of conversations, each active that many minutes after noon.
Conversation at(int minute, qint64 id = 0)
{
    return conversation(id ? id : minute, kNoon + std::chrono::minutes(minute));
}
Piece piece(const std::vector<int> &minutes, bool hasNext)
{
    Piece piece;
    for (const int minute : minutes)
        piece.rows.push_back(at(minute));
    if (hasNext)
        piece.next = u"after %1"_s.arg(minutes.back());
    return piece;
}
Piece pieceFrom(int first, int count, bool hasNext = true)
{
    std::vector<int> minutes;
    for (int i = 0; i < count; ++i)
        minutes.push_back(first - i);
    return piece(minutes, hasNext);
}

struct Model {
    Model() : model([](const Conversation &c) { return u"row "_s + c.id.toString(); })
    {
        model.begin(ConversationSort::Activity);
    }
    QString shown() const
    {
        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids << model.at(row).id.toString();
        return ids.join(u' ');
    }
    ConversationListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class ConversationListModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void placesWhatComes_data()
    {
        QTest::addColumn<int>("minute");
        QTest::addColumn<qint64>("id");
        QTest::addColumn<QString>("expected");
        QTest::newRow("new at the top") << 9 << qint64(9) << "9 8 6 4";
        QTest::newRow("new in between") << 5 << qint64(5) << "8 6 5 4";
        QTest::newRow("beyond the last one loaded") << 3 << qint64(3) << "8 6 4";
        QTest::newRow("a known one comes up") << 9 << qint64(4) << "4 8 6";
        QTest::newRow("a known one goes down") << 5 << qint64(8) << "6 8 4";
        QTest::newRow("a known one stays") << 7 << qint64(6) << "8 6 4";
        QTest::newRow("a known one leaves the window") << 1 << qint64(6) << "8 4";
        QTest::newRow("as late as another, the higher id first") << 6 << qint64(7) << "8 7 6 4";
    }
    void placesWhatComes()
    {
        QFETCH(const int, minute);
        QFETCH(const qint64, id);
        QFETCH(const QString, expected);
        Model m;
        m.model.append(piece({8, 6, 4}, true));
        QSignalSpy resets(&m.model, &QAbstractItemModel::modelReset);
        auto fresh = at(minute, id);
        fresh.version = 2;
        m.model.put(fresh);
        QCOMPARE(m.shown(), expected);
        QCOMPARE(resets.size(), 0);
    }

    void ordersByWaitingWhereAsked()
    {
        Model m;
        m.model.begin(ConversationSort::Waiting);
        Piece rows;
        for (const int minute : {3, 5}) {
            rows.rows.push_back(at(9 - minute, minute));
            rows.rows.back().waitingSince = kNoon + std::chrono::minutes(minute);
        }
        rows.rows.push_back(at(1, 7)); // doesn't wait
        m.model.append(rows);
        auto four = at(0, 4);
        four.waitingSince = kNoon + 4min;
        m.model.put(four);
        QCOMPARE(m.shown(), u"3 4 5 7"_s);
    }

    void announcesAMoveAsAMove()
    {
        Model m;
        m.model.append(piece({8, 6, 4}, false));
        const QPersistentModelIndex six(m.model.index(1));
        auto fresh = at(9, 6);
        fresh.version = 2;
        m.model.put(fresh);
        QCOMPARE(six.row(), 0);
        QCOMPARE(six.data(ConversationListModel::IdRole).toLongLong(), 6);
    }

    void ignoresAnOlderVersion()
    {
        Model m;
        auto newer = at(6);
        newer.version = 5;
        newer.unread = 3;
        m.model.append(piece({8, 6, 4}, false));
        m.model.put(newer);
        m.model.put(at(9, 6));
        QCOMPARE(m.shown(), u"8 6 4"_s);
        QCOMPARE(m.model.at(1).unread, 3);
    }

    void changesTheRevisionOfWhatChangedAlone()
    {
        Model m;
        m.model.append(piece({8, 6, 4}, false));
        const auto revision = [&](int row) {
            return m.model.index(row).data(ConversationListModel::RevisionRole).toLongLong();
        };
        const auto eight = revision(0);
        const auto six = revision(1);
        auto message = *m.model.at(1).lastMessage;
        message.status = DeliveryStatus::Failed;
        QSignalSpy changes(&m.model, &QAbstractItemModel::dataChanged);
        m.model.messageUpdated(message);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.front().at(0).toModelIndex().row(), 1);
        QCOMPARE(changes.front().at(1).toModelIndex().row(), 1);
        QCOMPARE(revision(0), eight);
        QVERIFY(revision(1) > six);
        QCOMPARE(m.model.at(1).lastMessage->status, DeliveryStatus::Failed);
        message.id = MessageId{1}; // an earlier message of the same conversation
        m.model.messageUpdated(message);
        QCOMPARE(changes.size(), 1);
    }

    void refreshesByDifferencesAlone()
    {
        Model m;
        m.model.append(piece({8, 6, 4}, true));
        QSignalSpy resets(&m.model, &QAbstractItemModel::modelReset);
        QSignalSpy removals(&m.model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy insertions(&m.model, &QAbstractItemModel::rowsInserted);
        auto fresh = piece({9, 8, 4, 3}, true);
        fresh.rows[2].version = 0; // a restored core counts from before
        fresh.rows[2].unread = 7;
        m.model.refresh(fresh);
        QCOMPARE(m.shown(), u"9 8 4 3"_s);
        QCOMPARE(m.model.at(2).unread, 7);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(removals.size(), 1);
        QCOMPARE(insertions.size(), 2);
        QCOMPARE(m.model.edgeBelow()->cursor, u"after 3"_s);
    }

    void keepsABoundedWindow()
    {
        Model m;
        m.model.append(pieceFrom(1000, 100));
        m.model.append(pieceFrom(900, 100));
        m.model.append(pieceFrom(800, 100));
        QCOMPARE(m.model.rowCount(), 300);
        QVERIFY(m.model.edgesAbove().empty());
        m.model.append(pieceFrom(700, 100));
        QCOMPARE(m.model.rowCount(), 300);
        QCOMPARE(m.model.at(0).id.value, 900);
        QCOMPARE(m.model.at(299).id.value, 601);
        QCOMPARE(m.model.edgesAbove().size(), size_t(1));
        QVERIFY(m.model.edgesAbove().back().cursor.isEmpty());
        QCOMPARE(m.model.upperEdge()->cursor, u"after 901"_s);

        m.model.put(at(2000)); // above the window: the reader's rows don't move
        QCOMPARE(m.model.rowCount(), 300);
        m.model.put(at(950, 5000));
        QCOMPARE(m.model.rowCount(), 300);
        auto risen = at(2001, 700);
        risen.version = 2;
        m.model.put(risen);
        QCOMPARE(m.model.rowOf(ConversationId{700}), -1);

        m.model.prepend({pieceFrom(1000, 100)});
        QCOMPARE(m.model.at(0).id.value, 1000);
        QVERIFY(!m.model.upperEdge());
        QVERIFY(m.model.edgesAbove().empty());
        QCOMPARE(m.model.at(m.model.rowCount() - 1).id.value, 701);
        QCOMPARE(m.model.edgeBelow()->cursor, u"after 701"_s);
    }

    void goesUpByTheNearestPageWhereMuchCameIn()
    {
        Model m;
        for (int first = 1000; first >= 700; first -= 100)
            m.model.append(pieceFrom(first, 100));
        // Since it was left the top grew by 100 rows: two pages now lie above the window.
        m.model.prepend({pieceFrom(1100, 100), pieceFrom(1000, 100)});
        QCOMPARE(m.model.at(0).id.value, 1000);
        QCOMPARE(m.model.upperEdge()->cursor, u"after 1001"_s);
        QCOMPARE(m.model.edgesAbove().size(), size_t(1));
        m.model.prepend({pieceFrom(1100, 100)});
        QCOMPARE(m.model.at(0).id.value, 1100);
        QVERIFY(!m.model.upperEdge());
    }

    void saysItsRowsToScreenReaders()
    {
        Model m;
        m.model.append(piece({8}, false));
        QCOMPARE(m.model.index(0).data(Qt::AccessibleTextRole).toString(), u"row 8"_s);
        QCOMPARE(m.model.index(0).data(Qt::DisplayRole).toString(), u"Customer 8"_s);
    }
};

QTEST_GUILESS_MAIN(ConversationListModelTest)
#include "tst_conversation_list_model.moc"
