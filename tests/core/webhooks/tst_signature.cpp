// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/signature.h"
#include "tests/support/json_file.h"
#include "tests/support/webhook_request.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(RawRequest)
Q_DECLARE_METATYPE(SignatureVerdict)

namespace
{

const QByteArray kUrl = "https://mycompany.com/myapp.php?foo=1&bar=2";
const QJsonObject kCall{{u"CallSid"_s, u"CA1234567890ABCDE"_s},
                        {u"Caller"_s, u"+14158675309"_s},
                        {u"Digits"_s, u"1234"_s},
                        {u"From"_s, u"+14158675309"_s},
                        {u"To"_s, u"+18005551212"_s}};
const QByteArray kSignature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

SignatureVerdict check(const RawRequest &request, std::vector<QByteArray> tokens = {"12345"})
{
    return checkSignature(request, tokens);
}

} // namespace

class SignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithThePublishedVectors_OC11_data()
    {
        QTest::addColumn<RawRequest>("request");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("valid");
        const auto vectors = test::jsonFile("twilio/signature_vectors.json"_L1).array();
        QCOMPARE(vectors.size(), 47);
        for (const auto &vector : vectors) {
            const auto url = vector["url"_L1].toString().toUtf8();
            const auto signature = vector["signature"_L1].toString().toUtf8();
            auto request = test::formRequest(url, vector["params"_L1].toObject(), signature);
            if (vector["body"_L1].isString()) {
                request.body = vector["body"_L1].toString().toUtf8();
                request.headers[0].second = "application/json";
            }
            QTest::addRow("%s", qPrintable(vector["name"_L1].toString()))
                << request << vector["token"_L1].toString().toUtf8() << vector["valid"_L1].toBool();
        }
    }
    void agreesWithThePublishedVectors_OC11()
    {
        QFETCH(RawRequest, request);
        QFETCH(QByteArray, token);
        QFETCH(bool, valid);
        QCOMPARE(check(request, {token}) == SignatureVerdict::Valid, valid);
        QVERIFY(check(request, {"another"}) != SignatureVerdict::Valid);
    }

    void acceptsEveryRealWebhookShape()
    {
        const auto samples = test::jsonFile("twilio/webhook_samples.json"_L1).array();
        QCOMPARE(samples.size(), 28);
        for (const auto &sample : samples) {
            const auto signature = sample["headers"_L1]["x-twilio-signature"_L1].toString().toUtf8();
            auto request =
                test::formRequest(sample["url"_L1].toString().toUtf8(), sample["params"_L1].toObject(), signature);
            request.headers[0].second = sample["headers"_L1]["content-type"_L1].toString().toUtf8();
            QCOMPARE(check(request), SignatureVerdict::Valid);
            request.body += "&Extra=1";
            QCOMPARE(check(request), SignatureVerdict::Wrong);
        }
    }

    void eitherTokenDoesWhileOneIsRotated()
    {
        const auto request = test::formRequest(kUrl, kCall, kSignature);
        QCOMPARE(check(request, {"new", "12345"}), SignatureVerdict::Valid);
        QCOMPARE(check(request, {"12345", "old"}), SignatureVerdict::Valid);
        QCOMPARE(check(request, {"new", "old"}), SignatureVerdict::Wrong);
        QCOMPARE(check(request, {}), SignatureVerdict::Wrong);
    }

    void anEmptyTokenNeverValidates()
    {
        auto request = test::formRequest(kUrl, kCall);
        request.headers[1].second = twilioSignature("", kUrl, *decodeForm(request.body));
        QCOMPARE(check(request, {""}), SignatureVerdict::Wrong);
    }

    void saysWhatIsWrong()
    {
        QCOMPARE(check(test::formRequest(kUrl, kCall)), SignatureVerdict::Missing);
        auto tooLarge = test::formRequest(kUrl, kCall, kSignature);
        tooLarge.body = QByteArray(2 * 1024 * 1024, 'a');
        QCOMPARE(check(tooLarge), SignatureVerdict::Malformed);
        auto json = test::formRequest(kUrl, kCall, kSignature);
        json.headers[0].second = "application/json";
        QCOMPARE(check(json), SignatureVerdict::BodyHashWrong);
        json.headers.erase(json.headers.begin());
        QCOMPARE(check(json), SignatureVerdict::BodyHashWrong);
    }

    void aGetIsSignedByItsUrlAlone()
    {
        RawRequest get{"GET", kUrl, {{"x-TWILIO-signature", "zYQTYrRWXE7LtzbG4PfP7/bkkGo="}}, {}};
        QCOMPARE(check(get), SignatureVerdict::Valid);
        get.method = "POST";
        QCOMPARE(check(get), SignatureVerdict::Valid);
    }

    void theFragmentIsNotSigned()
    {
        QCOMPARE(check(test::formRequest(kUrl + "#rc=5&rp=all", kCall, kSignature)), SignatureVerdict::Valid);
    }

    void keepsAnIpv6HostWhole()
    {
        auto request = test::formRequest("https://[::1]/hook", kCall);
        request.headers[1].second = twilioSignature("12345", "https://[::1]:443/hook", *decodeForm(request.body));
        QCOMPARE(check(request), SignatureVerdict::Valid);
        request.headers[1].second = twilioSignature("12345", "https://[:/hook", *decodeForm(request.body));
        QCOMPARE(check(request), SignatureVerdict::Wrong);
    }

    void oneBitMoreOrLessIsWrong()
    {
        const auto request = test::formRequest(kUrl, kCall, kSignature);
        for (qsizetype i = 0; i < kSignature.size(); ++i) {
            auto altered = request;
            altered.headers[1].second[i] = char(kSignature[i] ^ 1);
            QCOMPARE(check(altered), SignatureVerdict::Wrong);
        }
        auto shorter = request;
        shorter.headers[1].second.chop(1);
        QCOMPARE(check(shorter), SignatureVerdict::Wrong);
    }
};

QTEST_GUILESS_MAIN(SignatureTest)
#include "tst_signature.moc"
