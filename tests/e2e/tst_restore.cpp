// SPDX-License-Identifier: Apache-2.0
// The commands of counterbell-core as a shop uses them: a copy is made, life goes on, the PC dies, the copy comes back.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

struct Said {
    int status = -1;
    QByteArray out;
    QByteArray complaint;

    [[nodiscard]] QByteArray text() const { return out + complaint; }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Said runCore(QStringList arguments)
{
    QProcess core;
    core.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"), arguments);
    if (!core.waitForFinished(60'000))
        return {-1, {}, "it did not end"};
    return {core.exitCode(), core.readAllStandardOutput(), core.readAllStandardError()};
}

QString statusIn(const QJsonObject &report, const QString &name)
{
    for (const auto &check : report[u"checks"_s].toArray()) {
        if (check[u"name"_s] == name)
            return check[u"status"_s].toString();
    }
    return {};
}

} // namespace

class TestRestore : public QObject
{
    Q_OBJECT
private:
    StackUnderTest &stack() { return m_stage->stack(); }
    QString data() { return stack().dataDir() + u"/core"_s; }
    QStringList command(const QString &name, const QStringList &more = {})
    {
        return QStringList{name, u"--data"_s, data(), u"--json"_s} + more;
    }
    /// A conversation that a person handles, with somebody who has written.
    QString conversationOf(Handset &phone)
    {
        if (phone.writes(u"Hello"_s).isEmpty() ||
            !waitUntil([&] { return phone.received().size() == 1; }, 10s)) // the AI's answer
            return {};
        const auto id = Desk(m_stage->agent()).conversationWith(phone.number())["id"_L1].toString();
        return m_stage->agent().call("inbox.takeOver"_L1, {{u"conversationId"_s, id}}).ok() ? id : QString();
    }
    QString epoch()
    {
        return m_stage->agent()
            .call("session.hello"_L1, {{u"contract"_s, 1}, {u"software"_s, u"test"_s}})["epoch"_L1]
            .toString();
    }

    std::unique_ptr<Stage> m_stage;

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->open());
    }
    void cleanup()
    {
        m_stage->showLogOfFailure();
        QVERIFY(m_stage->close());
    }

    void whatHappenedAfterTheCopyIsNeitherLostNorDoneTwice()
    {
        auto phone = m_stage->phone(u"+61491573960"_s);
        const auto id = conversationOf(phone);
        QVERIFY(!id.isEmpty());
        // At the moment of the copy one message is behind Undo; afterwards it goes out, and the customer answers.
        VERIFY_OK(m_stage->agent().call("inbox.send"_L1, {{u"conversationId"_s, id},
                                                          {u"channel"_s, u"whatsapp"_s},
                                                          {u"body"_s, u"Your ring is ready"_s},
                                                          {u"holdSeconds"_s, 20}}));
        const auto copied = runCore(command(u"backup"_s));
        QVERIFY2(copied.status == 0, copied.text().constData());
        QVERIFY(copied.json()[u"bytes"_s].toInteger() > 100'000);
        QVERIFY(m_stage->sandbox().advanceClock(21s));
        QTRY_COMPARE_WITH_TIMEOUT(phone.bodies().count(u"Your ring is ready"_s), 1, 10000);
        QVERIFY(!phone.writes(u"Coming at noon"_s).isEmpty());
        QTRY_VERIFY(!Desk(m_stage->agent()).messageWithBody(id, u"Coming at noon"_s).isEmpty());
        // Somebody else writes, and the AI answers at once.
        auto other = m_stage->phone(u"+61491573963"_s);
        QVERIFY(!other.writes(u"Are you open?"_s).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(other.received().size(), 1, 10000);
        const auto before = epoch();

        // The core runs: its data can't be replaced under it.
        const auto refused = runCore(command(u"restore"_s));
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.json()[u"problem"_s], u"dataFolder"_s);
        QVERIFY(m_stage->close());

        const auto restored = runCore(command(u"restore"_s, {u"--from"_s, copied.json()[u"file"_s].toString()}));
        QVERIFY2(restored.status == 0, restored.text().constData());
        QCOMPARE(restored.json()[u"needsReview"_s], 1);
        QVERIFY(QFile::exists(restored.json()[u"kept"_s].toString()));
        QVERIFY(m_stage->open());

        // What came in since is there again, from the relay; what was under way waits for a person, and stays unsent.
        QTRY_VERIFY_WITH_TIMEOUT(!Desk(m_stage->agent()).messageWithBody(id, u"Coming at noon"_s).isEmpty(), 15000);
        QCOMPARE(Desk(m_stage->agent()).messageWithBody(id, u"Your ring is ready"_s)["status"_L1].toString(),
                 u"uncertain"_s);
        QVERIFY(m_stage->sandbox().advanceClock(600s));
        QVERIFY(m_stage->sandbox().advanceClock(600s));
        QTRY_COMPARE(Desk(m_stage->agent()).messageWithBody(id, u"Your ring is ready"_s)["status"_L1].toString(),
                     u"uncertain"_s);
        QCOMPARE(m_stage->phone(u"+61491573960"_s).bodies().count(u"Your ring is ready"_s), 1);
        // Nor is anybody answered a second time: the shop doesn't know any more that it did.
        QTRY_COMPARE(Desk(m_stage->agent()).conversationWith(other.number())["handling"_L1].toString(),
                     u"needs_human"_s);
        QCOMPARE(m_stage->phone(other.number()).received().size(), 1);
        QVERIFY(epoch() != before);
        const auto found = runCore(command(u"doctor"_s));
        QVERIFY2(found.status == 0, found.text().constData());
        QCOMPARE(statusIn(found.json(), u"sends"_s), u"warning"_s);
        QCOMPARE(statusIn(found.json(), u"database"_s), u"ok"_s);
        QCOMPARE(statusIn(found.json(), u"account"_s), u"ok"_s);
        QCOMPARE(statusIn(found.json(), u"relay"_s), u"ok"_s);
    }

    void aDamagedDatabaseIsPutAsideAndTheShopComesBack()
    {
        auto phone = m_stage->phone(u"+61491573961"_s);
        const auto id = conversationOf(phone);
        QVERIFY(!id.isEmpty());
        const auto copied = runCore(command(u"backup"_s));
        QVERIFY2(copied.status == 0, copied.text().constData());
        QVERIFY(m_stage->close());
        {
            QFile database(data() + u"/counterbell.sqlite"_s);
            QVERIFY(database.open(QIODevice::ReadWrite));
            QVERIFY(database.write(QByteArray(8192, '\x5a')) > 0);
        }
        const auto found = runCore(command(u"doctor"_s));
        QCOMPARE(found.status, 1);
        QCOMPARE(statusIn(found.json(), u"database"_s), u"failed"_s);
        // Without --from it is the newest copy that comes back.
        const auto restored = runCore(command(u"restore"_s));
        QVERIFY2(restored.status == 0, restored.text().constData());
        QCOMPARE(restored.json()[u"from"_s], copied.json()[u"file"_s]);
        QVERIFY(restored.json()[u"kept"_s].toString().contains(u"damaged"_s));
        QVERIFY(m_stage->open());
        QVERIFY(!Desk(m_stage->agent()).messageWithBody(id, u"Hello"_s).isEmpty());
        QCOMPARE(statusIn(runCore(command(u"doctor"_s)).json(), u"database"_s), u"ok"_s);
    }

    void aWholeCopyBringsTheFilesAlong()
    {
        auto phone = m_stage->phone(u"+61491573962"_s);
        const auto id = conversationOf(phone);
        QVERIFY(!id.isEmpty());
        const QByteArray bytes = "%PDF-1.4 a valuation";
        const auto uploaded =
            m_stage->agent().call("media.upload"_L1, {{u"name"_s, u"valuation.pdf"_s},
                                                      {u"contentType"_s, u"application/pdf"_s},
                                                      {u"dataBase64"_s, QString::fromLatin1(bytes.toBase64())}});
        VERIFY_OK(uploaded);
        VERIFY_OK(m_stage->agent().call("inbox.send"_L1,
                                        {{u"conversationId"_s, id},
                                         {u"channel"_s, u"whatsapp"_s},
                                         {u"attachmentIds"_s, QJsonArray{uploaded["attachmentId"_L1].toString()}}}));
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 2, 10000);

        const auto folder = stack().dataDir() + u"/copy"_s;
        const auto copied = runCore(command(u"backup"_s, {u"--to"_s, folder}));
        QVERIFY2(copied.status == 0, copied.text().constData());
        QCOMPARE(copied.json()[u"media"_s], 1);
        QVERIFY(!QDir(folder).entryList(QDir::Files).contains(u"secrets.enc"_s));
        const auto again = runCore(command(u"backup"_s, {u"--to"_s, folder}));
        QCOMPARE(again.status, 1);
        QCOMPARE(again.json()[u"problem"_s], u"notEmpty"_s);

        QVERIFY(m_stage->close());
        QVERIFY(QDir(data() + u"/media"_s).removeRecursively());
        const auto restored = runCore(command(u"restore"_s, {u"--from"_s, folder}));
        QVERIFY2(restored.status == 0, restored.text().constData());
        QCOMPARE(restored.json()[u"media"_s], 1);
        QVERIFY(m_stage->open());
        const auto part = m_stage->agent().call(
            "media.get"_L1, {{u"attachmentId"_s, uploaded["attachmentId"_L1].toString()}, {u"offset"_s, 0}});
        QCOMPARE(QByteArray::fromBase64(part["dataBase64"_L1].toString().toLatin1()), bytes);
    }

    void aReplayAppliesNothingTwice()
    {
        auto phone = m_stage->phone(u"+61491573963"_s);
        const auto id = conversationOf(phone);
        QVERIFY(!id.isEmpty());
        const auto sid = phone.writes(u"Once"_s);
        QTRY_VERIFY(!Desk(m_stage->agent()).messageWithSid(id, sid).isEmpty());
        // Beside the running core, and without one.
        const auto beside = runCore(command(u"replay"_s, {u"--sid"_s, sid}));
        QVERIFY2(beside.status == 0, beside.text().constData());
        QCOMPARE(beside.json()[u"duplicates"_s], 1);
        QCOMPARE(beside.json()[u"applied"_s], 0);
        QVERIFY(m_stage->close());
        const auto alone = runCore(command(u"replay"_s, {u"--since"_s, u"2020-01-01T00:00:00Z"_s}));
        QVERIFY2(alone.status == 0, alone.text().constData());
        QVERIFY(alone.json()[u"duplicates"_s].toInt() >= 2);
        QCOMPARE(alone.json()[u"applied"_s], 0);
        QVERIFY(m_stage->open());
        QCOMPARE(where(Desk(m_stage->agent()).messages(id), {{u"body"_s, u"Once"_s}}).size(), 1);
    }

    void whatCannotBeRestoredChangesNothing()
    {
        QVERIFY(m_stage->close());
        const auto letter = stack().dataDir() + u"/letter.txt"_s;
        QFile file(letter);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9000, 'x')) > 0);
        file.close();
        const auto files = QDir(data()).entryList(QDir::Files);
        for (const auto &[from, problem] :
             {std::pair(letter, u"unreadable"_s), std::pair(stack().dataDir() + u"/nowhere"_s, u"noBackup"_s),
              std::pair(stack().dataDir() + u"/relay/spool.sqlite"_s, u"notCounterbell"_s)}) {
            const auto refused = runCore(command(u"restore"_s, {u"--from"_s, from}));
            QCOMPARE(refused.status, 1);
            QCOMPARE(refused.json()[u"problem"_s].toString(), problem);
        }
        QCOMPARE(QDir(data()).entryList(QDir::Files), files);
        QVERIFY(m_stage->open());
        QVERIFY(m_stage->agent().isConnected());
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestRestore)
#include "tst_restore.moc"
