// SPDX-License-Identifier: Apache-2.0
#include "core/api/fields.h"
#include "core/api/page.h"

#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{

struct Inner {
    QString name;
    std::optional<int> count;
    static constexpr auto fields() { return std::tuple{field("name", &Inner::name), field("count", &Inner::count)}; }
};

struct Outer {
    ContactId id;
    bool urgent = false;
    std::vector<Inner> items;
    std::optional<Timestamp> at;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Outer::id), field("urgent", &Outer::urgent), field("items", &Outer::items),
                          field("at", &Outer::at)};
    }
};

QJsonObject sample()
{
    return {{QStringLiteral("id"), QStringLiteral("9007199254740993")},
            {QStringLiteral("urgent"), true},
            {QStringLiteral("items"),
             QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("ring")}, {QStringLiteral("count"), 2}}}},
            {QStringLiteral("at"), QStringLiteral("2026-05-17T10:02:00.123Z")}};
}

} // namespace

class FieldsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTimesInUtc_data()
    {
        QTest::addColumn<qint64>("millis");
        QTest::addColumn<QString>("text");
        QTest::newRow("the beginning") << 0LL << u"1970-01-01T00:00:00.000Z"_s;
        QTest::newRow("before it") << -1LL << u"1969-12-31T23:59:59.999Z"_s;
        QTest::newRow("a leap day") << 1'709'251'199'007LL << u"2024-02-29T23:59:59.007Z"_s;
        QTest::newRow("the last that fits") << 253'402'300'799'999LL << u"9999-12-31T23:59:59.999Z"_s;
    }
    void writesTimesInUtc()
    {
        QFETCH(qint64, millis);
        QFETCH(QString, text);
        QCOMPARE(toIso(fromMillis(millis)), text);
        QCOMPARE(fromIso(text), fromMillis(millis));
    }

    void readsAndWritesTheSameObject()
    {
        Outer outer;
        JsonProblem problem;
        QVERIFY2(Json<Outer>::read(sample(), outer, problem), qPrintable(problem.path + problem.problem));
        QCOMPARE(outer.id.value, 9007199254740993);
        QCOMPARE(outer.items.at(0).count, 2);
        QCOMPARE(toJson(outer), sample());
    }

    void refusesWithThePathOfWhatIsWrong_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("path");
        QTest::newRow("unknown name") << R"({"extra": 1})" << ".extra";
        QTest::newRow("unknown name deep down") << R"({"items": [{"name": "a", "extra": 1}]})" << ".items[0].extra";
        QTest::newRow("missing") << R"({"urgent": null})" << ".urgent";
        QTest::newRow("wrong type") << R"({"urgent": "yes"})" << ".urgent";
        QTest::newRow("an id as a number") << R"({"id": 12})" << ".id";
        QTest::newRow("an id with a blank") << R"({"id": " 1"})" << ".id";
        QTest::newRow("an id with a zero before it") << R"({"id": "01"})" << ".id";
        QTest::newRow("an id below zero") << R"({"id": "-1"})" << ".id";
        QTest::newRow("an id beyond the type") << R"({"id": "9223372036854775808"})" << ".id";
        QTest::newRow("deep down") << R"({"items": [{"name": "a"}, {"name": 3}]})" << ".items[1].name";
        QTest::newRow("a fraction for a whole number")
            << R"({"items": [{"name": "a", "count": 1.5}]})" << ".items[0].count";
        QTest::newRow("beyond the type") << R"({"items": [{"name": "a", "count": 5000000000}]})" << ".items[0].count";
        QTest::newRow("local time") << R"({"at": "2026-05-17T10:02:00"})" << ".at";
    }
    void refusesWithThePathOfWhatIsWrong()
    {
        QFETCH(QString, change);
        QFETCH(QString, path);
        auto object = sample();
        const auto changes = QJsonDocument::fromJson(change.toUtf8()).object();
        for (auto it = changes.begin(); it != changes.end(); ++it)
            object.insert(it.key(), it.value());
        Outer outer;
        JsonProblem problem;
        QVERIFY(!Json<Outer>::read(object, outer, problem));
        QCOMPARE(problem.path, path);
        QVERIFY(!problem.problem.isEmpty());
    }

    void passesOverUnknownNamesWhereAsked()
    {
        auto object = sample();
        object.insert(QStringLiteral("extra"), 1);
        object.insert(QStringLiteral("items"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("a")},
                                                                      {QStringLiteral("extra"), QJsonObject()}}});
        Outer outer;
        JsonProblem problem;
        problem.passesOverUnknown = true;
        QVERIFY2(Json<Outer>::read(object, outer, problem), qPrintable(problem.path + problem.problem));
        QCOMPARE(outer.items.at(0).name, QStringLiteral("a"));
        object.insert(QStringLiteral("urgent"), 3); // what is known must still be right
        QVERIFY(!Json<Outer>::read(object, outer, problem));
        QCOMPARE(problem.path, QStringLiteral(".urgent"));
    }

    void leavesOutWhatIsAbsent()
    {
        QCOMPARE(toJson(Inner{QStringLiteral("a"), std::nullopt}),
                 (QJsonObject{{QStringLiteral("name"), QStringLiteral("a")}}));
        QVERIFY(!toJson(Page<Inner>{}).contains(QStringLiteral("next")));
    }

    void describesItselfAsJsonSchema()
    {
        const auto schema = Json<Outer>::schema();
        QCOMPARE(schema.value(QStringLiteral("required")).toArray().size(), 3);
        QCOMPARE(schema.value(QStringLiteral("additionalProperties")).toBool(true), false);
    }
};

QTEST_GUILESS_MAIN(FieldsTest)
#include "tst_fields.moc"
