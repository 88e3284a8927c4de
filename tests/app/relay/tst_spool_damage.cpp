// SPDX-License-Identifier: Apache-2.0
#include "app/relay/sqlite.h"
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_process.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

namespace
{

constexpr qsizetype kLarge = 900'000;
constexpr qint64 kPage = 16384; // the spool's

/// What a core hears from the beginning: "gap" for each event that is gone, else the first word of its body.
QByteArrayList heard(LinkClient &core, qsizetype count)
{
    QByteArrayList all;
    while (all.size() < count) {
        const auto frame = core.next(5000);
        if (frame.control["t"_L1] == "gap"_L1) {
            if (frame.control["reason"_L1] != "corrupt"_L1 || frame.control["from"_L1].toInteger() != all.size() + 1)
                return {};
            while (all.size() < frame.control["to"_L1].toInteger())
                all << "gap";
            core.ack(all.size());
        } else if (frame.events.isEmpty()) {
            break;
        }
        for (const auto &event : frame.events) {
            if (event.seq != all.size() + 1)
                return {};
            all << event.body.left(event.body.indexOf(' '));
        }
        if (!frame.events.isEmpty())
            core.ack(all.size());
    }
    return all;
}

/// So large that a full spool has no room for it.
QByteArray large(const QByteArray &word)
{
    return word + ' ' + QByteArray(kLarge, 'x');
}

} // namespace

/// A real relay whose spool is damaged where it has to be written: it goes on with a new one.
class TestSpoolDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<RelayProcess>();
        m_relay->extra = "[limits]\nspool_bytes = 24000000\n";
        QVERIFY(m_relay->start());
        QVERIFY(m_relay->pair());
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qWarning("%s", m_relay->log().right(2000).constData());
        m_relay.reset();
    }

    void aDamagedPageThatMustBeWrittenCostsNoWebhook()
    {
        const auto spool = fillAndDamage();
        LinkClient core(m_relay->port, m_relay->token);
        QCOMPARE(core.hello()["spool"_L1].toString(), spool);
        // There is no room left: the oldest has to go, and can't be taken hold of.
        QCOMPARE(m_relay->postStatus(large("new")), 204);
        QCOMPARE(core.closeCode(), 1001);
        QTRY_COMPARE(m_relay->ops("/readyz").status, 200);
        QCOMPARE(m_relay->metric("spool_replaced_total"), 1);
        QVERIFY(m_relay->log().contains("spool.replaced"));
        QCOMPARE(m_relay->aside().size(), 1);

        // The core meets another spool, and in it all that could be read, under new numbers.
        LinkClient again(m_relay->port, m_relay->token);
        const auto welcome = again.hello(",\"cursors\":{\"" + spool.toLatin1() + "\":3}");
        QVERIFY(welcome["spool"_L1].toString() != spool);
        const auto all = heard(again, m_filled + 1);
        QCOMPARE(all.size(), m_filled + 1);
        QCOMPARE(all.back(), "new");
        const auto lost = all.count("gap");
        QVERIFY2(lost >= 1 && lost <= 4, all.join(' ').constData());
        for (qsizetype i = 0; i < m_filled; ++i)
            QVERIFY(all[i] == "gap" || all[i] == "large" + QByteArray::number(i));
        QCOMPARE(m_relay->metric("spool_lost_total"), lost);
        QCOMPARE(m_relay->metric("spool_salvaged_total"), m_filled - lost);
        QCOMPARE(m_relay->postStatus("and on"), 204);
        QCOMPARE(again.events(1).value(0).body, "and on");

        // What was put aside is whole as it was: the file and its log, for whoever wants to look into it.
        const auto damaged = QFileInfo(m_relay->spoolPath()).dir().filePath(m_relay->aside().front());
        QVERIFY(QFileInfo(damaged).size() > m_filled * kLarge / 2);
        m_relay->signal(SIGTERM);
        QCOMPARE(m_relay->exitCode(), 0);
        counterbell::relay::sqlite::Database file(m_relay->spoolPath().toStdString());
        counterbell::relay::sqlite::Statement check(file, "PRAGMA integrity_check");
        QVERIFY(check.step());
        QCOMPARE(std::string(check.bytes(0)), "ok");
    }

    void whatACoreHasReadIsNotSentAgain()
    {
        QCOMPARE(m_relay->postStatus("read before"), 204);
        LinkClient core(m_relay->port, m_relay->token);
        core.hello();
        QCOMPARE(core.events(1).size(), 1);
        core.ack(1);
        QVERIFY(core.isSilent());
        (void)fillAndDamage();
        QCOMPARE(m_relay->postStatus(large("new")), 204);
        LinkClient again(m_relay->port, m_relay->token);
        again.hello();
        const auto all = heard(again, m_filled + 1);
        QCOMPARE(all.size(), m_filled + 1);
        QVERIFY(!all.contains("read"));
        QCOMPARE(all.back(), "new");
    }

    void webhooksAreRefusedWhileTheFileCannotBeReplaced()
    {
        (void)fillAndDamage();
        const auto inTheWay = m_relay->spoolPath() + u".new"_s;
        QVERIFY(QDir().mkpath(inTheWay + u"/full"_s));
        QCOMPARE(m_relay->postStatus(large("refused")), 503);
        QCOMPARE(m_relay->ops("/readyz").status, 503);
        QVERIFY(m_relay->aside().isEmpty());
        QVERIFY(QDir(inTheWay).removeRecursively());
        // Nobody has to come and ask.
        QTRY_COMPARE_WITH_TIMEOUT(m_relay->metric("spool_replaced_total"), 1, 12000);
        QTRY_COMPARE(m_relay->ops("/readyz").status, 200);
        QCOMPARE(m_relay->postStatus("kept again"), 204);
    }

    void startsWithASpoolThatIsNoneAnyMore_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("no header") << 0ll << QByteArray(100, 'x');
        QTest::newRow("no first page") << 0ll << QByteArray(kPage, '\0');
        QTest::newRow("a page of tables") << kPage << QByteArray(3 * kPage, 'x');
    }
    void startsWithASpoolThatIsNoneAnyMore()
    {
        QFETCH(qint64, from);
        QFETCH(QByteArray, damage);
        QCOMPARE(m_relay->postStatus("gone"), 204);
        m_relay->signal(SIGTERM);
        QCOMPARE(m_relay->exitCode(), 0);
        overwrite(from, damage);
        QVERIFY(m_relay->start());
        QCOMPARE(m_relay->aside().size(), 1);
        QCOMPARE(m_relay->metric("spool_replaced_total"), 1);
        // The shop is still known, and its token.
        QCOMPARE(m_relay->ops("/readyz").status, 200);
        QCOMPARE(m_relay->postStatus("kept one"), 204);
        LinkClient core(m_relay->port, m_relay->token);
        core.hello();
        QCOMPARE(heard(core, 1), QByteArrayList{"kept"});
        // Nor does it begin anew each time.
        m_relay->signal(SIGTERM);
        QCOMPARE(m_relay->exitCode(), 0);
        QVERIFY(m_relay->start());
        QCOMPARE(m_relay->aside().size(), 1);
        QCOMPARE(m_relay->metric("spool_replaced_total"), 0);
    }

    void startsWithADamagedPageAndKeepsTheRest()
    {
        // Each as large as leaves one to a page.
        for (int i = 1; i <= 9; ++i)
            QCOMPARE(m_relay->postStatus("Marker" + QByteArray::number(i) + ' ' + QByteArray(10'000, 'x')), 204);
        m_relay->signal(SIGTERM);
        QCOMPARE(m_relay->exitCode(), 0);
        QFile file(m_relay->spoolPath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto at = file.readAll().indexOf("Marker1");
        QVERIFY(at > 0);
        overwrite(at / kPage * kPage, QByteArray(kPage, '\0'));
        QVERIFY(m_relay->start());
        QCOMPARE(m_relay->aside().size(), 1);
        LinkClient core(m_relay->port, m_relay->token);
        core.hello();
        QCOMPARE(heard(core, 9).join(' '), "gap Marker2 Marker3 Marker4 Marker5 Marker6 Marker7 Marker8 Marker9");
    }

private:
    /// Fills the spool to its quota, and destroys what lies at its beginning. Its identity.
    QString fillAndDamage()
    {
        m_filled = 0;
        while ((m_filled + 1) * (kLarge + 1000) < 24'000'000) {
            if (m_relay->postStatus(large("large" + QByteArray::number(m_filled))) != 204)
                return {};
            ++m_filled;
        }
        QString spool;
        {
            LinkClient look(m_relay->port, m_relay->token);
            spool = look.hello()["spool"_L1].toString();
        }
        // Behind the pages of the tables themselves: what has to go first, and something in the midst.
        overwrite(600'000, QByteArray(700'000, '\0'));
        overwrite(10'000'000, QByteArray(700'000, '\0'));
        return spool;
    }
    void overwrite(qint64 from, const QByteArray &bytes) const
    {
        QFile file(m_relay->spoolPath());
        if (!file.open(QIODevice::ReadWrite) || !file.seek(from) || file.write(bytes) != bytes.size())
            qFatal("the spool can't be damaged");
    }

    std::unique_ptr<RelayProcess> m_relay;
    qsizetype m_filled = 0;
};

QTEST_GUILESS_MAIN(TestSpoolDamage)
#include "tst_spool_damage.moc"
