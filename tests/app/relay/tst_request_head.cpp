// SPDX-License-Identifier: Apache-2.0
#include "app/relay/body_reader.h"
#include "app/relay/request_head.h"

#include <QTest>

using namespace counterbell::relay;

namespace
{

/// Scans and parses a block as a session would; the refusal's status, or 0.
int statusOf(std::string_view block, const HttpLimits &limits, RequestHead *out = nullptr, std::size_t step = 1)
{
    HeadScanner scanner(limits);
    for (std::size_t size = std::min(step, block.size());; size = std::min(size + step, block.size())) {
        const auto found = scanner.scan(block.substr(0, size));
        if (const auto *refusal = std::get_if<HeadRefusal>(&found))
            return refusal->status;
        if (const auto *complete = std::get_if<HeadScanner::Complete>(&found)) {
            auto parsed = parseHead(block.substr(0, complete->length), limits);
            if (const auto *refusal = std::get_if<HeadRefusal>(&parsed))
                return refusal->status;
            if (out)
                *out = std::move(std::get<RequestHead>(parsed));
            return 0;
        }
        if (size == block.size())
            return -1;
    }
}

BodyReader::State readBody(const RequestHead &head, std::string_view bytes, std::uint64_t limit, std::string &body,
                           std::size_t step)
{
    BodyReader reader(head, limit);
    auto state = BodyReader::State::More;
    while (state == BodyReader::State::More) {
        auto piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        const bool last = piece.empty();
        state = reader.read(piece);
        if (last)
            break;
    }
    body = reader.take();
    return state;
}

} // namespace

/// What is refused before anybody looks at what a request wants.
class TestRequestHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesAHead_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        const QByteArray start = "POST /t/x HTTP/1.1\r\nHost: h\r\n";
        const auto row = [&](const char *name, const QByteArray &headers, int status) {
            QTest::newRow(name) << QByteArray(start + headers + "\r\n") << status;
        };
        const auto line = [](const char *name, const QByteArray &requestLine, int status) {
            QTest::newRow(name) << QByteArray(requestLine + "\r\nHost: h\r\n\r\n") << status;
        };
        row("plain", "Content-Length: 3\r\n", 0);
        row("chunked", "Transfer-Encoding: chunked\r\n", 0);
        row("a value of visible bytes beyond ASCII", "X: caf\xc3\xa9 \xff\r\n", 0);
        row("an empty value", "X:\r\n", 0);
        row("a negative length", "Content-Length: -1\r\n", 400);
        row("a signed length", "Content-Length: +3\r\n", 400);
        row("a hexadecimal length", "Content-Length: 0x3\r\n", 400);
        row("a length with a blank in it", "Content-Length: 1 2\r\n", 400);
        row("an empty length", "Content-Length:\r\n", 400);
        row("a length beyond 64 bits", "Content-Length: 99999999999999999999\r\n", 400);
        row("two conflicting lengths", "Content-Length: 3\r\nContent-Length: 4\r\n", 400);
        row("two equal lengths", "Content-Length: 3\r\nContent-Length: 3\r\n", 400);
        row("a list of lengths", "Content-Length: 3, 3\r\n", 400);
        row("length and chunked", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", 400);
        row("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", 400);
        row("an encoding that isn't chunked", "Transfer-Encoding: gzip\r\n", 400);
        row("chunked behind another", "Transfer-Encoding: gzip, chunked\r\n", 400);
        row("identity", "Transfer-Encoding: identity\r\n", 400);
        row("chunked with a parameter", "Transfer-Encoding: chunked;x\r\n", 400);
        row("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400);
        row("a second Host", "Host: other\r\n", 400);
        row("a folded line", "X: a\r\n b\r\n", 400);
        row("a line folded by a tab", "X: a\r\n\tb\r\n", 400);
        row("a blank before the colon", "X : a\r\n", 400);
        row("no colon", "Xa\r\n", 400);
        row("no name", ": a\r\n", 400);
        row("a name with a bracket", "X(: a\r\n", 400);
        row("NUL in a value", QByteArray("X: a\0b\r\n", 8), 400);
        row("another control byte in a value", "X: a\x01\r\n", 400);
        row("DEL in a value", "X: a\x7f\r\n", 400);
        row("a bare LF", "X: a\nY: b\r\n", 400);
        row("a bare CR", "X: a\rY: b\r\n", 400);
        QTest::newRow("a bare LF at the end") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\n\n") << 400;
        QTest::newRow("no Host") << QByteArray("POST / HTTP/1.1\r\nX: y\r\n\r\n") << 400;
        QTest::newRow("no Host in HTTP/1.0") << QByteArray("POST / HTTP/1.0\r\nX: y\r\n\r\n") << 0;
        QTest::newRow("chunked in HTTP/1.0")
            << QByteArray("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") << 400;
        QTest::newRow("an empty line first") << QByteArray("\r\nPOST / HTTP/1.1\r\nHost: h\r\n\r\n") << 400;
        QTest::newRow("a TLS greeting") << QByteArray("\x16\x03\x01\x02\x00\x01", 6) << 400;
        line("HTTP/2's preface", "PRI * HTTP/2.0", 400);
        line("another version", "GET / HTTP/1.2", 400);
        line("no version", "GET /", 400);
        line("two blanks", "GET  / HTTP/1.1", 400);
        line("a blank in the target", "GET /a b HTTP/1.1", 400);
        line("absolute form", "GET http://evil/ HTTP/1.1", 400);
        line("asterisk form", "OPTIONS * HTTP/1.1", 400);
        line("authority form", "CONNECT evil:443 HTTP/1.1", 400);
        line("a fragment", "GET /t#rc=5 HTTP/1.1", 400);
        line("a target beyond ASCII", "GET /\xc3\xa9 HTTP/1.1", 400);
        line("an unknown method", "BREW /pot HTTP/1.1", 0);
        line("a target of its full length", "GET /" + QByteArray(99, 'a') + " HTTP/1.1", 0);
        line("a target one longer", "GET /" + QByteArray(100, 'a') + " HTTP/1.1", 414);
        line("a target far longer", "GET /" + QByteArray(5000, 'a') + " HTTP/1.1", 414);
        row("as many headers as allowed", "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n", 0);
        row("one header more", "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n", 431);
        row("a header beyond the bytes", "A: " + QByteArray(600, 'x') + "\r\n", 431);
    }
    void judgesAHead()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, status);
        HttpLimits limits;
        limits.targetBytes = 100;
        limits.headerCount = 5;
        limits.headerBytes = 500;
        const std::string_view block(head.constData(), std::size_t(head.size()));
        for (const std::size_t step : {std::size_t(1), std::size_t(7), block.size()})
            QCOMPARE(statusOf(block, limits, nullptr, step), status);
    }

    void refusesALongLineBeforeItsEndHasCome()
    {
        HttpLimits limits;
        limits.targetBytes = 100;
        limits.headerBytes = 500;
        QCOMPARE(statusOf("GET /" + std::string(200, 'a'), limits), 414);
        QCOMPARE(statusOf("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(600, 'a'), limits), 431);
        QCOMPARE(statusOf("GET / HTTP/1.1\r\nHost: h\r\nX: a", limits), -1);
    }

    void readsWhatItAccepts()
    {
        RequestHead head;
        QCOMPARE(statusOf("PUT /a/%2f?b=c%20 HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\nExpect: 100-Continue\r\n"
                          "connection: x, CLOSE\r\nX-Pad:  two  blanks \t\r\n\r\n",
                          {}, &head),
                 0);
        QCOMPARE(head.method, "PUT");
        QCOMPARE(head.target, "/a/%2f?b=c%20");
        QCOMPARE(head.contentLength, 12u);
        QVERIFY(head.expectContinue);
        QVERIFY(!head.keepAlive);
        QCOMPARE(head.header("x-pad"), "two  blanks");
        QCOMPARE(head.header("absent"), "");
    }

    void keepsConnectionsAliveByVersionAndHeader_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("keepAlive");
        QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << true;
        QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") << false;
        QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
        QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true;
    }
    void keepsConnectionsAliveByVersionAndHeader()
    {
        QFETCH(QByteArray, head);
        QFETCH(bool, keepAlive);
        RequestHead parsed;
        QCOMPARE(statusOf(head.toStdString(), {}, &parsed), 0);
        QCOMPARE(parsed.keepAlive, keepAlive);
    }

    void readsABody_data()
    {
        using State = BodyReader::State;
        QTest::addColumn<bool>("chunked");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("state");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, bool chunked, const QByteArray &bytes, State state,
                            const QByteArray &body = {}) {
            QTest::newRow(name) << chunked << bytes << int(state) << body;
        };
        row("by length", false, "hello", State::Complete, "hello");
        row("shorter than its length", false, "hell", State::More, "hell");
        row("chunks", true, "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", State::Complete, "hello");
        row("a chunk with CRLF in it", true, "4\r\n\r\n\r\n\r\n0\r\n\r\n", State::Complete, "\r\n\r\n");
        row("upper-case size with zeros", true, "000A\r\n0123456789\r\n0\r\n\r\n", State::Complete, "0123456789");
        row("no chunks", true, "0\r\n\r\n", State::Complete, "");
        row("cut before the last line", true, "0\r\n", State::More);
        row("an extension", true, "3;x=y\r\nhel\r\n0\r\n\r\n", State::Malformed);
        row("a trailer", true, "0\r\nX: y\r\n\r\n", State::Malformed);
        row("a negative size", true, "-1\r\n", State::Malformed);
        row("0x", true, "0x3\r\nhel\r\n", State::Malformed);
        row("a blank before the size", true, " 3\r\nhel\r\n", State::Malformed);
        row("no size", true, "\r\nhel\r\n", State::Malformed);
        row("a bare LF behind the size", true, "3\nhel\r\n0\r\n\r\n", State::Malformed);
        row("no CRLF behind the data", true, "3\r\nhelXX0\r\n\r\n", State::Malformed);
        row("more data than its size", true, "3\r\nhell\r\n0\r\n\r\n", State::Malformed);
        row("a size that overflows", true, "fffffffffffffffff\r\n", State::Malformed);
        row("a size line without end", true, QByteArray(100, '0'), State::Malformed);
        row("a chunk beyond the limit", true, "b\r\n", State::TooLarge);
        row("the largest number", true, "ffffffffffffffff\r\n", State::TooLarge);
        row("chunks beyond the limit", true, "6\r\n123456\r\n5\r\n", State::TooLarge, "123456");
    }
    void readsABody()
    {
        QFETCH(bool, chunked);
        QFETCH(QByteArray, bytes);
        QFETCH(int, state);
        QFETCH(QByteArray, body);
        RequestHead head;
        head.chunked = chunked;
        if (!chunked)
            head.contentLength = 5;
        for (const std::size_t step : {std::size_t(1), std::size_t(2), std::size_t(1000)}) {
            std::string got;
            QCOMPARE(int(readBody(head, bytes.toStdString(), 10, got, step)), state);
            if (state == int(BodyReader::State::Complete) || !body.isEmpty())
                QCOMPARE(QByteArray::fromStdString(got), body);
        }
    }

    void refusesALengthBeyondTheLimitBeforeAByteOfIt()
    {
        RequestHead head;
        head.contentLength = 11;
        std::string body;
        QCOMPARE(int(readBody(head, "", 10, body, 1)), int(BodyReader::State::TooLarge));
        head.contentLength = 10;
        QCOMPARE(int(readBody(head, "", 10, body, 1)), int(BodyReader::State::More));
    }

    void leavesWhatFollowsTheBody()
    {
        RequestHead head;
        head.chunked = true;
        BodyReader reader(head, 10);
        std::string_view bytes = "1\r\nx\r\n0\r\n\r\nGET /next";
        QCOMPARE(int(reader.read(bytes)), int(BodyReader::State::Complete));
        QCOMPARE(bytes, "GET /next");
    }
};

QTEST_GUILESS_MAIN(TestRequestHead)
#include "tst_request_head.moc"
