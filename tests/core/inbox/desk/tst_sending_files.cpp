// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/inbox_service.h"
#include "core/media/attachment_repository.h"
#include "core/messaging/send_flow.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace Qt::StringLiterals;
using media::AttachmentRepository;

namespace
{

/// A customer whose window is open, and files that the operator uploaded.
struct Scene {
    Scene() : service(*shop.store, shop.clock, [](store::Tx &, ConversationId, Timestamp) {})
    {
        shop.receives(u"Show me"_s);
    }
    AttachmentId file(bool isWhole = true, const QString &type = u"image/jpeg"_s, MemberId by = {})
    {
        const auto member = by.isNull() ? shop.member.id : by;
        return inTx(*shop.store, [&](store::Tx &tx) {
            const AttachmentRepository attachments;
            const auto id = attachments.addUpload(tx, member, type, u"ring.jpg"_s, shop.clock.now());
            if (isWhole)
                (void)attachments.stored(tx, id, {u"aa"_s, 1000, type, {}, {}});
            return id;
        });
    }
    Result<Message> send(const std::vector<AttachmentId> &files, std::optional<QString> body = {},
                         Channel channel = Channel::Whatsapp)
    {
        SendMessage message;
        message.conversationId = shop.conversation;
        message.channel = channel;
        message.body = std::move(body);
        message.attachmentIds = files;
        return waitForTask(service.send(shop.member, message));
    }
    void setMms(bool isAble)
    {
        inTx(*shop.store, [isAble](store::Tx &tx) { messaging::markSenderMms(tx, Channel::Sms, kSmsSender, isAble); });
    }

    Shop shop;
    inbox::InboxService service;
};

} // namespace

class SendingFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsAFileWithOrWithoutACaption()
    {
        Scene scene;
        const auto one = scene.file();
        const auto sent = scene.send({one});
        QCOMPARE(reasonOf(sent), u"ok"_s);
        QCOMPARE(sent->kind, MessageKind::Media);
        QCOMPARE(sent->body, QString());
        QCOMPARE(sent->attachments.size(), size_t(1));
        QCOMPARE(sent->attachments.front().id, one);
        QCOMPARE(scene.send({scene.file()}, u"Here"_s)->body, u"Here"_s);
    }

    void refusesWhatIsNoFileOfTheirs()
    {
        Scene scene;
        const auto mine = scene.file();
        QCOMPARE(reasonOf(scene.send({AttachmentId{4711}})), u"notFound"_s);
        QCOMPARE(reasonOf(scene.send({scene.file(true, u"image/jpeg"_s, MemberId{4711})})), u"notFound"_s);
        QCOMPARE(reasonOf(scene.send({scene.file(false)})), u"conflict"_s);
        QCOMPARE(reasonOf(scene.send({mine})), u"ok"_s);
        QCOMPARE(reasonOf(scene.send({mine})), u"conflict"_s); // once
        QCOMPARE(reasonOf(scene.send({}, {})), u"invalidArgument"_s);
    }

    void refusesAndLogsWhatTheChannelDoesNotTake()
    {
        Scene scene;
        const auto kept = scene.file();
        QCOMPARE(reasonOf(scene.send({kept, scene.file()})), u"mediaNotAllowed"_s);
        QCOMPARE(reasonOf(scene.send({kept, kept})), u"mediaNotAllowed"_s);
        QCOMPARE(reasonOf(scene.send({scene.file(true, u"image/gif"_s)})), u"mediaNotAllowed"_s);
        QCOMPARE(reasonOf(scene.send({kept}, u"Here"_s, Channel::Sms)), u"mediaNotAllowed"_s);
        QCOMPARE(number(*scene.shop.store,
                        u"SELECT COUNT(*) FROM sends WHERE status = 'refused' AND reason = 'mediaNotAllowed'"_s),
                 3);
        scene.setMms(true);
        QCOMPARE(reasonOf(scene.send({kept}, u"Here"_s, Channel::Sms)), u"ok"_s); // a refusal uses up no file
    }

    void sendsAFailedPictureAgainWithTheSameFile()
    {
        Scene scene;
        const auto sent = scene.send({scene.file()}, u"Here"_s);
        inTx(*scene.shop.store, [&](store::Tx &tx) {
            auto row = *messaging::SendRepository().find(tx, *sent->sendId);
            messaging::SendFlow().advance(tx, row, messaging::OutboxFact::NotSentForGood, scene.shop.clock.now());
        });
        const auto again = waitForTask(scene.service.retry(scene.shop.member, {sent->id, {}}));
        QCOMPARE(reasonOf(again), u"ok"_s);
        QCOMPARE(again->kind, MessageKind::Media);
        QCOMPARE(again->attachments.size(), size_t(1));
        QVERIFY(again->attachments.front().id != sent->attachments.front().id);
        QVERIFY(scene.shop.claim().empty()); // its file is to be hosted first
        QCOMPARE(number(*scene.shop.store, u"SELECT COUNT(*) FROM attachments WHERE sha256 = 'aa'"_s), 2);
    }
};

QTEST_GUILESS_MAIN(SendingFilesTest)
#include "tst_sending_files.moc"
