// SPDX-License-Identifier: Apache-2.0
#include "core/api/error.h"
#include "core/messaging/error_catalogue.h"
#include "tests/support/json_file.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(CodeClass)

class ErrorCatalogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasOurWordsForEveryPublishedCode_OC54()
    {
        const auto codes = test::jsonFile("twilio/error_codes.json"_L1).object().value("codes"_L1).toArray();
        QCOMPARE(codes.size(), 145);
        QCOMPARE(errorCatalogue().size(), 145U);
        static const QRegularExpression camelCase(u"^[a-z]+([A-Z][a-z]+)*$"_s);
        for (const auto &code : codes) {
            const auto entry = describeCode(code["code"_L1].toInt());
            const auto name = QByteArray::number(entry.code);
            QVERIFY2(entry.reason != "providerError"_L1, name.constData());
            QVERIFY2(camelCase.match(QString(entry.reason)).hasMatch(), name.constData());
            static constexpr std::array kWhere = {"sync"_L1, "async"_L1, "debug"_L1};
            QCOMPARE(code["where"_L1].toString(), kWhere[size_t(entry.where)]);
        }
    }

    void agreesWithWhatIsKnownAboutRepeating()
    {
        const auto codes = test::jsonFile("twilio/error_codes.json"_L1).object().value("codes"_L1).toArray();
        for (const auto &code : codes) {
            const auto entry = describeCode(code["code"_L1].toInt());
            const auto name = QByteArray::number(entry.code);
            const auto retry = code["retry"_L1].toString();
            if (entry.codeClass == CodeClass::TryLater || entry.codeClass == CodeClass::DailyLimit ||
                entry.codeClass == CodeClass::UnknownOutcome)
                QVERIFY2(retry == "later"_L1, name.constData());
            if (entry.codeClass == CodeClass::SenderFault || entry.codeClass == CodeClass::AccountFault)
                QVERIFY2(retry == "after_fix"_L1, name.constData());
            if (entry.codeClass == CodeClass::NotSent)
                QVERIFY2(retry == "safe"_L1, name.constData());
            if (entry.codeClass == CodeClass::OptedOut)
                QVERIFY2(retry == "never"_L1, name.constData());
        }
    }

    void classifiesTheCodesThatSteerASend_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<CodeClass>("codeClass");
        QTest::addColumn<QString>("reason");
        const auto row = [](int code, CodeClass codeClass, const char *reason) {
            QTest::addRow("%d %s", code, reason) << code << codeClass << QString::fromLatin1(reason);
        };
        row(63018, CodeClass::TryLater, "rateLimited"); // not "template not found" (FEATURES 3)
        row(30001, CodeClass::TryLater, "senderQueueFull");
        row(30003, CodeClass::TryLater, "phoneUnreachable"); // not a carrier violation (FEATURES 3)
        row(30008, CodeClass::TryLater, "deliveryFailed");
        row(63003, CodeClass::NextStep, "notOnWhatsApp");
        row(63024, CodeClass::NextStep, "notOnWhatsApp");
        row(63016, CodeClass::NextStep, "sessionWindowExpired");
        row(63032, CodeClass::NextStep, "whatsAppLimitation");
        row(21614, CodeClass::NextStep, "notMobile");
        row(30006, CodeClass::NextStep, "landlineOrUnreachable");
        row(63007, CodeClass::SenderFault, "senderInvalid");
        row(63038, CodeClass::DailyLimit, "dailyLimitReached");
        row(21610, CodeClass::OptedOut, "recipientOptedOut");
        row(20003, CodeClass::AccountFault, "credentialsRefused");
        row(20429, CodeClass::NotSent, "tooManyRequests");
        row(20500, CodeClass::UnknownOutcome, "providerFault");
        row(21211, CodeClass::Final, "invalidPhone");
        row(21408, CodeClass::Final, "regionBlocked");
        row(21617, CodeClass::Final, "textTooLong");
        row(30007, CodeClass::Final, "filteredAsSpam");
        row(63019, CodeClass::Final, "mediaUnavailable");
        row(63027, CodeClass::Final, "templateNotFound");
        row(63028, CodeClass::Final, "templateParameterMismatch");
        row(63041, CodeClass::Final, "templateNotApproved");
        row(30410, CodeClass::Final, "providerTimedOut"); // Twilio itself doesn't retry it, to avoid a duplicate
        row(99999, CodeClass::Final, "providerError");
        row(0, CodeClass::Final, "providerError");
        row(-1, CodeClass::Final, "providerError");
    }
    void classifiesTheCodesThatSteerASend()
    {
        QFETCH(int, code);
        QTEST(classifyCode(code), "codeClass");
        QTEST(reasonOf(code), "reason");
        QCOMPARE(describeCode(code).code, code);
    }

    void onlyTheSixCodesOfTheDesignTakeTheNextStep()
    {
        std::vector<int> codes;
        for (const auto &entry : errorCatalogue()) {
            if (entry.codeClass == CodeClass::NextStep)
                codes.push_back(entry.code);
        }
        QCOMPARE(codes, (std::vector<int>{21614, 30006, 63003, 63016, 63024, 63032}));
    }

    void isAscendingSoThatEveryEntryIsFound()
    {
        for (const auto &entry : errorCatalogue())
            QCOMPARE(describeCode(entry.code), entry);
    }

    void usesTheContractsOwnReasonsWhereThereIsOne()
    {
        for (const auto code : {21610, 21211, 21408, 21617, 21656, 63016, 63028, 63040})
            QVERIFY2(fromWireName<Reason>(reasonOf(code)), QByteArray::number(code).constData());
    }

    void everyFailureOffersAButton()
    {
        for (const auto &entry : errorCatalogue()) {
            const bool hasNothingToDo = entry.code == 30409 || entry.code == 63025;
            QCOMPARE(actionWord(entry.actions[0]).isEmpty(), hasNothingToDo);
        }
        QCOMPARE(actionWord(RemedyAction::CallCustomer), u"callCustomer"_s);
        QCOMPARE(actionWord(RemedyAction::Wait), u"wait"_s);
        QCOMPARE(actionWord(RemedyAction::None), QString());
    }
};

QTEST_GUILESS_MAIN(ErrorCatalogueTest)
#include "tst_error_catalogue.moc"
