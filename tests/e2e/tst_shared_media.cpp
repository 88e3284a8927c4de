// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
// Two cores on one PostgreSQL database: pictures that one of them was given are seen, sent and erased through both.
#include "core/store/connection.h"
#include "core/store/postgres_url.h"
#include "tests/e2e/support/photo.h"
#include "tests/e2e/support/second_core.h"
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"
#include "tests/support/postgres/test_database.h"

#include <QCryptographicHash>
#include <QDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

class TestSharedMedia : public QObject
{
    Q_OBJECT
private:
    [[nodiscard]] QString firstFolder() const { return m_stage->stack().dataDir() + u"/core/media"_s; }
    [[nodiscard]] QString secondFolder() const { return m_core->folder() + u"/media"_s; }
    static bool isIn(const QString &folder, const QByteArray &bytes)
    {
        const auto hash = hashOf(bytes);
        return QFile::exists(folder + u'/' + hash.left(2) + u'/' + hash.mid(2));
    }
    /// How many parts of it the database has.
    qint64 partsOf(const QByteArray &bytes)
    {
        const auto location = store::readPostgresUrl(m_stage->stack().storeUrl());
        if (!location)
            return -1;
        const auto dialect = store::postgresDialect(*location);
        store::Connection db(*dialect, u"looked"_s, true);
        const auto row = db.query(u"SELECT COUNT(*) FROM media_parts WHERE sha256 = ?"_s, hashOf(bytes));
        return row->next() ? row->integer(0) : -1;
    }
    QString conversationWith(const QString &number)
    {
        QString id;
        (void)waitUntil([&] { return !(id = Desk(*m_second).conversationWith(number)["id"_L1].toString()).isEmpty(); },
                        10s);
        return id;
    }
    /// The customer sends it; answers the attachment once consoles are told that it can be opened.
    QString sends(Handset phone, const QByteArray &photo)
    {
        const auto sid =
            phone.writes({{u"body"_s, u"This one"_s},
                          {u"mediaUrl"_s, u"data:image/png;base64,"_s + QString::fromLatin1(photo.toBase64())}});
        const auto conversation = conversationWith(phone.number());
        QJsonObject file;
        const auto isStored = [&] {
            file = Desk(*m_second).messageWithSid(conversation, sid)["attachments"_L1][0].toObject();
            return file["state"_L1].toString() == "stored"_L1;
        };
        return waitUntil(isStored, 20s) ? file["id"_L1].toString() : QString();
    }

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<SecondCore> m_core;
    std::unique_ptr<RpcClient> m_second;

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->open());
        m_core = std::make_unique<SecondCore>(m_stage->stack().dataDir() + u"/core"_s, m_stage->stack().storeUrl());
        QVERIFY(m_core->start());
        m_second = std::make_unique<RpcClient>(m_core->ready());
        QVERIFY(m_second->login(u"owner"_s, u"1111"_s));
    }
    void cleanup()
    {
        if (!QTest::currentTestFailed() || !m_stage)
            return;
        m_stage->showLogOfFailure();
        if (m_core)
            qWarning("the second core's log ends with:\n%s", m_core->logTail().constData());
    }
    void cleanupTestCase()
    {
        m_second.reset();
        QVERIFY(!m_core || m_core->stop());
        m_core.reset();
        QVERIFY(!m_stage || m_stage->close());
        m_stage.reset();
    }

    void aCustomersPictureIsOpenedAtTheOtherBranch()
    {
        const auto photo = picture(1'300'000);
        const auto file = sends(m_stage->phone(u"+61491573811"_s), photo);
        QVERIFY(!file.isEmpty());
        QVERIFY(isIn(firstFolder(), photo));
        QVERIFY(!isIn(secondFolder(), photo));
        QVERIFY(fetched(*m_second, file) == photo);
        QVERIFY(isIn(secondFolder(), photo));
        QVERIFY(fetched(m_stage->agent(), file) == photo);
    }

    void aFileThatTheFollowerWasGivenReachesTheHandset()
    {
        auto phone = m_stage->phone(u"+61491573812"_s);
        QVERIFY(!phone.writes(u"Can I see it?"_s).isEmpty());
        const auto id = conversationWith(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10'000); // the AI's answer
        const auto photo = picture(700'000);
        const auto uploaded =
            m_second->call("media.upload"_L1, {{u"name"_s, u"ring.png"_s},
                                               {u"contentType"_s, u"image/png"_s},
                                               {u"dataBase64"_s, QString::fromLatin1(photo.toBase64())}});
        VERIFY_OK(uploaded);
        QVERIFY(!isIn(firstFolder(), photo));
        VERIFY_OK(m_second->call("inbox.send"_L1,
                                 {{u"conversationId"_s, id},
                                  {u"channel"_s, u"whatsapp"_s},
                                  {u"body"_s, u"Here it is"_s},
                                  {u"attachmentIds"_s, QJsonArray{uploaded["attachmentId"_L1].toString()}}}));
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 2, 20'000);
        const auto got = phone.received().last();
        QCOMPARE(got["body"_L1].toString(), u"Here it is"_s);
        QVERIFY(m_stage->sandbox().http().get(got["media"_L1][0].toString()).body == photo);
        QVERIFY(isIn(firstFolder(), photo)); // it is the leader that put it there
    }

    void anErasedCustomersPictureIsGoneFromTheDatabaseAndBothFolders()
    {
        auto phone = m_stage->phone(u"+61491573814"_s);
        const auto photo = picture(300'000);
        const auto file = sends(phone, photo);
        QVERIFY(!file.isEmpty());
        QVERIFY(fetched(*m_second, file) == photo);
        QCOMPARE(partsOf(photo), 3);
        QVERIFY(isIn(firstFolder(), photo) && isIn(secondFolder(), photo));
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10'000); // nothing is under way to them
        const auto conversation = conversationWith(phone.number());
        const auto contact = Desk(*m_second).conversation(conversation)["contact"_L1]["id"_L1];
        VERIFY_OK(m_second->call("contacts.erase"_L1, {{u"contactId"_s, contact}}));
        QTRY_COMPARE_WITH_TIMEOUT(partsOf(photo), 0, 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(!isIn(secondFolder(), photo), 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(!isIn(firstFolder(), photo), 5'000);
    }

    /// The last one: from here on another core may lead.
    void aPictureOutlivesTheCoreThatFetchedIt()
    {
        const auto photo = picture(600'000);
        const auto file = sends(m_stage->phone(u"+61491573813"_s), photo);
        QVERIFY(!file.isEmpty());
        QVERIFY(m_stage->stack().killCore());
        QVERIFY(QDir(firstFolder()).removeRecursively());
        QVERIFY(!isIn(secondFolder(), photo));
        QVERIFY(fetched(*m_second, file) == photo);
        // The other one is back within seconds, and has it again, too.
        QVERIFY(
            waitUntil([&] { return m_stage->signInAgain() && m_stage->agent().call("session.whoAmI"_L1).ok(); }, 30s));
        QVERIFY(fetched(m_stage->agent(), file) == photo);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestSharedMedia)
#include "tst_shared_media.moc"
