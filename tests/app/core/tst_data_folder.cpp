// SPDX-License-Identifier: Apache-2.0
#include "app/core/data_folder.h"
#include "tests/support/full_disk.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

/// The folder that one core holds (DESIGN 1).
class DataFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneCoreHoldsIt()
    {
        const QTemporaryDir place;
        DataFolder second;
        {
            QVERIFY(!DataFolder::isHeld(place.path()));
            QVERIFY(!QFile::exists(place.filePath(u"core.lock"_s))); // asking leaves nothing behind
            DataFolder first;
            QVERIFY(first.take(place.path()));
            QVERIFY(DataFolder::isHeld(place.path()));
            const auto refused = second.take(place.path());
            QVERIFY(!refused);
            QVERIFY(refused.error().contains(u"Another core"_s));
        }
        QVERIFY(!DataFolder::isHeld(place.path()));
        DataFolder third;
        QVERIFY(third.take(place.path()));
        QCOMPARE(QFileInfo(place.path()).permissions() & (QFile::ReadGroup | QFile::ExeOther), QFile::Permissions());
    }

    void aRestartedCoreKeepsItsToken()
    {
        const QTemporaryDir place;
        DataFolder folder;
        QVERIFY(folder.take(place.path()));
        const auto token = folder.launchToken();
        QCOMPARE(token.size(), 64);
        QVERIFY(folder.launchToken() != token); // a fresh one while none is announced
        QVERIFY(folder.announce(QUrl(u"ws://127.0.0.1:1"_s), token));
        QCOMPARE(folder.launchToken(), token);
        QCOMPARE(QFileInfo(folder.path(u"core.json"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    /// Consoles and scripts hold the token: a core that found none in its place would turn all of them away.
    void aFullDiskCostsNobodyTheToken()
    {
        const QTemporaryDir place;
        DataFolder folder;
        QVERIFY(folder.take(place.path()));
        const auto token = folder.launchToken();
        QVERIFY(folder.announce(QUrl(u"ws://127.0.0.1:1"_s), token));
        {
            const test::FullDisk full;
            QVERIFY(!folder.announce(QUrl(u"ws://127.0.0.1:2"_s), token));
        }
        QCOMPARE(folder.launchToken(), token);
    }
};

QTEST_GUILESS_MAIN(DataFolderTest)
#include "tst_data_folder.moc"
