// SPDX-License-Identifier: Apache-2.0
#include "app/console/own_core.h"
#include "app/console/sandbox_stack.h"
#include "tests/e2e/support/processes.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace counterbell;
using console::Launcher;
using console::OwnCore;
using console::SandboxStack;

/// Over the real programs.
class TestLaunchers : public QObject
{
    Q_OBJECT

    static constexpr int kPatience = 60'000;
    const QString m_core = QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core");
    const QString m_sandbox = QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox");

    static qint64 pidIn(const QString &folder)
    {
        QFile file(folder + u"/core.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        return QJsonDocument::fromJson(file.readAll()).object()[u"pid"_s].toInteger();
    }
    /// A program that says why and ends.
    static QString failing(const QTemporaryDir &folder)
    {
        QFile script(folder.filePath(u"failing"_s));
        if (script.open(QIODevice::WriteOnly))
            script.write("#!/bin/sh\necho '{\"message\":\"no space left on the disk\"}' >&2\nexit 1\n");
        script.close();
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return script.fileName();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void startsACoreAttachesToItAndStartsItAgain()
    {
        const QTemporaryDir folder;
        const auto data = folder.filePath(u"core"_s);
        qint64 first = 0;
        {
            OwnCore launcher(m_core, data);
            QSignalSpy found(&launcher, &Launcher::found);
            launcher.start();
            QVERIFY(found.wait(kPatience));
            QVERIFY(launcher.locate());
            first = pidIn(data);
        }
        // It lives on without the console, and the next one attaches.
        QVERIFY(e2e::isRunning(first));
        OwnCore launcher(m_core, data);
        QSignalSpy found(&launcher, &Launcher::found);
        launcher.start();
        QCOMPARE(found.count(), 1);
        QCOMPARE(pidIn(data), first);

        ::kill(pid_t(first), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!launcher.locate(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(found.count(), 2, kPatience);
        const auto second = pidIn(data);
        QVERIFY(second != first && e2e::isRunning(second));
        ::kill(pid_t(second), SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(!e2e::isRunning(second), kPatience);
    }

    void saysWhyACoreDidNotStartAndTriesAgain()
    {
        const QTemporaryDir folder;
        OwnCore launcher(failing(folder), folder.filePath(u"core"_s));
        QSignalSpy failed(&launcher, &Launcher::failed);
        launcher.start();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, kPatience);
        QCOMPARE(failed.at(0).at(1).toString(), u"no space left on the disk"_s);
        QVERIFY(!failed.at(0).at(0).toString().isEmpty());
    }

    void aMissingProgramIsASentence()
    {
        const QTemporaryDir folder;
        OwnCore core(folder.filePath(u"none"_s), folder.filePath(u"core"_s));
        QSignalSpy noCore(&core, &Launcher::failed);
        core.start();
        QCOMPARE(noCore.count(), 1);
        SandboxStack stack(folder.filePath(u"none"_s), folder.filePath(u"sandbox"_s));
        QSignalSpy noStack(&stack, &Launcher::failed);
        stack.start();
        QTRY_COMPARE(noStack.count(), 1);
    }

    void theSandboxComesAndGoesWithTheConsole()
    {
        const QTemporaryDir folder;
        SandboxStack stack(m_sandbox, folder.filePath(u"sandbox"_s));
        QSignalSpy found(&stack, &Launcher::found);
        QSignalSpy failed(&stack, &Launcher::failed);
        stack.start();
        QVERIFY(found.wait(kPatience));
        QVERIFY(stack.locate());
        QVERIFY(stack.sandboxControl().isValid());
        const auto up = stack.pid();
        const auto children = e2e::childrenOf(up);
        QCOMPARE(children.size(), 2);

        QSignalSpy stopped(&stack, &Launcher::stopped);
        stack.stop();
        QVERIFY(stopped.wait(kPatience));
        for (const auto child : children)
            QVERIFY(!e2e::isRunning(child));
        QCOMPARE(failed.count(), 0);
    }

    void aSandboxThatDiesIsBroughtBack()
    {
        const QTemporaryDir folder;
        SandboxStack stack(m_sandbox, folder.filePath(u"sandbox"_s));
        QSignalSpy found(&stack, &Launcher::found);
        QSignalSpy failed(&stack, &Launcher::failed);
        stack.start();
        QVERIFY(found.wait(kPatience));
        ::kill(pid_t(stack.pid()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
        QVERIFY(!stack.locate());
        QTRY_COMPARE_WITH_TIMEOUT(found.count(), 2, kPatience);
    }

    void aSandboxThatCannotStartSaysWhy()
    {
        const QTemporaryDir folder;
        SandboxStack stack(failing(folder), folder.filePath(u"sandbox"_s));
        QSignalSpy failed(&stack, &Launcher::failed);
        stack.start();
        QVERIFY(failed.wait(kPatience));
        QCOMPARE(failed.at(0).at(1).toString(), u"no space left on the disk"_s);
    }
};

QTEST_GUILESS_MAIN(TestLaunchers)
#include "tst_launchers.moc"
