// SPDX-License-Identifier: Apache-2.0
// Pictures both ways: a customer sends one, an operator sends one, and an erased customer's are gone.
#include "tests/e2e/support/photo.h"
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

#include <QCryptographicHash>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

namespace
{

QString dataUrl(const QByteArray &bytes)
{
    return u"data:image/png;base64,"_s + QString::fromLatin1(bytes.toBase64());
}

} // namespace

class TestMedia : public QObject
{
    Q_OBJECT
private:
    Desk desk() { return Desk(m_stage.agent()); }
    QString conversationId(const QString &number)
    {
        QString id;
        (void)QTest::qWaitFor([&] { return !(id = desk().conversationWith(number)["id"_L1].toString()).isEmpty(); });
        return id;
    }
    QJsonObject fileOf(const QString &conversation, const QString &sid)
    {
        return desk().messageWithSid(conversation, sid)["attachments"_L1].toArray().first().toObject();
    }
    QByteArray fetched(const QString &attachmentId) { return e2e::fetched(m_stage.agent(), attachmentId); }
    Reply upload(const QByteArray &bytes, const QString &name, const QString &type)
    {
        return m_stage.agent().call(
            "media.upload"_L1,
            {{u"name"_s, name}, {u"contentType"_s, type}, {u"dataBase64"_s, QString::fromLatin1(bytes.toBase64())}});
    }
    Reply send(const QString &conversation, const QString &channel, const QStringList &files, const QString &body = {})
    {
        QJsonObject params{{u"conversationId"_s, conversation},
                           {u"channel"_s, channel},
                           {u"attachmentIds"_s, QJsonArray::fromStringList(files)}};
        if (!body.isEmpty())
            params.insert(u"body"_s, body);
        return m_stage.agent().call("inbox.send"_L1, params);
    }
    QString pathOf(const QByteArray &bytes)
    {
        const auto hash = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        return m_stage.stack().dataDir() + u"/core/media/"_s + hash.left(2) + u'/' + hash.mid(2);
    }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_stage.open());
        QVERIFY(m_stage.agent().subscribe());
    }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void aCustomersPhotoIsFetchedByteForByte()
    {
        auto phone = m_stage.phone(u"+61491573301"_s);
        const auto photo = picture(600'000);
        const auto sid = phone.writes({{u"body"_s, u"This one"_s}, {u"mediaUrl"_s, dataUrl(photo)}});
        QVERIFY(!sid.isEmpty());
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(fileOf(id, sid)["state"_L1].toString(), u"stored"_s, 10000);
        const auto file = fileOf(id, sid);
        QCOMPARE(file["contentType"_L1].toString(), u"image/png"_s);
        QCOMPARE(file["size"_L1].toInteger(), photo.size());
        QCOMPARE(file["width"_L1].toInt(), 640);
        QCOMPARE(file["height"_L1].toInt(), 480);
        QCOMPARE(desk().messageWithSid(id, sid)["kind"_L1].toString(), u"media"_s);
        QVERIFY(fetched(file["id"_L1].toString()) == photo);
        const auto &events = m_stage.agent().events();
        QTRY_VERIFY(std::ranges::any_of(events, [&](const Event &event) {
            return event.name == "message.updated"_L1 && event.data["sid"_L1].toString() == sid &&
                   event.data["attachments"_L1][0]["state"_L1].toString() == "stored"_L1;
        }));
        QCOMPARE(QFileInfo(pathOf(photo)).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
    }

    void anOperatorsPictureReachesTheHandset()
    {
        auto phone = m_stage.phone(u"+61491573302"_s);
        phone.writes(u"Can I see it?"_s);
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000); // the AI's answer
        const auto photo = picture(1'500'000);
        const auto first = m_stage.agent().call(
            "media.upload"_L1, {{u"name"_s, u"ring.png"_s},
                                {u"contentType"_s, u"image/png"_s},
                                {u"dataBase64"_s, QString::fromLatin1(photo.first(900'000).toBase64())},
                                {u"more"_s, true}});
        VERIFY_OK(first);
        const auto file = first["attachmentId"_L1].toString();
        VERIFY_REFUSED(send(id, u"whatsapp"_s, {file}), "conflict"); // not all of it is there
        VERIFY_OK(m_stage.agent().call("media.upload"_L1,
                                       {{u"attachmentId"_s, file},
                                        {u"offset"_s, 900'000},
                                        {u"dataBase64"_s, QString::fromLatin1(photo.sliced(900'000).toBase64())}}));

        const auto sent = send(id, u"whatsapp"_s, {file}, u"Here it is"_s);
        VERIFY_OK(sent);
        QCOMPARE(sent["kind"_L1].toString(), u"media"_s);
        QCOMPARE(sent["attachments"_L1][0]["id"_L1].toString(), file);
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 2, 10000);
        const auto got = phone.received().last();
        QCOMPARE(got["body"_L1].toString(), u"Here it is"_s);
        QCOMPARE(got["media"_L1].toArray().size(), 1);
        const auto url = got["media"_L1][0].toString();
        QVERIFY2(url.startsWith(m_stage.stack().value("relay"_L1) + u"/m/"_s), qPrintable(url));
        QVERIFY(m_stage.sandbox().http().get(url).body == photo);
        const auto sid = got["sid"_L1].toString();
        QVERIFY(sid.startsWith(u"MM"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desk().messageWithSid(id, sid)["status"_L1].toString(), u"read"_s, 10000);
        VERIFY_REFUSED(send(id, u"whatsapp"_s, {file}), "conflict"); // it has been sent
    }

    void whatTheChannelDoesNotTakeIsRefusedBeforehand()
    {
        auto phone = m_stage.phone(u"+61491573303"_s);
        phone.writes(u"Hello"_s);
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);
        VERIFY_REFUSED(upload("hello", u"a.txt"_s, u"text/plain"_s), "mediaNotAllowed");
        VERIFY_REFUSED(upload("no picture", u"a.png"_s, u"image/png"_s), "mediaNotAllowed");
        const auto gif = upload(QByteArray::fromHex("47494638396101000100000000"), u"a.gif"_s, u"image/gif"_s);
        VERIFY_OK(gif);
        VERIFY_REFUSED(send(id, u"whatsapp"_s, {gif["attachmentId"_L1].toString()}), "mediaNotAllowed");
        const auto one = upload(picture(1000), u"1.png"_s, u"image/png"_s);
        const auto two = upload(picture(1000), u"2.png"_s, u"image/png"_s);
        const QStringList both{one["attachmentId"_L1].toString(), two["attachmentId"_L1].toString()};
        VERIFY_REFUSED(send(id, u"whatsapp"_s, both), "mediaNotAllowed");
        VERIFY_REFUSED(send(id, u"whatsapp"_s, {u"999999"_s}), "notFound");
        VERIFY_REFUSED(m_stage.staff().call("media.upload"_L1, {{u"dataBase64"_s, u""_s}}), "notPermitted");
        QCOMPARE(phone.received().size(), 1);
    }

    void anErasedCustomersPhotoIsGoneFromTheDisk()
    {
        auto phone = m_stage.phone(u"+61491573304"_s);
        const auto photo = picture(5'000);
        const auto sid = phone.writes({{u"body"_s, u"Mine"_s}, {u"mediaUrl"_s, dataUrl(photo)}});
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(fileOf(id, sid)["state"_L1].toString(), u"stored"_s, 10000);
        QVERIFY(QFileInfo::exists(pathOf(photo)));
        const auto contact = desk().conversation(id)["contact"_L1]["id"_L1];
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000); // nothing is under way to them
        VERIFY_OK(m_stage.owner().call("contacts.erase"_L1, {{u"contactId"_s, contact}}));
        QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(pathOf(photo)), 5000);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestMedia)
#include "tst_media.moc"
