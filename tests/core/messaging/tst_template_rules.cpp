// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/template_rules.h"

#include <QJsonArray>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;

using Values = QMap<QString, QString>;
using Names = std::vector<QString>;
Q_DECLARE_METATYPE(Names)

namespace
{

Template assignment()
{
    Template known;
    known.body = u"🔔 New {{1}} assigned: {{2}} for {{3}}, due {{4}}. See Counterbell."_s;
    known.parameters = {u"1"_s, u"2"_s, u"3"_s, u"4"_s};
    return known;
}

Template oneValue(const QString &body = u"Hi {{name}}!"_s)
{
    Template known;
    known.body = body;
    known.parameters = {u"name"_s};
    return known;
}

} // namespace

class TemplateRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsParametersInOrder_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<Names>("names");
        QTest::newRow("none") << u"Hello"_s << Names{};
        QTest::newRow("numbers") << assignment().body << Names{u"1"_s, u"2"_s, u"3"_s, u"4"_s};
        QTest::newRow("order of appearance, each once") << u"{{b}} {{a}} {{b}}"_s << Names{u"b"_s, u"a"_s};
        QTest::newRow("blanks inside") << u"{{ 1 }}"_s << Names{u"1"_s};
        QTest::newRow("underscore") << u"{{first_name}}"_s << Names{u"first_name"_s};
        QTest::newRow("16 characters") << u"{{abcdefghijklmnop}}"_s << Names{u"abcdefghijklmnop"_s};
        QTest::newRow("17 are text") << u"{{abcdefghijklmnopq}}"_s << Names{};
        QTest::newRow("two words are text") << u"{{first name}} {{2}}"_s << Names{u"2"_s};
        QTest::newRow("empty") << u"{{}} {{1}}"_s << Names{u"1"_s};
        QTest::newRow("never closed") << u"{{1}} {{2"_s << Names{u"1"_s};
        QTest::newRow("three braces") << u"{{{1}}}"_s << Names{u"1"_s};
        QTest::newRow("one brace") << u"{1}"_s << Names{};
    }
    void findsParametersInOrder()
    {
        QFETCH(QString, body);
        QTEST(parametersOf(body), "names");
    }

    void namesWhatIsExpectedAndGiven_PQ21_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<Names>("missing");
        const Values full{{u"1"_s, u"repair"_s}, {u"2"_s, u"ring"_s}, {u"3"_s, u"the shop"_s}, {u"4"_s, u"no date"_s}};
        auto less = full;
        less.remove(u"3"_s);
        auto more = full;
        more.insert(u"5"_s, u"x"_s);
        auto other = less;
        other.insert(u"customer"_s, u"Sam"_s);
        QTest::newRow("nothing") << Values{} << assignment().parameters;
        QTest::newRow("one too few") << less << Names{u"3"_s};
        QTest::newRow("one too many") << more << Names{};
        QTest::newRow("another name") << other << Names{u"3"_s};
        QVERIFY(checkTemplateValues(assignment(), full));
    }
    void namesWhatIsExpectedAndGiven_PQ21()
    {
        QFETCH(Values, values);
        QFETCH(Names, missing);
        const auto checked = checkTemplateValues(assignment(), values);
        QVERIFY(!checked);
        QCOMPARE(checked.error().reason, Reason::TemplateParameterMismatch);
        QCOMPARE(checked.error().details["expected"_L1].toArray(), (QJsonArray{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
        QCOMPARE(checked.error().details["given"_L1].toArray(), QJsonArray::fromStringList(values.keys()));
        QCOMPARE(checked.error().details["missing"_L1].toArray(),
                 QJsonArray::fromStringList(QStringList(missing.begin(), missing.end())));
    }

    void aTemplateWithoutBlanksTakesNoValues()
    {
        Template plain;
        plain.body = u"We are open again."_s;
        QVERIFY(checkTemplateValues(plain, {}));
        QVERIFY(!checkTemplateValues(plain, {{u"1"_s, u"x"_s}}));
    }

    void refusesValuesThatWhatsAppRefuses_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("fit") << u"Samuel"_s << QString();
        QTest::newRow("four blanks") << u"a    b"_s << QString();
        QTest::newRow("emoji and Arabic") << u"خاتم 💍"_s << QString();
        QTest::newRow("empty") << QString() << u"empty"_s;
        QTest::newRow("blank") << u"  "_s << u"empty"_s;
        QTest::newRow("line break") << u"a\nb"_s << u"lineBreak"_s;
        QTest::newRow("carriage return") << u"a\rb"_s << u"lineBreak"_s;
        QTest::newRow("tab") << u"a\tb"_s << u"lineBreak"_s;
        QTest::newRow("a line separator") << u"a\u2028b"_s << u"lineBreak"_s;
        QTest::newRow("a zero character") << u"a"_s + QChar(0) << u"lineBreak"_s;
        QTest::newRow("five blanks") << u"a     b"_s << u"tooManySpaces"_s;
        QTest::newRow("fills the text") << QString(1020, u'x') << QString();
        QTest::newRow("overfills the text") << QString(1021, u'x') << u"tooLong"_s;
        QTest::newRow("too long by itself") << QString(1601, u'x') << u"tooLong"_s;
    }
    void refusesValuesThatWhatsAppRefuses()
    {
        QFETCH(QString, value);
        QFETCH(QString, problem);
        const auto checked = checkTemplateValues(oneValue(), {{u"name"_s, value}});
        QCOMPARE(checked.has_value(), problem.isEmpty());
        if (checked)
            return;
        QCOMPARE(checked.error().reason, Reason::TemplateValueInvalid);
        QCOMPARE(checked.error().details["parameter"_L1].toString(), u"name"_s);
        QCOMPARE(checked.error().details["problem"_L1].toString(), problem);
    }

    void aValueIsTooLongEvenWhereTheBodyIsNotKnown()
    {
        QVERIFY(!checkTemplateValues(oneValue(QString()), {{u"name"_s, QString(1601, u'x')}}));
    }

    void rendersWhatWillArrive_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<Values>("values");
        QTest::addColumn<QString>("text");
        QTest::newRow("filled") << u"Hi {{1}}, {{2}} {{1}}!"_s << Values{{u"1"_s, u"Sam"_s}, {u"2"_s, u"dear"_s}}
                                << u"Hi Sam, dear Sam!"_s;
        QTest::newRow("missing stays visible")
            << u"Hi {{1}} {{2}}"_s << Values{{u"1"_s, u"Sam"_s}} << u"Hi Sam {{2}}"_s;
        QTest::newRow("a value is no template")
            << u"{{1}} {{2}}"_s << Values{{u"1"_s, u"{{2}}"_s}, {u"2"_s, u"x"_s}} << u"{{2}} x"_s;
        QTest::newRow("no placeholder") << u"Hello {1}"_s << Values{{u"1"_s, u"Sam"_s}} << u"Hello {1}"_s;
        QTest::newRow("blanks inside") << u"Hi {{ 1 }}"_s << Values{{u"1"_s, u"Sam"_s}} << u"Hi Sam"_s;
        QTest::newRow("an empty value") << u"[{{1}}]"_s << Values{{u"1"_s, QString()}} << u"[]"_s;
    }
    void rendersWhatWillArrive()
    {
        QFETCH(QString, body);
        QFETCH(Values, values);
        QTEST(renderTemplate(body, values), "text");
    }

    void makesOurOwnTextFit()
    {
        const auto value = toTemplateValue(u" Ring,\r\nresize \t  and      polish ");
        QCOMPARE(value, u"Ring, resize and polish"_s);
        QVERIFY(checkTemplateValues(oneValue(), {{u"name"_s, value}}));
    }
};

QTEST_GUILESS_MAIN(TemplateRulesTest)
#include "tst_template_rules.moc"
