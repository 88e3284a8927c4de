// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/content_json.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;

namespace
{

QJsonObject approval(const QString &status, const QString &category = u"UTILITY"_s)
{
    return {{"name"_L1, u"job_ready"_s}, {"category"_L1, category},          {"content_type"_L1, u"twilio/text"_s},
            {"status"_L1, status},       {"rejection_reason"_L1, QString()}, {"allow_category_change"_L1, true}};
}

QJsonObject content(const QJsonObject &approvalRequests)
{
    return {{"sid"_L1, u"HXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s},
            {"friendly_name"_L1, u"Job ready"_s},
            {"language"_L1, u"en_AU"_s},
            {"variables"_L1, QJsonObject{{"1"_L1, u"Ava"_s}, {"2"_L1, u"ring"_s}}},
            {"types"_L1, QJsonObject{{"twilio/text"_L1, QJsonObject{{"body"_L1, u"Hi {{1}}, your {{2}}."_s}}}}},
            {"approval_requests"_L1, approvalRequests}};
}

QJsonObject type(QLatin1StringView name, const QJsonObject &fields)
{
    return {{name, fields}};
}

} // namespace

/// Content and approvals as templates (FACTS 6).
class TestContentJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsATemplate()
    {
        const Template expected{.sid = u"HXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s,
                                .name = u"job_ready"_s,
                                .language = u"en_AU"_s,
                                .category = TemplateCategory::Utility,
                                .status = TemplateStatus::Approved,
                                .body = u"Hi {{1}}, your {{2}}."_s,
                                .parameters = {u"1"_s, u"2"_s},
                                .rejectionReason = {}};
        QVERIFY(readTemplate(content(approval(u"approved"_s))) == expected);
        QVERIFY(readTemplate(content({{"whatsapp"_L1, approval(u"approved"_s)}})) == expected);
        QVERIFY(!readTemplate({{"sid"_L1, u"SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s}}));
        QVERIFY(!readTemplate({}));
    }

    void onlyApprovedIsApproved_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("status");
        const auto row = [](const QString &word, TemplateStatus status) {
            QTest::newRow(qPrintable(word)) << word << static_cast<int>(status);
        };
        row(u"approved"_s, TemplateStatus::Approved);
        row(u"APPROVED"_s, TemplateStatus::Approved);
        row(u"pending"_s, TemplateStatus::Pending);
        row(u"received"_s, TemplateStatus::Pending);
        row(u"rejected"_s, TemplateStatus::Rejected);
        row(u"paused"_s, TemplateStatus::Paused);
        row(u"disabled"_s, TemplateStatus::Disabled);
        row(u"unsubmitted"_s, TemplateStatus::Unsubmitted);
        row(u"in appeal"_s, TemplateStatus::Unsubmitted);
        row(u""_s, TemplateStatus::Unsubmitted);
    }
    void onlyApprovedIsApproved()
    {
        QFETCH(QString, word);
        QFETCH(int, status);
        QCOMPARE(static_cast<int>(readTemplate(content(approval(word)))->status), status);
    }

    void anUnknownCategoryIsTreatedAsMarketing()
    {
        const auto category = [](const QString &word) {
            return readTemplate(content(approval(u"approved"_s, word)))->category;
        };
        QCOMPARE(category(u"UTILITY"_s), TemplateCategory::Utility);
        QCOMPARE(category(u"TRANSACTIONAL"_s), TemplateCategory::Utility);
        QCOMPARE(category(u"AUTHENTICATION"_s), TemplateCategory::Authentication);
        QCOMPARE(category(u"MARKETING"_s), TemplateCategory::Marketing);
        QCOMPARE(category(u"PROMOTION"_s), TemplateCategory::Marketing);
    }

    void tellsWhyItWasRejectedAndWhatItIsCalled()
    {
        auto rejected = approval(u"rejected"_s);
        rejected.insert("rejection_reason"_L1, u"INVALID_FORMAT"_s);
        QCOMPARE(readTemplate(content(rejected))->rejectionReason, std::optional(u"INVALID_FORMAT"_s));
        QCOMPARE(readTemplate(content({}))->name, u"Job ready"_s);
    }

    void takesTheTextOfWhicheverTypeHasOne_data()
    {
        QTest::addColumn<QJsonObject>("types");
        QTest::addColumn<QString>("body");
        QTest::newRow("media") << type("twilio/media"_L1, {{"body"_L1, u"M"_s}}) << u"M"_s;
        QTest::newRow("card") << type("whatsapp/card"_L1, {{"body"_L1, u"C"_s}, {"header_text"_L1, u"H"_s}}) << u"C"_s;
        QTest::newRow("card with a title only") << type("twilio/card"_L1, {{"title"_L1, u"T"_s}}) << u"T"_s;
        QTest::newRow("authentication") << type("whatsapp/authentication"_L1, {{"actions"_L1, 1}}) << QString();
        QTest::newRow("text beside media") << QJsonObject{{"twilio/media"_L1, QJsonObject{{"body"_L1, u"M"_s}}},
                                                          {"twilio/text"_L1, QJsonObject{{"body"_L1, u"T"_s}}}}
                                           << u"T"_s;
        QTest::newRow("none") << QJsonObject() << QString();
    }
    void takesTheTextOfWhicheverTypeHasOne()
    {
        QFETCH(QJsonObject, types);
        QFETCH(QString, body);
        auto row = content(approval(u"approved"_s));
        row.insert("types"_L1, types);
        QCOMPARE(readTemplate(row)->body, body);
    }

    void namesEveryValueTheTemplateNeeds_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("elsewhere"); // in another field of the type
        QTest::addColumn<QStringList>("names");
        QTest::newRow("none") << QStringList{} << u"Hi"_s << u""_s << QStringList{};
        QTest::newRow("numbers in their order") << QStringList{u"10"_s, u"2"_s, u"1"_s} << u"{{10}} {{2}} {{1}}"_s
                                                << u""_s << QStringList{u"1"_s, u"2"_s, u"10"_s};
        QTest::newRow("names as they appear") << QStringList{u"day"_s, u"name"_s} << u"{{name}} on {{day}}"_s << u""_s
                                              << QStringList{u"name"_s, u"day"_s};
        QTest::newRow("used twice") << QStringList{u"1"_s} << u"{{1}} {{1}}"_s << u""_s << QStringList{u"1"_s};
        QTest::newRow("in a media URL") << QStringList{u"1"_s, u"3"_s} << u"{{1}}"_s << u"https://x/{{3}}"_s
                                        << QStringList{u"1"_s, u"3"_s};
        QTest::newRow("without a sample") << QStringList{} << u"{{1}}"_s << u"{{2}}"_s << QStringList{u"1"_s, u"2"_s};
        QTest::newRow("a sample that isn't used") << QStringList{u"1"_s} << u"Hi"_s << u""_s << QStringList{u"1"_s};
    }
    void namesEveryValueTheTemplateNeeds()
    {
        QFETCH(QStringList, variables);
        QFETCH(QString, body);
        QFETCH(QString, elsewhere);
        QFETCH(QStringList, names);
        QJsonObject samples;
        for (const auto &name : variables)
            samples.insert(name, u"sample"_s);
        const auto types = type("twilio/media"_L1, {{"body"_L1, body}, {"media"_L1, elsewhere}});
        const auto found = parameterNames(samples, types, body);
        QCOMPARE(QStringList(found.begin(), found.end()), names);
    }
};

QTEST_GUILESS_MAIN(TestContentJson)
#include "tst_content_json.moc"
