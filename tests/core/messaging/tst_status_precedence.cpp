// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/status_precedence.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;
using enum DeliveryStatus;

class StatusPrecedenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTwiliosWords_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<std::optional<DeliveryStatus>>("status");
        const auto row = [](const char *word, std::optional<DeliveryStatus> status) {
            QTest::newRow(word) << QString::fromLatin1(word) << status;
        };
        for (const auto *word : {"accepted", "scheduled", "queued", "sending"})
            row(word, Accepted);
        row("sent", Sent);
        row("delivered", Delivered);
        row("partially_delivered", Delivered);
        row("READ", Read);
        row("undelivered", Undelivered);
        row("failed", Failed);
        row("canceled", Cancelled);
        row("received", Received);
        row("receiving", Received);
        row("teleported", std::nullopt);
        row("", std::nullopt);
    }
    void readsTwiliosWords()
    {
        QFETCH(QString, word);
        QTEST(fromTwilioStatus(word), "status");
    }

    void neverGoesBackwards_OC51_data()
    {
        QTest::addColumn<DeliveryStatus>("present");
        QTest::addColumn<DeliveryStatus>("reported");
        QTest::addColumn<DeliveryStatus>("shown");
        QTest::newRow("sent after delivered") << Delivered << Sent << Delivered;
        QTest::newRow("delivered after sent") << Sent << Delivered << Delivered;
        QTest::newRow("read after delivered") << Delivered << Read << Read;
        QTest::newRow("a late failed does not overwrite delivered") << Delivered << Failed << Delivered;
        QTest::newRow("a late undelivered does not overwrite read") << Read << Undelivered << Read;
        QTest::newRow("a late sent does not overwrite failed") << Failed << Sent << Failed;
        QTest::newRow("delivered after failed") << Failed << Delivered << Delivered;
        QTest::newRow("undelivered over failed") << Failed << Undelivered << Undelivered;
        QTest::newRow("failed over cancelled") << Cancelled << Failed << Failed;
        QTest::newRow("sent does not undo a cancellation") << Cancelled << Sent << Cancelled;
        QTest::newRow("received is of another direction") << Accepted << Received << Accepted;
    }
    void neverGoesBackwards_OC51()
    {
        QFETCH(DeliveryStatus, present);
        QFETCH(DeliveryStatus, reported);
        QTEST(shownStatus(present, reported), "shown");
    }

    void showsTheSameWhateverTheOrderOfArrival()
    {
        std::vector all = {Accepted, Sent, Cancelled, Failed, Undelivered, Delivered, Read};
        const auto contractOrder = all;
        for (unsigned subset = 1; subset < 1U << all.size(); ++subset) {
            std::vector<DeliveryStatus> reports;
            for (size_t i = 0; i < all.size(); ++i) {
                if (subset >> i & 1U)
                    reports.push_back(contractOrder[i]);
            }
            const auto highest = reports.back();
            std::sort(reports.begin(), reports.end());
            do {
                auto shown = reports.front();
                for (const auto report : reports)
                    shown = shownStatus(shown, report);
                QCOMPARE(shown, highest);
                QCOMPARE(shownStatus(reports), highest);
            } while (std::next_permutation(reports.begin(), reports.end()));
        }
        QCOMPARE(shownStatus(std::span<const DeliveryStatus>()), std::nullopt);
    }

    void knowsWhatIsFinal()
    {
        for (const auto status : {Cancelled, Failed, Undelivered, Delivered, Read})
            QVERIFY(isFinalDelivery(status));
        for (const auto status : {Held, Queued, Sending, Uncertain, Accepted, Sent, Refused, Received})
            QVERIFY(!isFinalDelivery(status));
    }
};

QTEST_GUILESS_MAIN(StatusPrecedenceTest)
#include "tst_status_precedence.moc"
