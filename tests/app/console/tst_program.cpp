// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/processes.h"
#include "tests/e2e/support/stack_under_test.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace counterbell;

/// The program itself, without a screen.
class TestProgram : public QObject
{
    Q_OBJECT

    static constexpr int kPatience = 60'000;

    /// The console with folders of its own.
    struct Console {
        explicit Console(const QStringList &arguments, const QString &folder, const QByteArray &token = {})
        {
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
            environment.insert(u"XDG_DATA_HOME"_s, folder + u"/data"_s);
            environment.insert(u"XDG_CONFIG_HOME"_s, folder + u"/config"_s);
            environment.insert(u"COUNTERBELL_TOKEN"_s, QString::fromLatin1(token));
            process.setProcessEnvironment(environment);
            process.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell"), arguments);
        }
        ~Console()
        {
            if (process.state() == QProcess::NotRunning)
                return;
            process.terminate();
            if (!process.waitForFinished(20'000))
                process.kill();
            process.waitForFinished();
        }
        bool logs(const QString &words)
        {
            const QDeadlineTimer deadline(kPatience);
            while (!log.contains(words.toUtf8()) && !deadline.hasExpired() && process.state() != QProcess::NotRunning) {
                process.waitForReadyRead(200);
                log += process.readAllStandardError();
            }
            return log.contains(words.toUtf8());
        }
        QProcess process;
        QByteArray log;
    };

private Q_SLOTS:
    void saysItsVersionAndItsUsageWithoutADisplay()
    {
        for (const auto &[option, part] :
             {std::pair(u"--version"_s, "counterbell 0."), std::pair(u"--help"_s, "--sandbox")}) {
            QProcess process;
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.remove(u"QT_QPA_PLATFORM"_s);
            environment.remove(u"DISPLAY"_s);
            environment.remove(u"WAYLAND_DISPLAY"_s);
            process.setProcessEnvironment(environment);
            process.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell"), {option});
            QVERIFY(process.waitForFinished(kPatience));
            QCOMPARE(process.exitCode(), 0);
            QVERIFY(process.readAllStandardOutput().contains(part));
        }
    }

    void refusesABadArgumentWithOneSentence()
    {
        const QTemporaryDir folder;
        Console console({u"--core"_s, u"ftp://nowhere"_s}, folder.path());
        QVERIFY(console.process.waitForFinished(kPatience));
        QCOMPARE(console.process.exitCode(), 2);
        const auto said = console.process.readAllStandardError();
        QVERIFY2(said.contains("ftp://nowhere") && said.count('\n') == 1, said.constData());
    }

    void theSandboxSignsInAndEndsWithTheProgram()
    {
        const QTemporaryDir folder;
        Console console({u"--sandbox"_s}, folder.path());
        QVERIFY2(console.logs(u"signed in"_s), console.log.constData());
        const auto up = e2e::childNamed(console.process.processId(), "counterbell-sandbox");
        QVERIFY(up > 0);
        const auto children = e2e::childrenOf(up);
        QCOMPARE(children.size(), 2);
        console.process.terminate();
        QVERIFY(console.process.waitForFinished(kPatience));
        QCOMPARE(console.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(console.process.exitCode(), 0);
        QVERIFY(!e2e::isRunning(up));
        for (const auto child : children)
            QVERIFY(!e2e::isRunning(child));
        // One JSON object a line.
        console.log += console.process.readAllStandardError();
        for (const auto &line : console.log.trimmed().split('\n'))
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    }

    void aKilledConsoleLeavesNobodyBehind()
    {
        const QTemporaryDir folder;
        Console console({u"--sandbox"_s}, folder.path());
        QVERIFY2(console.logs(u"signed in"_s), console.log.constData());
        const auto up = e2e::childNamed(console.process.processId(), "counterbell-sandbox");
        auto all = e2e::childrenOf(up);
        all << up;
        console.process.kill();
        QVERIFY(console.process.waitForFinished(kPatience));
        for (const auto pid : all)
            QTRY_VERIFY_WITH_TIMEOUT(!e2e::isRunning(pid), 6000);
    }

    void attachesToTheCoreItIsGiven()
    {
        e2e::StackUnderTest stack;
        QVERIFY(stack.start());
        const QTemporaryDir folder;
        Console console({u"--core"_s, stack.value("core"_L1)}, folder.path(), stack.value("token"_L1).toLatin1());
        QVERIFY2(console.logs(u"a core is there"_s), console.log.constData());
        // It asks who is at the counter and signs nobody in.
        QVERIFY2(console.logs(u"somebody has to sign in"_s), console.log.constData());
        console.process.terminate();
        QVERIFY(console.process.waitForFinished(kPatience));
        QCOMPARE(console.process.exitCode(), 0);
        QVERIFY(e2e::isRunning(stack.corePid()));
    }

    void startsACoreThatOutlivesTheWindow()
    {
        const QTemporaryDir folder;
        qint64 core = 0;
        {
            Console console({}, folder.path());
            QVERIFY2(console.logs(u"somebody has to sign in"_s), console.log.constData());
            QFile announced(folder.filePath(u"data/counterbell/core/core.json"_s));
            QVERIFY(announced.open(QIODevice::ReadOnly));
            core = QJsonDocument::fromJson(announced.readAll()).object()[u"pid"_s].toInteger();
            console.process.terminate();
            QVERIFY(console.process.waitForFinished(kPatience));
            QCOMPARE(console.process.exitCode(), 0);
        }
        QVERIFY(e2e::isRunning(core));
        ::kill(pid_t(core), SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(!e2e::isRunning(core), kPatience);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
