// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

namespace
{

/// Sends raw bytes, collects what comes back until the server closes.
QByteArray talk(quint16 port, const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    eventually([&] { return socket.state() == QTcpSocket::ConnectedState; });
    socket.write(bytes);
    QByteArray received;
    eventually([&] {
        received += socket.readAll();
        return socket.state() == QTcpSocket::UnconnectedState;
    });
    return received + socket.readAll();
}

QByteArray get(const QByteArray &path, const QByteArray &more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void answersInOrderWhateverIsReadyFirst();
    void takesABodyThatComesInPieces();
    void pipelineLongerThanItsLimitIsAnsweredWhole();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void forgottenAnswerIsA500();
    void cutConnectionSaysNothing();
    void routesBySegments_data();
    void routesBySegments();

private:
    QList<HttpResponder> m_late;
    QList<HttpRequest> m_seen;
    std::unique_ptr<HttpServer> m_server;
};

void TestHttpServer::init()
{
    m_late.clear();
    m_seen.clear();
    m_server = std::make_unique<HttpServer>(
        [this](HttpRequest request, const HttpResponder &responder) {
            m_seen.append(request);
            if (request.path == "/late")
                m_late.append(responder);
            else if (request.path == "/cut")
                responder.cutConnection();
            else if (request.path != "/forget")
                responder.send({200, {}, "got " + request.path + ' ' + request.body});
        },
        [] { return QByteArray("Thu, 01 Jan 1970 00:00:00 GMT"); });
    QVERIFY(m_server->listen(0).has_value());
}

void TestHttpServer::answersInOrderWhateverIsReadyFirst()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_server->port());
    QTRY_COMPARE(socket.state(), QTcpSocket::ConnectedState);
    socket.write(get("/late") + get("/second"));
    QTRY_COMPARE(m_seen.size(), 2);
    QCOMPARE(socket.bytesAvailable(), 0); // the second is ready and has to wait
    m_late.takeFirst().send({200, {}, "first"});
    QByteArray received;
    QTRY_VERIFY((received += socket.readAll()).contains("got /second"));
    QVERIFY(received.indexOf("first") < received.indexOf("got /second"));
}

void TestHttpServer::takesABodyThatComesInPieces()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_server->port());
    QTRY_COMPARE(socket.state(), QTcpSocket::ConnectedState);
    const QByteArray request = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
    for (const char byte : request) {
        socket.write(&byte, 1);
        socket.flush();
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(m_seen.size(), 1);
    QCOMPARE(m_seen.first().body, "hello");
}

void TestHttpServer::pipelineLongerThanItsLimitIsAnsweredWhole()
{
    QByteArray requests;
    for (int i = 0; i < 200; ++i)
        requests += get("/n" + QByteArray::number(i), i == 199 ? "Connection: close\r\n" : "");
    const auto received = talk(m_server->port(), requests);
    QCOMPARE(received.count("HTTP/1.1 200"), 200);
    QVERIFY(received.indexOf("got /n41 ") < received.indexOf("got /n42 "));
}

void TestHttpServer::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    row("noise", "hello\r\n\r\n", 400);
    row("absolute target", "GET http://x/ HTTP/1.1\r\n\r\n", 400);
    row("HTTP/2", "GET / HTTP/2.0\r\n\r\n", 505);
    row("negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400);
    row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
    row("length list", "POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\n", 400);
    row("chunked", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411);
    row("huge body", "POST / HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n", 413);
    row("blank in a header's name", "GET / HTTP/1.1\r\nA b: 1\r\n\r\n", 400);
    row("folded header", "GET / HTTP/1.1\r\nA: 1\r\n b\r\n\r\n", 400);
    row("long header", "GET / HTTP/1.1\r\nA: " + QByteArray(20000, 'a') + "\r\n\r\n", 431);
    row("many headers", "GET / HTTP/1.1\r\n" + QByteArray("A: 1\r\n").repeated(101) + "\r\n", 431);
}

void TestHttpServer::refusesWhatIsNoRequest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const auto received = talk(m_server->port(), bytes);
    QVERIFY2(received.startsWith("HTTP/1.1 " + QByteArray::number(status)), received.left(60).constData());
    QVERIFY(m_seen.isEmpty());
}

void TestHttpServer::forgottenAnswerIsA500()
{
    QVERIFY(talk(m_server->port(), get("/forget", "Connection: close\r\n")).startsWith("HTTP/1.1 500"));
}

void TestHttpServer::cutConnectionSaysNothing()
{
    QCOMPARE(talk(m_server->port(), get("/cut")), QByteArray());
}

void TestHttpServer::routesBySegments_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("route");
    QTest::addColumn<QString>("sid");
    QTest::newRow("with suffix") << QByteArray("/Messages/SM1.json") << u"/Messages/{Sid}.json"_s << u"SM1"_s;
    QTest::newRow("list") << QByteArray("/Messages.json") << u"/Messages.json"_s << u""_s;
    QTest::newRow("binary") << QByteArray("/Media/ME1") << u"/Media/{Sid}"_s << u"ME1"_s;
    QTest::newRow("its JSON") << QByteArray("/Media/ME1.json") << u"/Media/{Sid}.json"_s << u"ME1"_s;
    QTest::newRow("decoded") << QByteArray("/Media/%2B61") << u"/Media/{Sid}"_s << u"+61"_s;
    QTest::newRow("empty name") << QByteArray("/Messages/.json") << u""_s << u""_s;
    QTest::newRow("too deep") << QByteArray("/Media/ME1/x") << u""_s << u""_s;
}

void TestHttpServer::routesBySegments()
{
    QFETCH(QByteArray, path);
    Router router;
    HttpRequest taken;
    for (const auto &pattern :
         {u"/Messages.json"_s, u"/Messages/{Sid}.json"_s, u"/Media/{Sid}"_s, u"/Media/{Sid}.json"_s})
        router.add("GET", pattern, [&](HttpRequest request, const HttpResponder &) { taken = std::move(request); });
    router.handle({.method = "GET", .target = path, .path = path}, HttpResponder([](const HttpResponse &) {}));
    QTEST(taken.route, "route");
    QTEST(taken.params.value(u"Sid"_s), "sid");
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_http_server.moc"
