// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/signer.h"
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

namespace
{

Form formOf(const QJsonObject &params)
{
    Form form;
    for (const auto &name : params.keys()) {
        const auto value = params[name];
        if (value.isArray()) {
            for (const auto one : value.toArray())
                form.add(name, one.toString());
        } else {
            form.add(name, value.toString()); // null signs as ""
        }
    }
    return form;
}

} // namespace

class TestSigner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsEveryValidVector_data();
    void signsEveryValidVector();
    void signsEveryWebhookSample_data();
    void signsEveryWebhookSample();
    void leavesTheFragmentOut();
};

void TestSigner::signsEveryValidVector_data()
{
    QTest::addColumn<QJsonObject>("vector");
    int rows = 0;
    for (const auto vector : testData(u"signature_vectors.json"_s).toArray()) {
        if (!vector["valid"_L1].toBool())
            continue;
        QTest::addRow("%d %s", ++rows, qUtf8Printable(vector["name"_L1].toString())) << vector.toObject();
    }
    QVERIFY(rows > 25);
}

void TestSigner::signsEveryValidVector()
{
    QFETCH(QJsonObject, vector);
    auto url = vector["url_that_was_signed"_L1].toString(vector["url"_L1].toString());
    if (url == vector["url"_L1].toString() && vector["reference_check"_L1]["how"_L1] == "with default port"_L1)
        url.replace(u".com/"_s, u".com:443/"_s); // Twilio signs one or the other (FACTS 3.4)
    // A JSON body is signed through its hash in the query: it adds no parameters (FACTS 3.3).
    const auto params = vector["body"_L1].isString() ? Form() : formOf(vector["params"_L1].toObject());
    QCOMPARE(QString::fromLatin1(twilioSignature(vector["token"_L1].toString(), url, params)),
             vector["signature"_L1].toString());
}

void TestSigner::signsEveryWebhookSample_data()
{
    QTest::addColumn<QJsonObject>("sample");
    for (const auto sample : testData(u"webhook_samples.json"_s).toArray())
        QTest::addRow("%s", qUtf8Printable(sample["name"_L1].toString())) << sample.toObject();
}

void TestSigner::signsEveryWebhookSample()
{
    QFETCH(QJsonObject, sample);
    const auto signature = twilioSignature(sample["token_used_for_signature"_L1].toString(),
                                           sample["url"_L1].toString(), formOf(sample["params"_L1].toObject()));
    QCOMPARE(QString::fromLatin1(signature), sample["headers"_L1]["x-twilio-signature"_L1].toString());
}

void TestSigner::leavesTheFragmentOut()
{
    QCOMPARE(twilioSignature(u"t"_s, u"https://a.example/x?y=1#rc=5&rp=all"_s, {}),
             twilioSignature(u"t"_s, u"https://a.example/x?y=1"_s, {}));
}

QTEST_GUILESS_MAIN(TestSigner)
#include "tst_signer.moc"
