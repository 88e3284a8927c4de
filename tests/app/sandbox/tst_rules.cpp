// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

class TestRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void windowClosesExactly24HoursAfterTheCustomerWrote_data();
    void windowClosesExactly24HoursAfterTheCustomerWrote();
    void keywordIsTheWholeMessage_data();
    void keywordIsTheWholeMessage();
    void addressIsANumberOrAUserId_data();
    void addressIsANumberOrAUserId();
    void magicNumbersGiveTheirCode_data();
    void magicNumbersGiveTheirCode();
    void contentVariablesAreStringsNoneEmpty_data();
    void contentVariablesAreStringsNoneEmpty();
    void missingVariableTakesTheSample();
    void templateMeetsItsFate_data();
    void templateMeetsItsFate();
    void callbackUrlIsPlainHttp_data();
    void callbackUrlIsPlainHttp();
    void emojiCountsOnce();
};

void TestRules::windowClosesExactly24HoursAfterTheCustomerWrote_data()
{
    using Wrote = std::optional<qint64>;
    constexpr qint64 day = 86'400'000;
    QTest::addColumn<Wrote>("wrote");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<bool>("open");
    QTest::newRow("never wrote") << Wrote{} << day << false;
    QTest::newRow("just wrote") << Wrote{day} << day << true;
    QTest::newRow("a millisecond before 24 h") << Wrote{0} << day - 1 << true;
    QTest::newRow("exactly 24 h") << Wrote{0} << day << false;
}

void TestRules::windowClosesExactly24HoursAfterTheCustomerWrote()
{
    QFETCH(std::optional<qint64>, wrote);
    QFETCH(qint64, now);
    QTEST(isWindowOpen(wrote, now), "open");
}

void TestRules::keywordIsTheWholeMessage_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("keyword");
    const auto row = [](const char *body, Keyword keyword) {
        QTest::newRow(body) << QString::fromUtf8(body) << int(keyword);
    };
    for (const char *word : {"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"})
        row(word, Keyword::OptOut);
    row(" stop \n", Keyword::OptOut);
    for (const char *word : {"START", "YES", "UNSTOP", "start"})
        row(word, Keyword::OptIn);
    for (const char *word : {"HELP", "info"})
        row(word, Keyword::Help);
    for (const char *word : {"Stop it", "stop.", "please stop", "", "UITSCHRIJVEN", "JA", "stop stop"})
        row(word, Keyword::None);
}

void TestRules::keywordIsTheWholeMessage()
{
    QFETCH(QString, body);
    QTEST(int(keywordOf(body)), "keyword");
}

void TestRules::addressIsANumberOrAUserId_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("number");
    QTest::addColumn<bool>("userId");
    QTest::newRow("mobile") << u"+61412345678"_s << true << false;
    QTest::newRow("no plus") << u"61412345678"_s << false << false;
    QTest::newRow("blank for a plus") << u" 61412345678"_s << false << false;
    QTest::newRow("leading zero") << u"+0412345678"_s << false << false;
    QTest::newRow("16 digits") << u"+1234567890123456"_s << false << false;
    QTest::newRow("line break behind") << u"+61412345678\n"_s << false << false;
    QTest::newRow("user id") << u"BR.1000000000000001"_s << false << true;
    QTest::newRow("parent user id") << u"BR.ENT.1000a"_s << false << true;
    QTest::newRow("lower-case country") << u"br.1000"_s << false << false;
    QTest::newRow("129 characters") << u"BR."_s + u"1"_s.repeated(129) << false << false;
}

void TestRules::addressIsANumberOrAUserId()
{
    QFETCH(QString, text);
    QTEST(isE164(text), "number");
    QTEST(isBsuid(text), "userId");
}

void TestRules::magicNumbersGiveTheirCode_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("from");
    QTest::newRow("1") << u"+15005550001"_s << 21211 << 21212;
    QTest::newRow("2") << u"+15005550002"_s << 21612 << 0;
    QTest::newRow("3") << u"+15005550003"_s << 21408 << 0;
    QTest::newRow("4") << u"+15005550004"_s << 21610 << 0;
    QTest::newRow("6") << u"+15005550006"_s << 0 << 0;
    QTest::newRow("7") << u"+15005550007"_s << 0 << 21606;
    QTest::newRow("8") << u"+15005550008"_s << 0 << 21611;
    QTest::newRow("9") << u"+15005550009"_s << 21614 << 0;
}

void TestRules::magicNumbersGiveTheirCode()
{
    QFETCH(QString, number);
    QTEST(magicToError(number), "to");
    QTEST(magicFromError(number), "from");
}

void TestRules::contentVariablesAreStringsNoneEmpty_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<bool>("valid");
    QTest::newRow("two values") << uR"({"1":"Ava","2":"12:30"})"_s << true;
    QTest::newRow("none") << u"{}"_s << true;
    QTest::newRow("empty value") << uR"({"1":""})"_s << false;
    QTest::newRow("null value") << uR"({"1":null})"_s << false;
    QTest::newRow("number") << uR"({"1":5})"_s << false;
    QTest::newRow("list") << uR"(["Ava"])"_s << false;
    QTest::newRow("no JSON") << u"1=Ava"_s << false;
    QTest::newRow("1601 characters") << uR"({"1":")"_s + u"a"_s.repeated(1601) + uR"("})"_s << false;
}

void TestRules::contentVariablesAreStringsNoneEmpty()
{
    QFETCH(QString, json);
    QTEST(parseContentVariables(json).has_value(), "valid");
}

void TestRules::missingVariableTakesTheSample()
{
    const QJsonObject samples{{u"1"_s, u"Ava"_s}, {u"when"_s, u"noon"_s}};
    QCOMPARE(renderTemplate(u"Hi {{1}}, see you at {{ when }}."_s, {{u"1"_s, u"Bo"_s}}, samples),
             u"Hi Bo, see you at noon."_s);
    // A value that looks like a blank is text.
    QCOMPARE(renderTemplate(u"{{1}} {{2}}"_s, {{u"1"_s, u"{{2}}"_s}, {u"2"_s, u"x"_s}}, {}), u"{{2}} x"_s);
}

void TestRules::templateMeetsItsFate_data()
{
    QTest::addColumn<QString>("approval");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("windowOpen");
    QTest::addColumn<int>("code");
    const auto au = u"whatsapp:+61412345678"_s;
    QTest::newRow("approved outside") << u"approved"_s << u"UTILITY"_s << u"v"_s << au << false << 0;
    QTest::newRow("approved in any case") << u"Approved"_s << u"UTILITY"_s << u"v"_s << au << false << 0;
    QTest::newRow("pending outside") << u"pending"_s << u"UTILITY"_s << u"v"_s << au << false << 63016;
    QTest::newRow("pending inside") << u"pending"_s << u"UTILITY"_s << u"v"_s << au << true << 0;
    QTest::newRow("rejected outside") << u"rejected"_s << u"UTILITY"_s << u"v"_s << au << false << 63016;
    QTest::newRow("unknown status outside") << u"in_appeal"_s << u"UTILITY"_s << u"v"_s << au << false << 63016;
    QTest::newRow("paused inside") << u"paused"_s << u"UTILITY"_s << u"v"_s << au << true << 63041;
    QTest::newRow("disabled") << u"disabled"_s << u"UTILITY"_s << u"v"_s << au << true << 63042;
    QTest::newRow("marketing to +1") << u"approved"_s << u"MARKETING"_s << u"v"_s << u"whatsapp:+12025550123"_s << true
                                     << 63049;
    QTest::newRow("marketing elsewhere") << u"approved"_s << u"MARKETING"_s << u"v"_s << au << false << 0;
    QTest::newRow("five spaces") << u"approved"_s << u"UTILITY"_s << u"a     b"_s << au << false << 63013;
    QTest::newRow("four spaces") << u"approved"_s << u"UTILITY"_s << u"a    b"_s << au << false << 0;
    QTest::newRow("line break") << u"approved"_s << u"UTILITY"_s << u"a\nb"_s << au << false << 63021;
    QTest::newRow("too long") << u"approved"_s << u"UTILITY"_s << u"a"_s.repeated(1025) << au << false << 63021;
}

void TestRules::templateMeetsItsFate()
{
    QFETCH(QString, approval);
    QFETCH(QString, category);
    QFETCH(QString, value);
    QFETCH(QString, to);
    QFETCH(bool, windowOpen);
    QTEST(templateError({.approval = approval,
                         .category = category,
                         .values = {{u"1"_s, value}},
                         .rendered = value,
                         .to = to,
                         .windowOpen = windowOpen}),
          "code");
}

void TestRules::callbackUrlIsPlainHttp_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("valid");
    QTest::newRow("https") << u"https://relay.example/t/abc/twilio/status?attempt=1#rc=5&rp=all"_s << true;
    QTest::newRow("loopback") << u"http://127.0.0.1:4010/s"_s << true;
    QTest::newRow("underscore in host") << u"https://my_relay.example/s"_s << false;
    QTest::newRow("underscore in path") << u"https://relay.example/my_hook"_s << true;
    QTest::newRow("no scheme") << u"relay.example/s"_s << false;
    QTest::newRow("ftp") << u"ftp://relay.example/s"_s << false;
    QTest::newRow("4001 characters") << u"https://relay.example/"_s + u"a"_s.repeated(3979) << false;
}

void TestRules::callbackUrlIsPlainHttp()
{
    QFETCH(QString, url);
    QTEST(isCallbackUrl(url), "valid");
}

void TestRules::emojiCountsOnce()
{
    QCOMPARE(characterCount(u"a😀b"_s), 3);
}

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
