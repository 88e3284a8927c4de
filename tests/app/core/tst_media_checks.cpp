// SPDX-License-Identifier: Apache-2.0
#include "app/core/media_checks.h"

#include "core/media/file_store.h"
#include "tests/support/rows.h"

#include <QDir>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

class MediaChecksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatMessagesNameAndIsNowhere()
    {
        const FakeClock clock;
        TestStore store(clock);
        const QTemporaryDir dir;
        const auto folder = dir.filePath(u"media"_s);
        const auto shared = media::sharedFilesOf(*store);
        media::FileStore files(folder, *shared);
        const auto check = [&] {
            const auto dialect = store.database().dialect();
            store::Connection db(*dialect, u"doctor"_s, true);
            return checkMedia(db, folder);
        };
        QCOMPARE(check().status, HealthStatus::Ok);
        for (const auto *bytes : {"one", "two"}) {
            const auto kept = waitForTask(files.keep(bytes));
            inTx(*store, [&](store::Tx &tx) {
                // Twice: it is one file.
                for (int i = 0; i < 2; ++i)
                    tx.execute(u"INSERT INTO attachments (content_type, state, sha256) VALUES ('a/b', 'stored', ?)"_s,
                               kept->sha256);
            });
        }
        inTx(*store, [&](store::Tx &tx) {
            tx.execute(u"INSERT INTO attachments (content_type, state) VALUES ('a/b', 'pending')"_s);
        });
        QCOMPARE(check().status, HealthStatus::Ok);
        QVERIFY2(check().detail.contains(u"the 2 files"_s), qPrintable(check().detail));

        QVERIFY(QDir(folder).removeRecursively());
        // The others have it still.
        QCOMPARE(check().status, TestDatabase::isPostgres() ? HealthStatus::Ok : HealthStatus::Degraded);
        if (TestDatabase::isPostgres())
            inTx(*store, [](store::Tx &tx) { tx.execute(u"UPDATE media_files SET size = NULL"_s); });
        QCOMPARE(check().status, HealthStatus::Degraded);
        QVERIFY2(check().detail.contains(u"of the 2 files of messages 2 are not"_s), qPrintable(check().detail));
    }
};

QTEST_GUILESS_MAIN(MediaChecksTest)
#include "tst_media_checks.moc"
