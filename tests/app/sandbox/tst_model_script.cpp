// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/model_script.h"

#include "app/sandbox/model_sentences.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace counterbell::sandbox;
using namespace Qt::StringLiterals;

namespace
{

const QStringList kBoth{u"customer_jobs"_s, u"hand_over"_s};

/// "user: Hi / assistant: Hello / user: Is it ready?" as the `messages` of a request.
QJsonArray talk(const QString &lines)
{
    QJsonArray messages{
        QJsonObject{{u"role"_s, u"system"_s}, {u"content"_s, u"You answer for a shop with a human touch."_s}}};
    for (const auto &line : lines.split(u" / "_s))
        messages.append(
            QJsonObject{{u"role"_s, line.section(u": "_s, 0, 0)}, {u"content"_s, line.section(u": "_s, 1)}});
    return messages;
}

/// The same with a tool called and its result behind it.
QJsonArray talkWithResult(const QString &lines, const QString &tool, const QString &result)
{
    auto messages = talk(lines);
    messages.append(QJsonObject{
        {u"role"_s, u"assistant"_s},
        {u"tool_calls"_s,
         QJsonArray{QJsonObject{{u"id"_s, u"call_1"_s}, {u"function"_s, QJsonObject{{u"name"_s, tool}}}}}}});
    messages.append(QJsonObject{{u"role"_s, u"tool"_s}, {u"tool_call_id"_s, u"call_1"_s}, {u"content"_s, result}});
    return messages;
}

} // namespace

class ModelScriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsAToolForTheListedTextsOnly_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("tool");
        QTest::newRow("small talk") << u"user: Hello there"_s << QString();
        QTest::newRow("opening hours") << u"user: What time do you close?"_s << QString();
        QTest::newRow("is it ready") << u"user: Hi, IS IT READY?"_s << u"customer_jobs"_s;
        QTest::newRow("is my piece ready") << u"user: Is my gold bracelet ready yet?"_s << u"customer_jobs"_s;
        QTest::newRow("is the piece done") << u"user: Is the watch done"_s << u"customer_jobs"_s;
        QTest::newRow("my repair") << u"user: Any news on my repair"_s << u"customer_jobs"_s;
        QTest::newRow("ready alone") << u"user: I am ready to come by"_s << QString();
        QTest::newRow("in Arabic") << u"user: هل السوار جاهز؟"_s << u"customer_jobs"_s;
        QTest::newRow("a person") << u"user: Can I speak to a person please"_s << u"hand_over"_s;
        QTest::newRow("a human") << u"user: HUMAN!"_s << u"hand_over"_s;
        QTest::newRow("humane is no human") << u"user: That is very humane of you"_s << QString();
        QTest::newRow("a person before a piece") << u"user: Is it ready? I want a human"_s << u"hand_over"_s;
        QTest::newRow("two quick messages count as one")
            << u"user: Is it ready? / user: Thanks"_s << u"customer_jobs"_s;
        QTest::newRow("what was answered counts no more")
            << u"user: Is it ready? / assistant: Not yet / user: Thanks"_s << QString();
        QTest::newRow("the prompt is no customer") << u"assistant: Hello"_s << QString();
    }
    void callsAToolForTheListedTextsOnly()
    {
        QFETCH(QString, lines);
        QFETCH(QString, tool);
        const auto reply = nextReply(talk(lines), kBoth);
        QCOMPARE(reply.tool, tool);
        QCOMPARE(reply.text.isEmpty(), !tool.isEmpty());
        QCOMPARE(reply.arguments.contains("reason"_L1), tool == u"hand_over"_s);
    }

    void callsAToolForEveryTextThatThePageLists()
    {
        QFile page(QStringLiteral(COUNTERBELL_SOURCE_DIR "/app/sandbox/README.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        int texts = 0;
        for (const auto &line : QString::fromUtf8(page.readAll()).split(u'\n')) {
            const auto tool = line.section(u'|', 2, 2).trimmed().remove(u'`');
            if (!kBoth.contains(tool))
                continue;
            for (const auto &text : line.section(u'|', 1, 1).split(u',')) {
                const auto bare = text.trimmed().remove(u'`');
                QVERIFY2(nextReply(talk(u"user: Hello, "_s + bare), kBoth).tool == tool, qPrintable(bare));
                ++texts;
            }
        }
        QCOMPARE_GT(texts, 10);
    }

    void neverCallsAToolThatIsNotOffered()
    {
        QCOMPARE(nextReply(talk(u"user: Is it ready?"_s), {u"hand_over"_s}).tool, QString());
        QCOMPARE(nextReply(talk(u"user: human"_s), {u"customer_jobs"_s}).tool, QString());
        QCOMPARE(nextReply(talk(u"user: human"_s), {}).text, plainSentence({}));
    }

    void usesTheToolsResultInOneSentence_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("sentence");
        const auto jobs = uR"({"jobs":[{"ticket":"R-1","description":"Old ring","status":"collected"},)"
                          uR"({"ticket":"R-2","description":"Gold bracelet","status":"quality_check"}]})"_s;
        QTest::newRow("a piece in the shop")
            << u"Is it ready?"_s << jobs << u"Your piece, Gold bracelet (R-2), is in quality check."_s;
        QTest::newRow("a bare list") << u"Is it ready?"_s
                                     << uR"([{"ticket":"B-3","description":"Ring","status":"ready"}])"_s
                                     << u"Your piece, Ring (B-3), is ready for pickup."_s;
        QTest::newRow("none") << u"Is it ready?"_s << uR"({"jobs":[]})"_s
                              << u"I can't find an open job under your name."_s;
        QTest::newRow("no JSON") << u"Is it ready?"_s << u"oops"_s << u"I can't find an open job under your name."_s;
        QTest::newRow("in Arabic") << u"هل السوار جاهز؟"_s << jobs
                                   << u"قطعتك Gold bracelet (R-2) الآن في فحص الجودة."_s;
        QTest::newRow("a description with a percent sign")
            << u"Is it ready?"_s << uR"([{"ticket":"R-4","description":"100%2 silver","status":"ready"}])"_s
            << u"Your piece, 100%2 silver (R-4), is ready for pickup."_s;
    }
    void usesTheToolsResultInOneSentence()
    {
        QFETCH(QString, asked);
        QFETCH(QString, result);
        QFETCH(QString, sentence);
        const auto reply = nextReply(talkWithResult(u"user: "_s + asked, u"customer_jobs"_s, result), kBoth);
        QCOMPARE(reply, (ModelReply{.text = sentence}));
    }

    void saysThatAColleagueWillWriteAfterHandingOver()
    {
        const auto reply = nextReply(talkWithResult(u"user: human please"_s, u"hand_over"_s, u"{}"_s), kBoth);
        QCOMPARE(reply, (ModelReply{.text = handedOverSentence(u"human please"_s)}));
    }

    void answersArabicInArabic()
    {
        const auto reply = nextReply(talk(u"user: مرحبًا"_s), kBoth);
        QCOMPARE(reply.text, u"شكرًا لرسالتك، يسعدنا مساعدتك."_s);
        QVERIFY(nextReply(talk(u"user: Hello"_s), kBoth).text != reply.text);
    }

    void readsContentGivenInParts()
    {
        const QJsonArray messages{QJsonObject{
            {u"role"_s, u"user"_s},
            {u"content"_s, QJsonArray{QJsonObject{{u"type"_s, u"image_url"_s}},
                                      QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, u"is it ready"_s}}}}}};
        QCOMPARE(nextReply(messages, kBoth).tool, u"customer_jobs"_s);
    }
};

QTEST_GUILESS_MAIN(ModelScriptTest)
#include "tst_model_script.moc"
