// SPDX-License-Identifier: Apache-2.0
// The program itself, on folders in which something is missing.
#include "app/core/missing_shop.h"
#include "app/core/shop_secrets.h"
#include "core/store/backup.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto kDatabase = "counterbell.sqlite"_L1;
constexpr uid_t kNobody = 65534;

struct Said {
    int status = -1;
    QString out;
    QString complaint;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
    /// The one sentence of a refusal, which is the last thing said.
    [[nodiscard]] QString sentence() const
    {
        const auto line = complaint.trimmed().section(u'\n', -1);
        return line.startsWith(u"counterbell-core: "_s) ? line.mid(18) : QString();
    }
};

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QString problem(QLatin1StringView word)
{
    return secretsSentence(secrets::secretProblem(word).value());
}

} // namespace

class MissingShopTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QString path(const QString &name = {}) const { return m_folder->filePath(name); }
    [[nodiscard]] QString data() const { return m_folder->path(); }

    /// Until it ends by itself, or has come to listen: then it is killed, and the status is 0.
    [[nodiscard]] Said start() const
    {
        QFile::remove(path(u"core.json"_s));
        QProcess core;
        core.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"), {u"--data"_s, data()});
        const auto isListening = [this] { return QFile::exists(path(u"core.json"_s)); };
        (void)QTest::qWaitFor([&] { return core.state() == QProcess::NotRunning || isListening(); }, 20'000);
        if (!isListening())
            return endOf(core);
        core.kill();
        core.waitForFinished();
        return {0, {}, {}};
    }
    [[nodiscard]] Said run(const QStringList &command, bool isNobody = false) const
    {
        QProcess core;
        if (isNobody)
            core.setChildProcessModifier([] {
                if (::setuid(kNobody) != 0)
                    ::_exit(99);
            });
        core.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"), command + QStringList{u"--data"_s, data()});
        return endOf(core);
    }
    static Said endOf(QProcess &core)
    {
        if (core.state() != QProcess::NotRunning && !core.waitForFinished(20'000))
            return {-1, {}, u"it did not end"_s};
        return {core.exitCode(), QString::fromUtf8(core.readAllStandardOutput()),
                QString::fromUtf8(core.readAllStandardError())};
    }
    /// "failed: …": what doctor has found out about that.
    [[nodiscard]] QString doctorsWord(const QString &name) const
    {
        const auto said = run({u"doctor"_s, u"--offline"_s, u"--json"_s}).json();
        for (const auto checks = said[u"checks"_s].toArray(); const auto &check : checks) {
            if (check[u"name"_s].toString() == name)
                return check[u"status"_s].toString() + u": "_s + check[u"detail"_s].toString();
        }
        return {};
    }
    /// A shop that has run, and has a copy of its own.
    [[nodiscard]] bool makeShop() const
    {
        for (const auto &said : {start(), run({u"backup"_s})}) {
            if (said.status != 0) {
                qWarning("no shop: %d %s", said.status, qPrintable(said.complaint));
                return false;
            }
        }
        return store::mergeLog(path(kDatabase));
    }
    [[nodiscard]] bool loseDatabase(bool isEmptied) const
    {
        for (const auto &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::remove(path(kDatabase + suffix));
        return isEmptied ? writeFile(path(kDatabase), {}) : QFile::remove(path(kDatabase));
    }
    [[nodiscard]] QStringList everything() const
    {
        auto names = QDir(data()).entryList(QDir::Files | QDir::Hidden);
        names.removeAll(u"core.log"_s);
        for (const auto &copy : QDir(path(u"backups"_s)).entryList(QDir::Files))
            names << copy;
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aShopWhoseDatabaseIsGoneIsNotBegunAnew_data()
    {
        QTest::addColumn<bool>("isEmptied");
        QTest::addColumn<QString>("taken"); // what else isn't there
        QTest::newRow("missing") << false << QString();
        QTest::newRow("empty") << true << QString();
        QTest::newRow("missing, with its secrets") << false << u"secrets.*"_s;
        QTest::newRow("missing, with its copies") << false << u"backups"_s;
    }
    void aShopWhoseDatabaseIsGoneIsNotBegunAnew()
    {
        QFETCH(bool, isEmptied);
        QFETCH(QString, taken);
        QVERIFY(makeShop());
        QVERIFY(loseDatabase(isEmptied));
        for (const auto &name : QDir(data()).entryList({taken}, QDir::AllEntries | QDir::NoDotAndDotDot)) {
            QVERIFY(QFileInfo(path(name)).isDir() ? QDir(path(name)).removeRecursively() : QFile::remove(path(name)));
        }
        QFile::remove(path(u"core.json"_s)); // which our start removes
        const auto before = everything();
        const auto refused = start();
        QCOMPARE(refused.status, 2);
        const auto sentence = refused.sentence();
        QVERIFY2(sentence.contains(u"counterbell.sqlite is "_s + (isEmptied ? u"empty"_s : u"missing"_s)) &&
                     sentence.contains(u"counterbell-core restore --data "_s + data()) &&
                     sentence.contains(u"use an empty folder"_s),
                 qPrintable(sentence));
        QCOMPARE(sentence.contains(u"--from"_s), taken == u"backups"_s);
        QCOMPARE(everything(), before);
        QCOMPARE(doctorsWord(u"database"_s), u"failed: "_s + sentence);
        QCOMPARE(run({u"doctor"_s, u"--offline"_s}).status, 1);
        QCOMPARE(run({u"replay"_s, u"--since"_s, u"2026-11-20T08:15:00Z"_s}).complaint.trimmed(), sentence);
        QCOMPARE(everything(), before);
        if (taken == u"backups"_s)
            return;
        // What the sentence says, works, and no copy of the emptiness is kept.
        const auto restored = run({u"restore"_s, u"--json"_s});
        QCOMPARE(restored.status, 0);
        QVERIFY(!restored.json().contains(u"kept"_s));
        QCOMPARE(start().status, 0);
    }

    /// Killed later and later, until it has come to listen; also with an empty file as its first trace.
    void aFirstStartThatWasKilledIsBegunAgain()
    {
        bool hasListened = false;
        for (int patience = 1; !hasListened && patience < 5000; patience += patience / 5 + 1) {
            init();
            QVERIFY(patience % 2 == 0 || writeFile(path(kDatabase), {}));
            QProcess killed;
            killed.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"), {u"--data"_s, data()});
            (void)QTest::qWaitFor([&] { return QFile::exists(path(u"core.json"_s)); }, patience);
            killed.kill();
            killed.waitForFinished();
            hasListened = QFile::exists(path(u"core.json"_s));
            CoreOptions options;
            options.dataDir = data();
            QCOMPARE(missingShop(options), std::nullopt);
            QCOMPARE(start().status, 0);
        }
        QVERIFY(hasListened);
    }

    void aFolderWithWhatComesBeforeAShopIsANewOne()
    {
        QVERIFY(writeFile(path(u"core.lock"_s), {}) && writeFile(path(u"core.log"_s), "{}\n"));
        QVERIFY(QDir().mkpath(path(u"backups"_s)));
        QCOMPARE(doctorsWord(u"database"_s), QString());
        QVERIFY(run({u"doctor"_s}).complaint.contains(u"no shop"_s));
        QCOMPARE(start().status, 0);
    }

    void aShopThatWasMovedToAServerIsNotBegunAnew()
    {
        QVERIFY(makeShop());
        QVERIFY(QFile::rename(path(kDatabase), path(u"counterbell.sqlite.migrated"_s)));
        const auto before = everything();
        const auto sentence = start().sentence();
        QVERIFY2(sentence.startsWith(u"This shop was moved to PostgreSQL: give --store postgresql://…"_s),
                 qPrintable(sentence));
        QCOMPARE(doctorsWord(u"database"_s), u"failed: "_s + sentence);
        const auto refused = run({u"restore"_s});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.complaint.contains(u"move counterbell.sqlite.migrated away first"_s),
                 qPrintable(refused.complaint));
        QVERIFY(!QFile::exists(path(kDatabase)));
        // Whoever really means it.
        QVERIFY(QFile::rename(path(u"counterbell.sqlite.migrated"_s), path(u"elsewhere"_s)));
        QCOMPARE(run({u"restore"_s}).status, 0);
        QCOMPARE(start().status, 0);
    }

    /// A further core's folder, started without the server.
    void aFolderWithTheKeyAloneIsToldOfTheServer()
    {
        QVERIFY(writeFile(path(u"secrets.key"_s), QByteArray(32, 'k')));
        const auto refused = start();
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.sentence().contains(u"--store postgresql://"_s), qPrintable(refused.sentence()));
        QVERIFY(!QFile::exists(path(kDatabase)));
    }

    void secretsThatDoNotOpenAreToldWithTheNextStep_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<std::optional<QByteArray>>("content");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QString &file, std::optional<QByteArray> content,
                            QLatin1StringView word) {
            QTest::newRow(name) << file << std::move(content) << problem(word);
        };
        row("no key", u"secrets.key"_s, std::nullopt, "keyMissing"_L1);
        row("half a key", u"secrets.key"_s, "half", "unreadable"_L1);
        row("another key", u"secrets.key"_s, QByteArray(32, 'x'), "wrongKey"_L1);
        row("a damaged box", u"secrets.enc"_s, "damaged", "tampered"_L1);
        row("a choice that is none", u"secrets.backend"_s, "nowhere\n", "unreadable"_L1);
    }
    void secretsThatDoNotOpenAreToldWithTheNextStep()
    {
        QFETCH(QString, file);
        QFETCH(std::optional<QByteArray>, content);
        QFETCH(QString, sentence);
        QVERIFY(makeShop());
        QVERIFY(content ? writeFile(path(file), *content) : QFile::remove(path(file)));
        QVERIFY2(sentence.contains(u"secrets."_s) && sentence.contains(u"Settings"_s), qPrintable(sentence));
        const auto refused = start();
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.complaint.contains(u"counterbell-core: "_s + sentence + u'\n'), qPrintable(refused.complaint));
        QCOMPARE(doctorsWord(u"secrets"_s), u"failed: "_s + sentence);
    }

    void theWayOutOfLostSecretsWorks()
    {
        QVERIFY(makeShop());
        QVERIFY(QFile::remove(path(u"secrets.key"_s)));
        QCOMPARE(start().status, 2);
        for (const auto &name : {u"secrets.enc"_s, u"secrets.backend"_s})
            QVERIFY(QFile::rename(path(name), path(u"lost-"_s + name)));
        QVERIFY2(doctorsWord(u"secrets"_s).contains(u"none are kept with this data folder"_s),
                 qPrintable(doctorsWord(u"secrets"_s)));
        QCOMPARE(start().status, 0);
    }

    /// The box tells how it was made; so doctor may not say that there is none.
    void secretsWithoutTheNoteBesideThemAreFound()
    {
        QVERIFY(makeShop());
        const auto before = doctorsWord(u"secrets"_s);
        QVERIFY(QFile::remove(path(u"secrets.backend"_s)));
        QCOMPARE(doctorsWord(u"secrets"_s), before);
        QVERIFY(!before.contains(u"none are kept"_s));
        QVERIFY(!QFile::exists(path(u"secrets.backend"_s)));
    }

    void aDatabaseThatIsNoneIsToldWithTheNextStep()
    {
        QVERIFY(makeShop());
        QVERIFY(writeFile(path(kDatabase), "not a database at all"));
        const auto refused = start();
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.sentence().contains(u"is damaged: run \"counterbell-core restore\""_s) &&
                     !refused.sentence().contains(u"PRAGMA"_s),
                 qPrintable(refused.sentence()));
        QCOMPARE(doctorsWord(u"database"_s), u"failed: "_s + refused.sentence());
        QCOMPARE(run({u"restore"_s}).status, 0);
        QCOMPARE(start().status, 0);
    }

    void aDatabaseThatMayOnlyBeReadIsFound()
    {
        QVERIFY(makeShop());
        QVERIFY(QFile::setPermissions(path(kDatabase), QFile::ReadOwner));
        QVERIFY2(doctorsWord(u"database"_s).contains(u"chmod u+w counterbell.sqlite"_s),
                 qPrintable(doctorsWord(u"database"_s)));
        QCOMPARE(run({u"doctor"_s, u"--offline"_s}).status, 1);
        const auto refused = start();
        QCOMPARE(refused.status, 2);
        QCOMPARE(doctorsWord(u"database"_s), u"failed: "_s + refused.sentence());
    }

    void aFolderThatMayNotBeReadIsNotAnEmptyOne()
    {
        QVERIFY(makeShop());
        const bool isRoot = ::geteuid() == 0;
        if (!isRoot)
            QVERIFY(::chmod(qPrintable(data()), 0) == 0);
        const auto said = run({u"doctor"_s}, isRoot);
        ::chmod(qPrintable(data()), S_IRWXU);
        if (said.status == 99 || said.status == -1)
            QSKIP("no other user may run the program here");
        QCOMPARE(said.status, 1);
        QVERIFY2(said.complaint.contains(u"can't be read by this user"_s), qPrintable(said.complaint));
    }

    void restoringOnANewComputerTellsOfTheSecrets()
    {
        QVERIFY(makeShop());
        const auto here = run({u"restore"_s});
        QCOMPARE(here.status, 0);
        QVERIFY(!here.out.contains(u"secrets.*"_s));
        QVERIFY2(here.out.contains(u"What customers wrote since the backup is fetched again"_s) &&
                     here.out.contains(u"What the shop itself sent since then is not in the inbox any more"_s) &&
                     here.out.contains(u"contacts and jobs"_s),
                 qPrintable(here.out));
        const auto old = std::exchange(m_folder, std::make_unique<QTemporaryDir>());
        const auto copies = store::listBackups(old->filePath(u"backups"_s));
        const auto there = run({u"restore"_s, u"--from"_s, copies.front().file});
        QVERIFY2(there.status == 0, qPrintable(there.complaint));
        QVERIFY2(there.out.contains(u"put secrets.* of the old folder into it"_s), qPrintable(there.out));
        QCOMPARE(start().status, 0);
    }
};

QTEST_GUILESS_MAIN(MissingShopTest)
#include "tst_missing_shop.moc"
