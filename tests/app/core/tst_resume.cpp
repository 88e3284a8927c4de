// SPDX-License-Identifier: Apache-2.0
#include "tests/support/line_process.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

/// The ready line of an `up` in this folder, and everything that it said when there was none.
QJsonObject readyIn(const QTemporaryDir &folder, QString &said)
{
    LineProcess up(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"), {u"up"_s, u"--data"_s, folder.path()});
    static const QRegularExpression line(u"^(\\{[^\\n]*\"webhookUrl\"[^\\n]*\\})$"_s,
                                         QRegularExpression::MultilineOption);
    const auto match = up.waitFor(line);
    said = up.said();
    return QJsonDocument::fromJson(match.captured(1).toUtf8()).object();
}

} // namespace

/// A workspace is resumed, not made again (CONTRACT 1).
class ResumeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Ready means that provider and templates answer now: what an earlier run learnt doesn't count.
    void aStackThatWasStoppedIsReadyAgain()
    {
        const QTemporaryDir folder;
        QString said;
        const auto first = readyIn(folder, said);
        QVERIFY2(!first.isEmpty(), qPrintable(said));
        const auto second = readyIn(folder, said);
        QVERIFY2(!second.isEmpty(), qPrintable(said));
        for (const auto *same : {"core", "relay", "twilio", "authToken"})
            QCOMPARE(second[QLatin1StringView(same)], first[QLatin1StringView(same)]);
    }

    /// Not a wait without end for a core that has nothing, and no advice to begin a new shop.
    void aStackWhoseDatabaseIsGoneEndsWithTheCoresSentence()
    {
        const QTemporaryDir folder;
        QString said;
        QVERIFY2(!readyIn(folder, said).isEmpty(), qPrintable(said));
        for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(folder.filePath(u"core/counterbell.sqlite"_s + suffix));
        QProcess up;
        up.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"), {u"up"_s, u"--data"_s, folder.path()});
        QVERIFY(up.waitForFinished(20'000));
        QCOMPARE(up.exitCode(), 1);
        // The relay, which is stopped then, has the very last line.
        const auto lines = QString::fromUtf8(up.readAllStandardError()).split(u'\n');
        const auto last = lines.filter(u"counterbell-sandbox: "_s).value(0);
        QVERIFY2(last.startsWith(u"counterbell-sandbox: counterbell-core does not start: The database "
                                 "counterbell.sqlite is missing"_s) &&
                     last.contains(u"counterbell-core restore --data %1/core"_s.arg(folder.path())) &&
                     !last.contains(u"--new-shop"_s),
                 qPrintable(last));
        QVERIFY(!QFile::exists(folder.filePath(u"core/counterbell.sqlite"_s)));
    }
};

QTEST_GUILESS_MAIN(ResumeTest)
#include "tst_resume.moc"
