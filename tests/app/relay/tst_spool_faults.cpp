// SPDX-License-Identifier: Apache-2.0
#include "app/relay/sqlite.h"
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_process.h"

#include <QTest>

#include <sys/mount.h>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

namespace
{

/// Little room for the spool, more when asked for.
class SmallDisk
{
public:
    virtual ~SmallDisk() = default;
    [[nodiscard]] virtual QString folder() const = 0;
    virtual void limit(const RelayProcess &) {}
    virtual void makeRoom(const RelayProcess &relay) = 0;
};

/// A file system of 6 MB, most of it taken by something else.
class SmallFileSystem : public SmallDisk
{
public:
    SmallFileSystem()
    {
        m_mounted = ::mount("none", m_folder.path().toUtf8().constData(), "tmpfs", 0, "size=6m") == 0;
        QFile ballast(ballastPath());
        if (ballast.open(QIODevice::WriteOnly))
            ballast.write(QByteArray(4 * 1024 * 1024, 'b'));
    }
    ~SmallFileSystem() override
    {
        if (m_mounted)
            ::umount2(m_folder.path().toUtf8().constData(), MNT_DETACH);
    }
    [[nodiscard]] bool isMounted() const { return m_mounted; }
    [[nodiscard]] QString folder() const override { return m_folder.path(); }
    void makeRoom(const RelayProcess &) override { QFile::remove(ballastPath()); }

private:
    [[nodiscard]] QString ballastPath() const { return m_folder.filePath(u"ballast"_s); }

    QTemporaryDir m_folder;
    bool m_mounted = false;
};

/// A limit on the size of every file, for whoever may not mount.
class SmallFiles : public SmallDisk
{
public:
    [[nodiscard]] QString folder() const override { return m_folder.path(); }
    void limit(const RelayProcess &relay) override { set(relay, 1024 * 1024); }
    void makeRoom(const RelayProcess &relay) override { set(relay, RLIM_INFINITY); }

private:
    static void set(const RelayProcess &relay, rlim_t bytes)
    {
        rlimit limit{};
        ::prlimit(relay.pid(), RLIMIT_FSIZE, nullptr, &limit);
        limit.rlim_cur = bytes;
        ::prlimit(relay.pid(), RLIMIT_FSIZE, &limit, nullptr);
    }

    QTemporaryDir m_folder;
};

} // namespace

/// A real relay whose disk fills or is damaged: it says so, keeps what it promised, and goes on.
class TestSpoolFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskIsSaidSoAndEndsByItself_data()
    {
        QTest::addColumn<bool>("mounts");
        QTest::newRow("a file system without room") << true;
        QTest::newRow("a file that may not grow") << false;
    }
    void aFullDiskIsSaidSoAndEndsByItself()
    {
        QFETCH(bool, mounts);
        std::unique_ptr<SmallDisk> disk = std::make_unique<SmallFiles>();
        if (mounts) {
            auto fileSystem = std::make_unique<SmallFileSystem>();
            if (!fileSystem->isMounted())
                QSKIP("mounting needs root; the other row fills a disk without it");
            disk = std::move(fileSystem);
        }
        RelayProcess relay(disk->folder());
        QVERIFY2(relay.start(), relay.log().constData());
        QVERIFY(relay.pair());
        disk->limit(relay);
        QByteArrayList kept;
        const auto send = [&](int number) {
            const auto body = QByteArray::number(number) + QByteArray(20'000, 'x');
            const auto status = relay.postStatus(body);
            if (status == 204)
                kept << body;
            return status;
        };
        int number = 0;
        while (number < 1000 && send(number++) == 204) {
        }
        QVERIFY(number < 1000);
        QVERIFY(kept.size() > 10);
        QCOMPARE(send(number++), 503);
        QCOMPARE(relay.ops("/readyz").status, 503);
        QVERIFY(relay.ops("/readyz").body.contains("spool"));
        QVERIFY(relay.metric("refused_total{limit=\"spool\"}") >= 2);
        // Nor does it say otherwise as long as nothing has changed, though it tries every second.
        const QDeadlineTimer tries(2500);
        while (!tries.hasExpired())
            QCOMPARE(relay.ops("/readyz").status, 503);

        // What was promised can be had, though nothing more can be kept; also by a relay that starts on a full disk.
        for (int round = 0; round < 2; ++round) {
            LinkClient core(relay.port, relay.token);
            QCOMPARE(core.hello()["head"_L1].toInteger(), kept.size());
            QCOMPARE(bodiesOf(core, kept.size()), kept);
            core.cut();
            if (round == 0) {
                relay.kill();
                QVERIFY2(relay.start(), relay.log().right(500).constData());
                disk->limit(relay);
            }
        }
        disk->makeRoom(relay);
        QTRY_COMPARE(relay.ops("/readyz").status, 200);
        QCOMPARE(send(number++), 204);
        LinkClient core(relay.port, relay.token);
        core.hello();
        QCOMPARE(bodiesOf(core, kept.size()), kept);
        relay.signal(SIGTERM);
        QCOMPARE(relay.exitCode(), 0);
        counterbell::relay::sqlite::Database file(relay.spoolPath().toStdString());
        counterbell::relay::sqlite::Statement check(file, "PRAGMA integrity_check");
        QVERIFY(check.step());
        QCOMPARE(std::string(check.bytes(0)), "ok");
    }

    void aDamagedRecordIsAGapAndTheRestArrives_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("one bit") << QByteArray(1, 'M' ^ 0x20);
        QTest::newRow("a page") << QByteArray(kPage, '\0');
    }
    void aDamagedRecordIsAGapAndTheRestArrives()
    {
        QFETCH(QByteArray, damage);
        RelayProcess relay;
        QVERIFY(relay.start());
        QVERIFY(relay.pair());
        // Each as large as leaves one to a page.
        for (int i = 1; i <= 9; ++i)
            QCOMPARE(relay.postStatus("Marker" + QByteArray::number(i) + QByteArray(10'000, 'x')), 204);
        relay.signal(SIGTERM);
        QCOMPARE(relay.exitCode(), 0);
        QFile file(relay.spoolPath());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto at = file.readAll().indexOf("Marker5");
        QVERIFY(at > 0);
        file.seek(damage.size() == 1 ? at : at / kPage * kPage);
        file.write(damage);
        file.close();

        QVERIFY(relay.start());
        LinkClient core(relay.port, relay.token);
        core.hello();
        QByteArrayList heard;
        while (heard.size() < 9) {
            const auto frame = core.next(3000);
            if (frame.control["t"_L1] == "gap"_L1) {
                QCOMPARE(frame.control["reason"_L1].toString(), u"corrupt"_s);
                QCOMPARE(frame.control["from"_L1].toInteger(), 5);
                QCOMPARE(frame.control["to"_L1].toInteger(), 5);
                heard << "gap";
            } else {
                QVERIFY(!frame.events.isEmpty());
            }
            for (const auto &event : frame.events) {
                QCOMPARE(event.seq, heard.size() + 1);
                heard << event.body.left(7);
            }
        }
        QCOMPARE(heard.join(' '), "Marker1 Marker2 Marker3 Marker4 gap Marker6 Marker7 Marker8 Marker9");
        core.ack(9);
        QCOMPARE(relay.postStatus("later"), 204);
        QCOMPARE(core.events(1).value(0).body, "later");
    }

private:
    static constexpr qsizetype kPage = 16384; // the spool's
    static QByteArrayList bodiesOf(LinkClient &core, qsizetype count)
    {
        QByteArrayList bodies;
        while (bodies.size() < count) {
            const auto events = core.events(1);
            if (events.isEmpty())
                break;
            for (const auto &event : events)
                bodies << event.body;
            core.ack(events.last().seq);
        }
        return bodies;
    }
};

QTEST_GUILESS_MAIN(TestSpoolFaults)
#include "tst_spool_faults.moc"
