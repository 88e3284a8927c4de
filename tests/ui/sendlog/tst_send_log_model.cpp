// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sendlog/log_rows.h"
#include "ui/sendlog/send_log_model.h"
#include "ui/theme/bidi.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using enum DeliveryStatus;

namespace
{

QString ids(const SendLogModel &model)
{
    QStringList words;
    for (int i = 0; i < model.rowCount(); ++i)
        words << model.at(i).id.toString();
    return words.join(u' ');
}

} // namespace

class SendLogModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_model = std::make_unique<SendLogModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void takesPagesAndRowsThatArriveMeanwhile()
    {
        m_model->reset({row(9, u"Ava"_s, Delivered, 1), row(8, u"Ben"_s, Delivered, 2)}, true);
        m_model->merge(row(10, u"New"_s, Held, 0));
        m_model->append({row(8, u"Ben"_s, Delivered, 2), row(7, u"Cy"_s, Failed, 3)}, false);
        QCOMPARE(ids(*m_model), u"10 9 8 7"_s);
        QVERIFY(!m_model->hasMore());
    }

    void changesARowInPlace()
    {
        m_model->reset({row(9, u"Ava"_s, Sent, 1), row(8, u"Ben"_s, Delivered, 2)}, false);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->merge(row(9, u"Ava"_s, Read, 1));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_model->index(0, SendLogModel::Status).data().toString(), u"Read"_s);
        m_model->merge(row(9, u"Ava"_s, Read, 1));
        QCOMPARE(changed.count(), 1);
    }

    void leavesOlderRowsToTheirPage()
    {
        m_model->reset({row(9, u"Ava"_s, Delivered, 1)}, true);
        m_model->merge(row(3, u"Old"_s, Failed, 500));
        QCOMPARE(ids(*m_model), u"9"_s);
        m_model->append({}, false);
        m_model->merge(row(3, u"Old"_s, Failed, 500));
        QCOMPARE(ids(*m_model), u"9 3"_s);
    }

    void removesWhatLeftTheFilter()
    {
        m_model->reset({row(9, u"Ava"_s, Sent, 1), row(8, u"Ben"_s, Sent, 2)}, false);
        m_model->remove(SendId{9});
        m_model->remove(SendId{4711});
        QCOMPARE(ids(*m_model), u"8"_s);
    }

    void saysTheCurrencyOnceInTheHeader()
    {
        QCOMPARE(m_model->headerData(SendLogModel::Cost, Qt::Horizontal, Qt::DisplayRole).toString(), u"Cost"_s);
        auto other = row(7, u"Cy"_s, Delivered, 3);
        other.cost = Money{50'000, u"USD"_s};
        m_model->reset({row(9, u"Ava"_s, Delivered, 1), row(8, u"Ben"_s, Refused, 2, u"noPhone"_s), other}, false);
        QCOMPARE(m_model->headerData(SendLogModel::Cost, Qt::Horizontal, Qt::DisplayRole).toString(),
                 u"Cost "_s + isolatedLtr(u"A$"_s));
        const auto cell = [&](int row) {
            return m_model->index(row, SendLogModel::Cost)
                .data()
                .toString()
                .remove(QChar(0x2066))
                .remove(QChar(0x2069));
        };
        QCOMPARE(cell(0), u"0.08"_s);
        QCOMPARE(cell(1), u"\u2013"_s);
        QCOMPARE(cell(2), u"US$0.05"_s);
    }

    void asksForMoreOnlyWhereThereIsMore()
    {
        QSignalSpy wanted(m_model.get(), &SendLogModel::moreWanted);
        m_model->reset(rows(100, 3), false);
        QVERIFY(!m_model->canFetchMore({}));
        m_model->reset(rows(100, 3), true);
        m_model->fetchMore({});
        QVERIFY(wanted.count() >= 1);
    }

    void findsItsRowsAmongAHundredThousand()
    {
        m_tester.reset(); // it walks all rows on every change
        constexpr int kRows = 100'000;
        m_model->reset(rows(kRows, kRows), true);
        for (int i = 0; i < 10; ++i)
            m_model->merge(row(kRows + 1 + i, u"New"_s, Held, -1 - i));
        m_model->merge(row(1, u"Ava Lindqvist"_s, Read, kRows - 1));
        QCOMPARE(m_model->rowCount(), kRows + 10);
        QCOMPARE(m_model->rowOf(SendId{kRows + 10}), std::optional(0));
        QCOMPARE(m_model->rowOf(SendId{1}), std::optional(kRows + 9));
        QCOMPARE(m_model->at(kRows + 9).status, Read);
    }

private:
    std::unique_ptr<SendLogModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(SendLogModelTest)
#include "tst_send_log_model.moc"
