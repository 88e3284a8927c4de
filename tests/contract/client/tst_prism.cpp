// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/client.h"

#include "tests/support/line_process.h"
#include "tests/support/result_text.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <qcorotask.h>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

const auto kHandset = u"+61491573111"_s;
const auto kViolation = u"Request terminated with error"_s; // Prism's words for both sides' faults
const auto kTemplate = u"HX00000000000000000000000000000001"_s;

QByteArray seed()
{
    const QJsonObject account{{u"accountSid"_s, u"ACf1c7f1c7f1c7f1c7f1c7f1c7f1c70001"_s},
                              {u"authToken"_s, u"12345678901234567890123456789012"_s},
                              {u"whatsappSender"_s, u"+61480000001"_s},
                              {u"smsSender"_s, u"+61480000002"_s},
                              {u"friendlyName"_s, u"Contract tests"_s}};
    const QJsonObject approved{{u"sid"_s, kTemplate},
                               {u"name"_s, u"ready"_s},
                               {u"language"_s, u"en_AU"_s},
                               {u"category"_s, u"utility"_s},
                               {u"status"_s, u"approved"_s},
                               {u"body"_s, u"Your {{1}} is ready, {{2}}."_s},
                               {u"parameters"_s, QJsonObject{{u"1"_s, u"ring"_s}, {u"2"_s, u"Ava"_s}}}};
    return QJsonDocument(QJsonObject{{u"account"_s, account}, {u"templates"_s, QJsonArray{approved}}}).toJson();
}

QString sidOf(const SendOutcome &outcome)
{
    const auto *accepted = std::get_if<Accepted>(&outcome);
    return accepted ? accepted->sid : QString();
}

/// The document's keeper between our client and the sandbox.
struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<LineProcess> sandbox;
    std::unique_ptr<LineProcess> prism;
    QJsonObject ready;
    HttpClient http;
    std::unique_ptr<TwilioClient> client;
    QString base;

    [[nodiscard]] QString sms() const { return ready["smsSender"_L1].toString(); }
    [[nodiscard]] QString whatsapp() const { return ready["whatsappSender"_L1].toString(); }

    /// A sentence when it can't be set up.
    QString open()
    {
        const auto modules = QStringLiteral(COUNTERBELL_SOURCE_DIR "/tests/contract/node_modules/");
        if (!QFile::exists(modules + u"@stoplight/prism-cli"_s))
            return u"Prism is missing: run \"npm ci --prefix tests/contract\" first."_s;
        QFile file(folder.filePath(u"seed.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(seed()) < 0)
            return file.errorString();
        file.close();
        sandbox = std::make_unique<LineProcess>(
            QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"),
            QStringList{u"serve"_s, u"--data"_s, folder.filePath(u"data"_s), u"--seed"_s, file.fileName()});
        static const QRegularExpression readyLine(u"^(\\{\"[^\\n]*\"twilio\"[^\\n]*\\})$"_s,
                                                  QRegularExpression::MultilineOption);
        ready = QJsonDocument::fromJson(sandbox->waitFor(readyLine).captured(1).toUtf8()).object();
        if (ready.isEmpty())
            return u"the sandbox did not start: "_s + sandbox->said();
        prism = std::make_unique<LineProcess>(
            u"node"_s,
            QStringList{modules + u".bin/prism"_s, u"proxy"_s, u"--errors"_s,
                        QStringLiteral(COUNTERBELL_SOURCE_DIR "/tests/data/twilio/twilio_api_v2010.prism.json"),
                        ready["twilio"_L1].toString(), u"-h"_s, u"127.0.0.1"_s, u"-p"_s, u"0"_s});
        static const QRegularExpression listening(u"listening on (http://127\\.0\\.0\\.1:\\d+)"_s);
        base = prism->waitFor(listening).captured(1);
        if (base.isEmpty())
            return u"Prism did not start: "_s + prism->said();
        client = std::make_unique<TwilioClient>(http, account(base));
        return {};
    }

    [[nodiscard]] TwilioAccount account(const QString &where) const
    {
        TwilioAccount account;
        account.accountSid = ready["accountSid"_L1].toString();
        account.authToken = ready["authToken"_L1].toString();
        account.hosts = HostMap(QUrl(where));
        return account;
    }

    [[nodiscard]] SendOutcome send(OutboundMessage message)
    {
        message.attemptId = u"0123456789abcdef0123456789abcdef"_s;
        message.statusCallbackUrl = u"http://127.0.0.1:9/status?attempt=0123456789abcdef#rc=0"_s;
        message.to = kHandset;
        return QCoro::waitFor(client->send(std::move(message)));
    }
    [[nodiscard]] SendOutcome sendText(Channel channel, const QString &body)
    {
        OutboundMessage message;
        message.channel = channel;
        message.from = channel == Channel::Sms ? sms() : whatsapp();
        message.body = body;
        return send(std::move(message));
    }

    /// Past Prism: what the document doesn't know. Answers the status.
    int request(const QUrl &url, const QByteArray &body = {})
    {
        HttpRequest request;
        request.method = body.isEmpty() ? HttpRequest::Method::Get : HttpRequest::Method::Post;
        request.url = url;
        request.body = body;
        request.contentType = "application/json";
        request.auth = {ready["accountSid"_L1].toString(), ready["authToken"_L1].toString()};
        const auto outcome = QCoro::waitFor(http.send(std::move(request)));
        const auto *answered = std::get_if<HttpAnswered>(&outcome);
        return answered ? answered->status : 0;
    }

    [[nodiscard]] QString statusOf(const QString &sid)
    {
        const auto message = QCoro::waitFor(client->fetchMessage(sid));
        return message ? message->status : problemOf(message);
    }
};

} // namespace

/// Our client's requests and the sandbox's answers keep to Twilio's OpenAPI document (DESIGN 4, FACTS 1).
class PrismTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Bench> m_bench;
    qsizetype m_read = 0; ///< of what Prism has said

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<Bench>();
        const auto trouble = m_bench->open();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    }
    void cleanupTestCase() { m_bench.reset(); }

    /// Under --errors a violation comes back as Prism's own answer, 422 or 500, and stands in its log.
    void cleanup()
    {
        if (QTest::currentTestFunction() == QByteArray("prismIsAwake") || !m_bench->prism)
            return;
        const auto said = m_bench->prism->said();
        const auto news = said.mid(std::exchange(m_read, said.size()));
        QVERIFY2(!news.contains(kViolation), qPrintable(news));
    }

    void sendsAnSms()
    {
        const auto sid = sidOf(m_bench->sendText(Channel::Sms, u"Ready, \u2019tis! 🔔\nسلام"_s));
        QVERIFY(sid.startsWith(u"SM"_s));
        QTRY_COMPARE(m_bench->statusOf(sid), u"delivered"_s);
    }

    void sendsAnSmsWithAFile()
    {
        OutboundMessage message;
        message.from = m_bench->sms();
        message.mediaUrls = {QUrl(u"https://files.example/a.png"_s), QUrl(u"https://files.example/b.pdf"_s)};
        const auto sid = sidOf(m_bench->send(std::move(message)));
        QVERIFY(sid.startsWith(u"MM"_s));
        QTRY_COMPARE(m_bench->statusOf(sid), u"delivered"_s);
        const auto media = QCoro::waitFor(m_bench->client->listMedia(sid));
        QCOMPARE(reasonOf(media), u"ok"_s);
        QCOMPARE(media->size(), 2u);
        QCOMPARE(reasonOf(QCoro::waitFor(m_bench->client->deleteMedia(sid, media->front().sid))), u"ok"_s);
    }

    void sendsWhatsappTextInsideTheWindow()
    {
        const QUrl phone(m_bench->ready["twilio"_L1].toString() + u"/sandbox/handsets/"_s + kHandset + u"/messages"_s);
        QCOMPARE(m_bench->request(phone, R"({"body": "Is it ready?"})"), 201);
        const auto sid = sidOf(m_bench->sendText(Channel::Whatsapp, u"Yes"_s));
        QVERIFY(sid.startsWith(u"SM"_s));
        QTRY_COMPARE(m_bench->statusOf(sid), u"read"_s);
    }

    void sendsATemplate()
    {
        OutboundMessage message;
        message.channel = Channel::Whatsapp;
        message.from = m_bench->whatsapp();
        message.contentSid = kTemplate;
        message.variables = {{u"1"_s, u"ring"_s}, {u"2"_s, u"Bo"_s}};
        const auto sid = sidOf(m_bench->send(std::move(message)));
        QVERIFY(!sid.isEmpty());
        const auto fetched = QCoro::waitFor(m_bench->client->fetchMessage(sid));
        QCOMPARE(reasonOf(fetched), u"ok"_s);
        QCOMPARE(fetched->body, u"Your ring is ready, Bo."_s);
    }

    void aRefusalIsTwiliosAndNotPrisms()
    {
        OutboundMessage message;
        message.from = m_bench->sms();
        message.body = QString(1601, u'x');
        const auto outcome = m_bench->send(std::move(message));
        const auto *refused = std::get_if<Refused>(&outcome);
        QVERIFY(refused);
        QCOMPARE(refused->code, 21617);
        const auto missing = QCoro::waitFor(m_bench->client->fetchMessage(u"SM00000000000000000000000000000000"_s));
        QCOMPARE(reasonOf(missing), u"notFound"_s);
    }

    void listsPageByPage()
    {
        QSet<QString> sent;
        for (int i = 0; i < 5; ++i)
            sent << sidOf(m_bench->sendText(Channel::Sms, u"Number %1"_s.arg(i)));
        QCOMPARE(sent.size(), 5);
        MessageFilter filter;
        filter.to = kHandset;
        filter.pageSize = 2;
        QSet<QString> listed;
        std::optional<QString> next;
        int pages = 0;
        do {
            const auto page = QCoro::waitFor(m_bench->client->listMessages(filter, next));
            QCOMPARE(reasonOf(page), u"ok"_s);
            QVERIFY(page->items.size() <= 2);
            for (const auto &message : page->items)
                listed << message.sid;
            next = page->next;
        } while (next && ++pages < 20);
        QVERIFY(pages >= 2);
        QVERIFY2(listed.contains(sent), qPrintable(QStringList(listed.values()).join(u' ')));
    }

    void listsByTimeAndSender()
    {
        MessageFilter filter;
        filter.from = m_bench->sms();
        filter.dateSentAfter = fromMillis(QDateTime::currentMSecsSinceEpoch()) - std::chrono::hours(1);
        QCOMPARE(reasonOf(QCoro::waitFor(m_bench->client->listMessages(filter, {}))), u"ok"_s);
    }

    void redactsAndRemoves()
    {
        const auto sid = sidOf(m_bench->sendText(Channel::Sms, u"4111 1111 1111 1111"_s));
        QTRY_COMPARE(m_bench->statusOf(sid), u"delivered"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(m_bench->client->redactMessage(sid))), u"ok"_s);
        const auto redacted = QCoro::waitFor(m_bench->client->fetchMessage(sid));
        QVERIFY(redacted && redacted->body.isEmpty());
        QCOMPARE(reasonOf(QCoro::waitFor(m_bench->client->deleteMessage(sid))), u"ok"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(m_bench->client->fetchMessage(sid))), u"notFound"_s);
    }

    void pointsANumbersWebhooksHere()
    {
        QCOMPARE(reasonOf(QCoro::waitFor(m_bench->client->verifyCredentials())), u"ok"_s);
        const auto number = QCoro::waitFor(m_bench->client->incomingNumber(m_bench->sms()));
        QCOMPARE(reasonOf(number), u"ok"_s);
        QVERIFY(*number);
        const WebhookUrls urls{u"https://relay.example/t/a/twilio/inbound#rc=5&rp=all"_s,
                               u"https://second.example/t/a/twilio/inbound#rc=5&rp=all"_s,
                               {}};
        const auto set = QCoro::waitFor(m_bench->client->setIncomingWebhooks(**number, urls));
        QCOMPARE(reasonOf(set), u"ok"_s);
        QCOMPARE(set->smsUrl, urls.inbound);
        QCOMPARE(set->smsFallbackUrl, urls.fallback);
        // A fallback that would stay in the way is cleared: an empty value, as Twilio takes it and shows it
        // (FACTS 9.2). The document's `format: uri` knows no unset URL, so this one goes past Prism.
        TwilioClient direct(m_bench->http, m_bench->account(m_bench->ready["twilio"_L1].toString()));
        const auto cleared = QCoro::waitFor(direct.setIncomingWebhooks(*set, {urls.inbound, {}, {}}));
        QCOMPARE(reasonOf(cleared), u"ok"_s);
        QCOMPARE(cleared->smsFallbackUrl, QString());
    }

    void prismIsAwake()
    {
        const auto account = m_bench->ready["accountSid"_L1].toString();
        QCOMPARE(m_bench->request(
                     QUrl(m_bench->base + u"/2010-04-01/Accounts/"_s + account + u"/Messages.json?PageSize=5000"_s)),
                 422);
        QTRY_VERIFY(m_bench->prism->said().contains(kViolation));
    }
};

QTEST_GUILESS_MAIN(PrismTest)
#include "tst_prism.moc"
