// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/json_rpc.h"

#include <QJsonDocument>
#include <QTest>

using namespace counterbell;
using namespace counterbell::rpc;
using namespace Qt::StringLiterals;

namespace
{
/// "list: run 1 echo, -32600 null, run - note": what a frame was read as.
QString shape(const Batch &batch)
{
    const auto idText = [](const std::optional<QJsonValue> &id) {
        if (!id)
            return u"-"_s;
        return id->isNull() ? u"null"_s : id->toVariant().toString();
    };
    QStringList items;
    for (const auto &item : batch.items) {
        if (const auto *request = std::get_if<Request>(&item))
            items << u"run %1 %2"_s.arg(idText(request->id), request->method);
        else
            items << u"%1 %2"_s.arg(std::get<Malformed>(item).fault.code).arg(idText(std::get<Malformed>(item).id));
    }
    return (batch.isList ? u"list: "_s : QString()) + items.join(u", "_s);
}
} // namespace

class JsonRpcTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFrames_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *frame, const char *expected) {
            QTest::newRow(name) << QByteArray(frame) << QString::fromLatin1(expected);
        };
        row("a call", R"({"jsonrpc":"2.0","id":1,"method":"m","params":{}})", "run 1 m");
        row("without parameters", R"({"jsonrpc":"2.0","id":"a","method":"m"})", "run a m");
        row("null parameters", R"({"jsonrpc":"2.0","id":"a","method":"m","params":null})", "run a m");
        row("a null id", R"({"jsonrpc":"2.0","id":null,"method":"m"})", "run null m");
        row("a notification", R"({"jsonrpc":"2.0","method":"m"})", "run - m");
        row("members that nobody knows", R"({"jsonrpc":"2.0","id":1,"method":"m","trace":"x"})", "run 1 m");
        row("nothing", "", "-32700 null");
        row("no JSON", "{\"jsonrpc\": \"2.0\", \"method\": \"foobar, \"params\": \"bar\", \"baz]", "-32700 null");
        row("a bare number", "1", "-32600 null");
        row("a bare text", " \"x\" ", "-32600 null");
        row("a bare null", "null", "-32600 null");
        row("a bare word", "x", "-32700 null");
        row("two calls in one frame", "{},{}", "-32700 null");
        row("broken UTF-8", "{\"a\": \"\xff\"}", "-32700 null");
        row("half a surrogate pair", R"({"jsonrpc":"2.0","id":"\ud800 x","method":"m"})", "-32700 null");
        row("its other half alone", R"({"jsonrpc":"2.0","id":"x\udc00","method":"m"})", "-32700 null");
        row("a whole pair", R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":"\ud83d\ude00"}})", "run 1 m");
        row("a backslash before u", R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":"\\ud800"}})", "run 1 m");
        row("an empty list", "[]", "-32600 null");
        row("a list of junk", "[1,2]", "list: -32600 null, -32600 null");
        row("a mixed list", R"([{"jsonrpc":"2.0","id":1,"method":"m"},{"foo":"boo"},{"jsonrpc":"2.0","method":"n"}])",
            "list: run 1 m, -32600 null, run - n");
        row("a list in a list", R"([[{"jsonrpc":"2.0","id":1,"method":"m"}]])", "list: -32600 null");
        row("a list that is too long", "[1,2,3,4]", "-32600 null");
        row("an empty object", "{}", "-32600 null");
        row("another version", R"({"jsonrpc":"1.0","id":1,"method":"m"})", "-32600 1");
        row("no version", R"({"id":1,"method":"m"})", "-32600 1");
        row("a number as version", R"({"jsonrpc":2.0,"id":1,"method":"m"})", "-32600 1");
        row("no method", R"({"jsonrpc":"2.0","id":1})", "-32600 1");
        row("a number as method", R"({"jsonrpc":"2.0","method":1,"params":"bar"})", "-32600 null");
        row("an object as id", R"({"jsonrpc":"2.0","id":{},"method":"m"})", "-32600 null");
        row("a truth as id", R"({"jsonrpc":"2.0","id":true,"method":"m"})", "-32600 null");
        row("text as parameters", R"({"jsonrpc":"2.0","id":1,"method":"m","params":"bar"})", "-32602 1");
        row("a list as parameters", R"({"jsonrpc":"2.0","id":1,"method":"m","params":[1]})", "-32602 1");
        row("a notification with a list", R"({"jsonrpc":"2.0","method":"m","params":[1]})", "-32602 -");
    }
    void readsFrames()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QString, expected);
        QCOMPARE(shape(parseFrame(frame, 3)), expected);
    }

    void survivesDeepNesting() { QCOMPARE(shape(parseFrame(QByteArray(30'000, '['), 3)), u"-32700 null"_s); }

    void keepsParametersAsTheyAre()
    {
        const auto batch =
            parseFrame(R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"body":"  \ud83d\ude00\nx "}})", 3);
        QCOMPARE(std::get<Request>(batch.items.at(0)).parameters.value("body"_L1).toString(), u"  😀\nx "_s);
    }

    void namesThePathOfAWrongParameter()
    {
        const auto fault = faultOf(JsonProblem{u".filter.status"_s, u"expected one of open, closed"_s});
        QCOMPARE(fault.code, -32602);
        QCOMPARE(fault.message, u"params.filter.status: expected one of open, closed"_s);
    }

    void putsReasonAndDetailsIntoData()
    {
        const auto object = answer(7, faultOf(Error{Reason::LockedOut, {{u"retryAfterSeconds"_s, 4}}}));
        QCOMPARE(QJsonDocument(object).toJson(QJsonDocument::Compact),
                 R"({"error":{"code":-32000,"data":{"details":{"retryAfterSeconds":4},"reason":"lockedOut"},)"
                 R"("message":"lockedOut"},"id":7,"jsonrpc":"2.0"})"_ba);
    }
};

QTEST_GUILESS_MAIN(JsonRpcTest)
#include "tst_json_rpc.moc"
