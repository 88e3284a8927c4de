// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/http_server.h"
#include "app/sandbox/model_endpoint.h"
#include "app/sandbox/router.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell::sandbox;
using namespace Qt::StringLiterals;

namespace
{

struct Answer {
    int status = 0;
    QJsonObject body;
    bool isJson = false;
};

QJsonObject request(const QString &text)
{
    return {{u"model"_s, u"sandbox-scripted"_s},
            {u"messages"_s, QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, text}}}},
            {u"tools"_s, QJsonArray{QJsonObject{{u"type"_s, u"function"_s},
                                                {u"function"_s, QJsonObject{{u"name"_s, u"customer_jobs"_s}}}}}}};
}

} // namespace

class ModelEndpointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_router = std::make_unique<Router>();
        m_model = std::make_unique<ModelEndpoint>(u"sandbox-scripted"_s, u"right-key"_s);
        m_model->addTo(*m_router);
        m_server = std::make_unique<HttpServer>(
            [this](HttpRequest request, HttpResponder responder) { m_router->handle(std::move(request), responder); },
            [] { return QByteArray("Fri, 20 Nov 2026 11:04:30 GMT"); });
        const auto port = m_server->listen(0);
        QVERIFY(port);
        m_base = u"http://127.0.0.1:%1"_s.arg(*port);
    }

    void answersASentenceInTheShapeOfTheApiAfterAShortWhile()
    {
        QElapsedTimer clock;
        clock.start();
        const auto answer = complete(request(u"Hello"_s));
        QVERIFY2(clock.elapsed() >= 195, "too soon");
        QVERIFY2(clock.elapsed() < 1500, "too late");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.value("object"_L1).toString(), u"chat.completion"_s);
        QCOMPARE(answer.body.value("model"_L1).toString(), u"sandbox-scripted"_s);
        const auto choice = answer.body.value("choices"_L1).toArray().at(0).toObject();
        QCOMPARE(choice.value("finish_reason"_L1).toString(), u"stop"_s);
        const auto message = choice.value("message"_L1).toObject();
        QCOMPARE(message.value("role"_L1).toString(), u"assistant"_s);
        QVERIFY(!message.value("content"_L1).toString().isEmpty());
        QVERIFY(!message.contains("tool_calls"_L1));
        const auto usage = answer.body.value("usage"_L1).toObject();
        QCOMPARE(usage.value("total_tokens"_L1).toInt(),
                 usage.value("prompt_tokens"_L1).toInt() + usage.value("completion_tokens"_L1).toInt());
    }

    void callsAToolWithItsArgumentsAsAString()
    {
        const auto choice = complete(request(u"Is it ready?"_s)).body.value("choices"_L1).toArray().at(0).toObject();
        QCOMPARE(choice.value("finish_reason"_L1).toString(), u"tool_calls"_s);
        const auto message = choice.value("message"_L1).toObject();
        QVERIFY(message.value("content"_L1).isNull());
        const auto call = message.value("tool_calls"_L1).toArray().at(0).toObject();
        QVERIFY(!call.value("id"_L1).toString().isEmpty());
        QCOMPARE(call.value("type"_L1).toString(), u"function"_s);
        QCOMPARE(call.value("function"_L1).toObject().value("name"_L1).toString(), u"customer_jobs"_s);
        QCOMPARE(call.value("function"_L1).toObject().value("arguments"_L1).toString(), u"{}"_s);
    }

    void refusesInTheShapeOfTheApi_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto body = [](const QString &field, const QJsonValue &value) {
            auto object = request(u"Hello"_s);
            object.insert(field, value);
            return QJsonDocument(object).toJson();
        };
        QTest::newRow("another key") << QByteArray("Bearer wrong") << body(u"n"_s, 1) << 401 << u"invalid_api_key"_s;
        QTest::newRow("no key") << QByteArray() << body(u"n"_s, 1) << 401 << u"invalid_api_key"_s;
        QTest::newRow("the key alone") << QByteArray("right-key") << body(u"n"_s, 1) << 401 << u"invalid_api_key"_s;
        const QByteArray right("Bearer right-key");
        QTest::newRow("no JSON") << right << QByteArray("hello") << 400 << QString();
        QTest::newRow("another model") << right << body(u"model"_s, u"gpt"_s) << 404 << u"model_not_found"_s;
        QTest::newRow("no messages") << right << body(u"messages"_s, QJsonArray{}) << 400 << QString();
        QTest::newRow("streaming") << right << body(u"stream"_s, true) << 400 << QString();
    }
    void refusesInTheShapeOfTheApi()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, code);
        const auto answer = post(u"/v1/chat/completions"_s, body, key);
        QCOMPARE(answer.status, status);
        const auto error = answer.body.value("error"_L1).toObject();
        QVERIFY(!error.value("message"_L1).toString().isEmpty());
        QCOMPARE(error.value("type"_L1).toString(), u"invalid_request_error"_s);
        QCOMPARE(error.value("code"_L1).toString(), code);
        QVERIFY(error.contains("param"_L1));
    }

    void faultsAreUsedUpOneByOne()
    {
        QCOMPARE(setFaults({{u"errors"_s, 1}, {u"malformed"_s, 1}}).status, 200);
        const auto failed = complete(request(u"Hello"_s));
        QCOMPARE(failed.status, 500);
        QCOMPARE(failed.body.value("error"_L1).toObject().value("type"_L1).toString(), u"server_error"_s);
        const auto malformed = complete(request(u"Hello"_s));
        QCOMPARE(malformed.status, 200);
        QVERIFY(!malformed.isJson);
        QVERIFY(complete(request(u"Hello"_s)).isJson);
    }

    void anEmptyObjectClearsTheFaults()
    {
        setFaults({{u"errors"_s, 5}, {u"delayMs"_s, 60000}});
        QCOMPARE(setFaults({}).status, 200);
        QCOMPARE(complete(request(u"Hello"_s)).status, 200);
    }

    void aDelayIsAddedUntilItIsCleared()
    {
        setFaults({{u"delayMs"_s, 500}});
        QElapsedTimer clock;
        clock.start();
        complete(request(u"Hello"_s));
        QVERIFY(clock.elapsed() >= 695);
    }

    void refusesFaultsItDoesNotKnow_data()
    {
        QTest::addColumn<QJsonObject>("faults");
        QTest::newRow("an unknown one") << QJsonObject{{u"erors"_s, 1}};
        QTest::newRow("a negative count") << QJsonObject{{u"errors"_s, -1}};
        QTest::newRow("a fraction") << QJsonObject{{u"errors"_s, 1.5}};
        QTest::newRow("a text") << QJsonObject{{u"errors"_s, u"1"_s}};
    }
    void refusesFaultsItDoesNotKnow()
    {
        QFETCH(QJsonObject, faults);
        QCOMPARE(setFaults(faults).status, 400);
    }

    void keepsTheLastFiftyRequestsAsTheyCame()
    {
        for (int i = 0; i < 51; ++i)
            post(u"/v1/chat/completions"_s, "{\"n\": " + QByteArray::number(i) + '}', {});
        complete(request(u"The last one"_s));
        const auto items = get(u"/sandbox/model/requests"_s).body.value("items"_L1).toArray();
        QCOMPARE(items.size(), 50);
        const auto first = items.first().toObject();
        QCOMPARE(first.value("body"_L1).toObject().value("n"_L1).toInt(), 2);
        QCOMPARE(first.value("authorized"_L1).toBool(true), false);
        const auto last = items.last().toObject();
        QCOMPARE(last.value("body"_L1).toObject(), request(u"The last one"_s));
        QCOMPARE(last.value("authorized"_L1).toBool(), true);
        QVERIFY(!QJsonDocument(last).toJson().contains("right-key"));
    }

private:
    Answer complete(const QJsonObject &body)
    {
        return post(u"/v1/chat/completions"_s, QJsonDocument(body).toJson(), "Bearer right-key");
    }
    Answer setFaults(const QJsonObject &faults)
    {
        return post(u"/sandbox/model/faults"_s, QJsonDocument(faults).toJson(), {});
    }
    Answer get(const QString &path) { return wait(m_network.get(QNetworkRequest(QUrl(m_base + path)))); }
    Answer post(const QString &path, const QByteArray &body, const QByteArray &authorization)
    {
        QNetworkRequest request(QUrl(m_base + path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        if (!authorization.isEmpty())
            request.setRawHeader("Authorization", authorization);
        return wait(m_network.post(request, body));
    }
    static Answer wait(QNetworkReply *reply)
    {
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(5000))
            return {};
        reply->deleteLater();
        const auto document = QJsonDocument::fromJson(reply->readAll());
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), document.object(),
                document.isObject()};
    }

    std::unique_ptr<Router> m_router;
    std::unique_ptr<ModelEndpoint> m_model;
    std::unique_ptr<HttpServer> m_server;
    QNetworkAccessManager m_network;
    QString m_base;
};

QTEST_GUILESS_MAIN(ModelEndpointTest)
#include "tst_model_endpoint.moc"
