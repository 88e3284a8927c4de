// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/errors.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kSid = "SM0123456789abcdef0123456789ABCDEF";

HttpAnswered answered(int status, QByteArray body, std::vector<std::pair<QByteArray, QByteArray>> headers = {})
{
    return {.status = status, .headers = std::move(headers), .body = std::move(body), .serverDate = Timestamp(1000s)};
}

QByteArray errorBody(int code)
{
    return R"({"code":)" + QByteArray::number(code) + R"(,"message":"No.","more_info":"https://x","status":400})";
}

QByteArray messageBody()
{
    return QByteArray(R"({"sid":")") + kSid + R"(","status":"queued"})";
}

} // namespace

Q_DECLARE_METATYPE(HttpOutcome)

/// The four outcomes of a create call (DESIGN 4), and the errors of every other.
class TestErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerIsOneOfFourOutcomes_data()
    {
        QTest::addColumn<HttpOutcome>("http");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, HttpOutcome http, const char *outcome) {
            QTest::newRow(name) << std::move(http) << QString::fromLatin1(outcome);
        };
        row("201 with a message", answered(201, messageBody()), "accepted");
        row("200 with a message", answered(200, messageBody()), "accepted");
        row("201 without sid", answered(201, R"({"status":"queued"})"), "unknown unreadable");
        row("201 with a strange sid", answered(201, R"({"sid":"CA0123456789abcdef0123456789abcdef"})"),
            "unknown unreadable");
        row("201 with half a message", answered(201, messageBody().chopped(1)), "unknown unreadable");
        row("201 with a list", answered(201, "[]"), "unknown unreadable");
        row("204", answered(204, ""), "unknown unreadable");
        row("302", answered(302, ""), "unknown redirected");
        row("400 from Twilio", answered(400, errorBody(21211)), "refused 21211");
        row("401 from Twilio", answered(401, errorBody(20003)), "refused 20003");
        row("404 from Twilio", answered(404, errorBody(20404)), "refused 20404");
        row("opted out", answered(400, errorBody(21610)), "refused 21610");
        row("400 from a proxy", answered(400, "<html>"), "unknown notTheProvider");
        row("403 from a captive portal", answered(403, ""), "unknown notTheProvider");
        row("407 in JSON of another kind", answered(407, R"({"error":"proxy"})"), "unknown notTheProvider");
        row("400 with a code in words", answered(400, R"({"code":"21211","message":"No."})"), "unknown notTheProvider");
        row("400 with code zero", answered(400, errorBody(0)), "unknown notTheProvider");
        row("400 without message", answered(400, R"({"code":21211})"), "unknown notTheProvider");
        row("429 concurrency", answered(429, errorBody(20429)), "notSent rateLimited 20429");
        row("429 of another code", answered(429, errorBody(20001)), "notSent rateLimited 20001");
        row("429 from a gateway", answered(429, "<html>"), "notSent rateLimited");
        row("429 daily limit", answered(429, errorBody(63038)), "refused 63038");
        row("500 from Twilio", answered(500, errorBody(20500)), "unknown serverFault");
        row("502 HTML", answered(502, "<html>"), "unknown serverFault");
        row("503", answered(503, ""), "unknown serverFault");
        row("not connected", HttpNotConnected{}, "notSent unreachable");
        row("timed out", HttpUnknown{.why = HttpUnknown::Why::TimedOut}, "unknown interrupted");
        row("cut", HttpUnknown{.why = HttpUnknown::Why::Interrupted, .status = 201}, "unknown interrupted");
        row("endless", HttpUnknown{.why = HttpUnknown::Why::TooLarge, .status = 201}, "unknown unreadable");
    }
    void everyAnswerIsOneOfFourOutcomes()
    {
        QFETCH(HttpOutcome, http);
        QFETCH(QString, outcome);
        QCOMPARE(describe(sendOutcome(http)), outcome);
    }

    void keepsWhatSupportAsksFor()
    {
        const auto outcome = sendOutcome(answered(400, errorBody(21211), {{"twilio-request-id", "RQ1"}}));
        const Refused expected{400, 21211, u"No."_s, u"RQ1"_s, Timestamp(1000s)};
        QCOMPARE(std::get<Refused>(outcome), expected);
        const auto fault = std::get<Unknown>(sendOutcome(answered(500, "", {{"twilio-request-id", "RQ2"}})));
        QCOMPARE(fault.requestId, u"RQ2"_s);
        QCOMPARE(fault.httpStatus, std::optional(500));
    }

    void readsRetryAfter_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("seconds"); // -1: absent
        QTest::newRow("seconds") << QByteArray("7") << qint64(7);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("a year") << QByteArray("31536000") << qint64(86400);
        QTest::newRow("negative") << QByteArray("-7") << qint64(-1);
        QTest::newRow("words") << QByteArray("soon") << qint64(-1);
        QTest::newRow("date") << QByteArray("Thu, 01 Jan 1970 00:16:50 GMT") << qint64(10);
        QTest::newRow("past date") << QByteArray("Thu, 01 Jan 1970 00:00:00 GMT") << qint64(-1);
    }
    void readsRetryAfter()
    {
        QFETCH(QByteArray, header);
        QFETCH(qint64, seconds);
        const auto outcome = sendOutcome(answered(429, errorBody(20429), {{"retry-after", header}}));
        const auto wait = std::get<NotSent>(outcome).retryAfter;
        QCOMPARE(wait ? qint64(wait->count()) : -1, seconds);
    }

    void otherCallsFailWithAReason_data()
    {
        QTest::addColumn<HttpOutcome>("http");
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, HttpOutcome http, Reason reason, const char *problem) {
            QTest::newRow(name) << std::move(http) << static_cast<int>(reason) << QString::fromLatin1(problem);
        };
        row("401", answered(401, errorBody(20003)), Reason::NotPermitted, "refused");
        row("403", answered(403, errorBody(20003)), Reason::NotPermitted, "refused");
        row("404", answered(404, errorBody(20404)), Reason::NotFound, "refused");
        row("409", answered(409, errorBody(20009)), Reason::Conflict, "refused");
        row("400", answered(400, errorBody(20001)), Reason::InvalidArgument, "refused");
        row("404 from a proxy", answered(404, "<html>"), Reason::ProviderUnreachable, "unreadable");
        row("429", answered(429, errorBody(20429)), Reason::ProviderUnreachable, "rateLimited");
        row("503", answered(503, ""), Reason::ProviderUnreachable, "serverFault");
        row("302", answered(302, ""), Reason::ProviderUnreachable, "unreadable");
        row("not connected", HttpNotConnected{}, Reason::ProviderUnreachable, "network");
        row("cut", HttpUnknown{}, Reason::ProviderUnreachable, "interrupted");
        row("endless", HttpUnknown{.why = HttpUnknown::Why::TooLarge}, Reason::ProviderUnreachable, "tooLarge");
    }
    void otherCallsFailWithAReason()
    {
        QFETCH(HttpOutcome, http);
        QFETCH(int, reason);
        QFETCH(QString, problem);
        const auto error = callError(http);
        QCOMPARE(static_cast<int>(error.reason), reason);
        QCOMPARE(error.details.value("problem"_L1).toString(), problem);
        if (problem == "refused"_L1)
            QVERIFY(error.details.value("code"_L1).toInt() > 20000);
    }

private:
    static QString describe(const SendOutcome &outcome)
    {
        if (std::holds_alternative<Accepted>(outcome))
            return u"accepted"_s;
        if (const auto *refused = std::get_if<Refused>(&outcome))
            return u"refused %1"_s.arg(refused->code);
        if (const auto *notSent = std::get_if<NotSent>(&outcome)) {
            const bool isLimit = notSent->why == NotSent::Why::RateLimited;
            return (isLimit ? u"notSent rateLimited"_s : u"notSent unreachable"_s) +
                   (notSent->code ? u" %1"_s.arg(*notSent->code) : QString());
        }
        static const QStringList reasons{u"interrupted"_s, u"serverFault"_s, u"redirected"_s, u"unreadable"_s,
                                         u"notTheProvider"_s};
        return u"unknown "_s + reasons.at(static_cast<int>(std::get<Unknown>(outcome).why));
    }
};

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
