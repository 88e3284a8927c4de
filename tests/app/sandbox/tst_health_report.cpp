// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/health_report.h"

#include <QJsonArray>
#include <QTest>

using namespace counterbell::sandbox;
using namespace Qt::StringLiterals;

namespace
{

/// "database relayLink:degraded" gives a report with those checks, `ok` where nothing is said.
QJsonObject health(const QString &words)
{
    QJsonArray checks;
    for (const auto &word : words.split(u' ', Qt::SkipEmptyParts)) {
        const auto status = word.section(u':', 1);
        checks.append(
            QJsonObject{{u"name"_s, word.section(u':', 0, 0)}, {u"status"_s, status.isEmpty() ? u"ok"_s : status}});
    }
    return {{u"status"_s, u"ok"_s}, {u"checks"_s, checks}};
}

} // namespace

class HealthReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCoreIsReadyWhenEveryAwaitedCheckIsThereAndOk_data()
    {
        QTest::addColumn<QString>("checks");
        QTest::addColumn<QStringList>("missing");
        const auto all = u"database relayLink templates provider webhooks seed clock"_s;
        QTest::newRow("all of them") << all << QStringList{};
        QTest::newRow("others don't count") << all + u" keychain:degraded"_s << QStringList{};
        QTest::newRow("the link is down") << u"database relayLink:failed templates provider webhooks seed clock"_s
                                          << QStringList{u"relayLink: failed"_s};
        QTest::newRow("one is absent") << u"database relayLink templates provider webhooks clock"_s
                                       << QStringList{u"seed: absent"_s};
        QTest::newRow("an unknown status")
            << u"database:fine relayLink templates provider webhooks seed clock"_s << QStringList{u"database: fine"_s};
    }
    void aCoreIsReadyWhenEveryAwaitedCheckIsThereAndOk()
    {
        QFETCH(QString, checks);
        QFETCH(QStringList, missing);
        QCOMPARE(whatIsNotReady(health(checks)), missing);
    }

    void anAnswerWithoutChecksIsNotReady() { QCOMPARE(whatIsNotReady({}).size(), 7); }
};

QTEST_GUILESS_MAIN(HealthReportTest)
#include "tst_health_report.moc"
