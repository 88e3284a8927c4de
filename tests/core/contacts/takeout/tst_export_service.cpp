// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/takeout/export_service.h"
#include "tests/support/shop_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <zip.h>

using namespace counterbell;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

/// The files of an archive, read by libzip.
QMap<QString, QByteArray> unpacked(const QByteArray &bytes)
{
    QMap<QString, QByteArray> files;
    auto *source = zip_source_buffer_create(bytes.constData(), size_t(bytes.size()), 0, nullptr);
    auto *archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (archive == nullptr)
        return files;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t stat;
        zip_stat_index(archive, zip_uint64_t(i), 0, &stat);
        QByteArray content(qsizetype(stat.size), '\0');
        auto *file = zip_fopen_index(archive, zip_uint64_t(i), 0);
        if (zip_fread(file, content.data(), stat.size) == zip_int64_t(stat.size))
            files.insert(QString::fromUtf8(stat.name), content);
        zip_fclose(file);
    }
    zip_close(archive);
    return files;
}

class Scene
{
public:
    Scene() : service(*shop.store, shop.clock) {}

    Result<ContactExport> piece(const std::optional<QString> &before = {})
    {
        return waitForTask(service.exportPiece(shop.member, {shop.customer, before}));
    }
    QByteArray whole()
    {
        QByteArray bytes;
        std::optional<QString> before;
        do {
            const auto next = piece(before).value();
            bytes += QByteArray::fromBase64(next.data.toLatin1());
            before = next.next;
        } while (before);
        return bytes;
    }
    /// Texts that don't compress, so that the archive has several pieces.
    void writeALot(int messages)
    {
        inTx(*shop.store, [&](store::Tx &tx) {
            const auto text = TestDatabase::isPostgres()
                                  ? u"(SELECT string_agg(md5(random()::text || x.i || n), '') FROM generate_series(1, 94) n)"_s
                                  : u"hex(randomblob(1500))"_s;
            tx.execute(u"WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < ?) INSERT INTO "
                       "messages (conversation_id, channel, direction, kind, body, status, author_kind, at) "
                       "SELECT ?, 'sms', 'inbound', 'text', %1, 'received', 'contact', i FROM x"_s.arg(text),
                       messages, shop.conversation);
        });
    }

    Shop shop;
    contacts::ExportService service;
};

} // namespace

class ExportServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAllThatIsKeptAboutAContact_PQ35()
    {
        Scene s;
        s.shop.receives(u"Where is my ring? \U0001F48D"_s);
        s.shop.consents(ConsentState::OptedIn, Channel::Whatsapp);
        std::ignore = s.shop.request(s.shop.text(u"In your hands soon"_s, Channel::Whatsapp));
        inTx(*s.shop.store, [&](store::Tx &tx) {
            tx.execute(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, created_at, updated_at) "
                       "VALUES ('R-1001', 'repair', 'ready', ?, 'ring', 0, 0), "
                       "('R-1002', 'repair', 'ready', NULL, 'of somebody else', 0, 0)"_s,
                       s.shop.customer);
            const auto other = s.shop.addCustomer(tx, u"Somebody Else"_s, u"+61491573009"_s);
            inbox::NewMessage message;
            message.conversationId =
                inbox::ConversationRepository().ensureFor(tx, other, Handling::Human, s.shop.clock.now());
            message.body = u"of somebody else"_s;
            message.at = s.shop.clock.now();
            std::ignore = inbox::MessageRepository().add(tx, message);
        });
        const auto bytes = s.whole();
        const auto files = unpacked(bytes);
        QCOMPARE(files.keys(), (QStringList{u"consents.json"_s, u"contact.json"_s, u"conversation.json"_s,
                                            u"jobs.json"_s, u"messages.json"_s, u"sends.json"_s}));
        const auto list = [&](const QString &name) { return QJsonDocument::fromJson(files[name]).array(); };
        QCOMPARE(QJsonDocument::fromJson(files[u"contact.json"_s])[u"name"_s].toString(), u"Samuel Iyer"_s);
        QCOMPARE(list(u"messages.json"_s).size(), 2);
        QCOMPARE(list(u"messages.json"_s).at(1)[u"body"_s].toString(), u"Where is my ring? \U0001F48D"_s);
        QCOMPARE(list(u"consents.json"_s).size(), 1);
        QCOMPARE(list(u"jobs.json"_s).size(), 1);
        QCOMPARE(list(u"sends.json"_s).at(0)[u"body"_s].toString(), u"In your hands soon"_s);
        for (const auto &file : files)
            QVERIFY(!file.contains("omebody"));
    }

    void anEmptyListIsAList()
    {
        Scene s;
        const auto files = unpacked(s.whole());
        QVERIFY(QJsonDocument::fromJson(files[u"jobs.json"_s]).isArray());
        QCOMPARE(QJsonDocument::fromJson(files[u"messages.json"_s]).array().size(), 0);
    }

    void comesInPiecesAndIsGoneAfterTheLast()
    {
        Scene s;
        s.writeALot(700); // more than one page, and more than one piece
        const auto first = s.piece().value();
        QVERIFY(first.next);
        QVERIFY(first.bytes > contacts::ExportService::kPiece);
        QCOMPARE(s.service.openArchives(), 1);
        auto bytes = QByteArray::fromBase64(first.data.toLatin1());
        QCOMPARE(bytes.size(), contacts::ExportService::kPiece);
        for (auto next = first.next; next;) {
            const auto piece = s.piece(next).value();
            bytes += QByteArray::fromBase64(piece.data.toLatin1());
            next = piece.next;
        }
        QCOMPARE(bytes.size(), first.bytes);
        QCOMPARE(QJsonDocument::fromJson(unpacked(bytes)[u"messages.json"_s]).array().size(), 700);
        QCOMPARE(s.service.openArchives(), 0);
        QCOMPARE(reasonOf(s.piece(first.next)), u"notFound"_s);
    }

    void isNotedWithoutPersonalData()
    {
        Scene s;
        std::ignore = s.whole();
        QCOMPARE(number(*s.shop.store, u"SELECT COUNT(*) FROM audit_log WHERE action = 'contacts.exported' AND "
                                       "actor = 'Priya Nair' AND details LIKE '%\"messages\":0%'"_s),
                 1);
        QCOMPARE(number(*s.shop.store, u"SELECT COUNT(*) FROM audit_log WHERE details LIKE '%Samuel%'"_s), 0);
    }

    void refusesWhatIsNotThere()
    {
        Scene s;
        QCOMPARE(reasonOf(waitForTask(s.service.exportPiece(s.shop.member, {ContactId{4711}, {}}))), u"notFound"_s);
        QCOMPARE(reasonOf(s.piece(u"nonsense"_s)), u"invalidArgument"_s);
        QCOMPARE(reasonOf(s.piece(u"abc:0"_s)), u"notFound"_s);
        QCOMPARE(number(*s.shop.store, u"SELECT COUNT(*) FROM audit_log"_s), 0);
    }

    void handsNothingOfAnErasedOrAnotherContact()
    {
        Scene s;
        s.writeALot(400);
        const auto next = s.piece()->next;
        const auto other =
            inTx(*s.shop.store, [&](store::Tx &tx) { return s.shop.addCustomer(tx, u"Else"_s, u"+61491573009"_s); });
        QCOMPARE(reasonOf(waitForTask(s.service.exportPiece(s.shop.member, {other, next}))), u"notFound"_s);
        inTx(*s.shop.store,
             [&](store::Tx &tx) { tx.execute(u"DELETE FROM contacts WHERE id = ?"_s, s.shop.customer); });
        QCOMPARE(reasonOf(s.piece(next)), u"notFound"_s);
        QCOMPARE(s.service.openArchives(), 0);
    }

    void keepsFewOpen()
    {
        Scene s;
        s.writeALot(400);
        for (int i = 0; i < contacts::ExportService::kMostOpen; ++i)
            QVERIFY(s.piece());
        QCOMPARE(reasonOf(s.piece()), u"conflict"_s);
    }
};

QTEST_GUILESS_MAIN(ExportServiceTest)
#include "tst_export_service.moc"
