// SPDX-License-Identifier: Apache-2.0
#include "core/async/logging.h"

#include "core/async/rotating_file.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <thread>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{
QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

class LoggingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsFullFilesAsideAndKeepsSoMany()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"core.log"_s);
        RotatingFile file(path, 20, 3);
        for (const char *line :
             {"one......", "two......", "three....", "four.....", "five.....", "six......", "seven...."})
            file.write(line);
        QCOMPARE(contents(path), "seven....\n"_ba);
        QCOMPARE(contents(path + u".1"_s), "five.....\nsix......\n"_ba);
        QCOMPARE(contents(path + u".2"_s), "three....\nfour.....\n"_ba);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 3);
    }

    void goesOnWhereItWas()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"core.log"_s);
        RotatingFile(path, 20, 2).write("one");
        RotatingFile again(path, 20, 2);
        again.write("two");
        QCOMPARE(contents(path), "one\ntwo\n"_ba);
        again.write(QByteArray(100, 'x')); // longer than a whole file: still kept
        QCOMPARE(contents(path).size(), 101);
        QCOMPARE(contents(path + u".1"_s), "one\ntwo\n"_ba);
    }

    void isReadableByItsOwnerOnly()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"core.log"_s);
        RotatingFile(path, 20, 2).write("one");
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }

    void survivesAFolderThatIsNotThere() { RotatingFile(u"/nowhere/core.log"_s, 20, 2).write("one"); }

    void writesWhatAllThreadsSayAsJson()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"core.log"_s);
        {
            const Logging logging({.file = path, .toStderr = false});
            std::vector<std::thread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([] {
                    for (int n = 0; n < 50; ++n)
                        qWarning("to +61412345678");
                });
            for (auto &thread : threads)
                thread.join();
        }
        const auto lines = contents(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 200);
        for (const auto &line : lines) {
            const auto object = QJsonDocument::fromJson(line).object();
            QCOMPARE(object.value("message"_L1).toString(), u"to …678"_s);
            QCOMPARE(object.value("level"_L1).toString(), u"warning"_s);
        }
    }
};

QTEST_GUILESS_MAIN(LoggingTest)
#include "tst_logging.moc"
