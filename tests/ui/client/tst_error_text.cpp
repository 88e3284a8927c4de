// SPDX-License-Identifier: Apache-2.0
#include "ui/client/error_text.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;

class TestErrorText : public QObject
{
    Q_OBJECT

    /// Reasons of the core's own catalogue, read from its source: the console does not link it.
    static QStringList catalogueReasons()
    {
        QFile source(QStringLiteral(COUNTERBELL_SOURCE_DIR "/core/messaging/error_catalogue.cpp"));
        if (!source.open(QIODevice::ReadOnly))
            return {};
        static const QRegularExpression row(u"\\{\\d{5}, \"([A-Za-z]+)\"_L1"_s);
        QStringList reasons;
        for (auto found = row.globalMatch(QString::fromUtf8(source.readAll())); found.hasNext();)
            reasons << found.next().captured(1);
        reasons.removeDuplicates();
        return reasons;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyReasonIsAFactAndANextStep_data()
    {
        QTest::addColumn<int>("reason");
        for (const auto &[reason, word] : WireNames<Reason>::values)
            QTest::newRow(word.data()) << int(reason);
    }
    void everyReasonIsAFactAndANextStep()
    {
        QFETCH(int, reason);
        const auto sentence = ui::errorSentence(Error{Reason(reason)});
        // Two sentences, or one whose second half says what to do.
        static const QRegularExpression twoParts(u"[.,;:] ?[^ ].*[.]$"_s);
        QVERIFY2(twoParts.match(sentence).hasMatch(), qPrintable(sentence));
        QVERIFY2(!sentence.contains(u'%'), qPrintable(sentence));
    }

    void detailsMakeTheSentenceExact_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QJsonObject>("details");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, Reason reason, QJsonObject details, const QString &part) {
            QTest::newRow(name) << int(reason) << details << part;
        };
        row("slowed", Reason::WrongPin, {{u"retryAfterSeconds"_s, 8}}, u"Try again in 8 s."_s);
        row("not slowed yet", Reason::WrongPin, {{u"retryAfterSeconds"_s, 0}}, u"This PIN isn't right. Try again."_s);
        row("locked out", Reason::LockedOut, {{u"retryAfterSeconds"_s, 90}}, u"Try again in 1 min."_s);
        row("too short", Reason::InvalidPhone, {{u"problem"_s, u"tooShort"_s}}, u"too short"_s);
        row("letters", Reason::InvalidPhone, {{u"problem"_s, u"letters"_s}}, u"letters"_s);
        row("text length", Reason::TextTooLong, {{u"length"_s, 1700}, {u"maximum"_s, 1600}}, u"Shorten it by 100."_s);
        row("blanks", Reason::TemplateParameterMismatch, {{u"expected"_s, QJsonArray{u"1"_s, u"2"_s}}}, u"1, 2"_s);
        row("blocked at Twilio", Reason::Conflict, {{u"problem"_s, u"onlyTheCustomerCan"_s}}, u"START"_s);
        row("offline", Reason::ShuttingDown, {{u"problem"_s, u"offline"_s}}, u"online again"_s);
        row("no answer", Reason::ShuttingDown, {{u"problem"_s, u"timeout"_s}}, u"before you repeat"_s);
        const auto file = [&](const char *name, const QString &problem, const QString &part, QJsonObject details = {}) {
            details.insert(u"problem"_s, problem);
            row(name, Reason::MediaNotAllowed, details, part);
        };
        file("a file's type", u"type"_s, u"can't be sent. Choose"_s);
        file("a file's type by SMS", u"type"_s, u"SMS carries JPEG"_s, {{u"channel"_s, u"sms"_s}});
        file("a file's size", u"tooLarge"_s, u"over 16 MB"_s, {{u"maximum"_s, 16 * 1024 * 1024}});
        file("an empty file", u"empty"_s, u"empty. Choose"_s);
        file("no picture", u"notAnImage"_s, u"Save it as a JPEG"_s);
        file("too many files", u"count"_s, u"At most 10"_s, {{u"maximum"_s, 10}});
        file("a sender without files", u"sender"_s, u"Send it by WhatsApp"_s);
        file("a file that is gone", u"gone"_s, u"Attach it again"_s);
        file("a file that can't be read", u"unreadable"_s, u"attach it again"_s);
        file("a full disk", u"notKept"_s, u"Is the disk full?"_s);
        row("the upload gone", Reason::NotFound, {{u"what"_s, u"upload"_s}}, u"Attach it again"_s);
        row("uploads", Reason::Conflict, {{u"problem"_s, u"tooManyUploads"_s}}, u"in a minute"_s);
        row("job gone", Reason::NotFound, {{u"what"_s, u"job"_s}}, u"job"_s);
    }
    void detailsMakeTheSentenceExact()
    {
        QFETCH(int, reason);
        QFETCH(QJsonObject, details);
        QFETCH(QString, part);
        const auto sentence = ui::errorSentence(Error{Reason(reason), details});
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
    }

    void everyReasonOfTheCatalogueHasASentenceOfItsOwn()
    {
        const auto reasons = catalogueReasons();
        QVERIFY(reasons.size() > 40);
        const auto general = ui::reasonSentence(u"providerError"_s);
        QStringList missing;
        for (const auto &reason : reasons) {
            if (reason.startsWith(u"webhook"_s) || reason.startsWith(u"schedule"_s))
                continue; // these are never about one message
            if (ui::reasonSentence(reason) == general)
                missing << reason;
        }
        static const QStringList setUp{u"callbackInvalid"_s,    u"mediaUrlInvalid"_s,       u"notFoundAtProvider"_s,
                                       u"conflictAtProvider"_s, u"parameterTooLong"_s,      u"inboundPartMissing"_s,
                                       u"signatureInvalid"_s,   u"marketingTermsMissing"_s, u"mediaAlreadyExists"_s};
        for (const auto &reason : setUp)
            missing.removeAll(reason);
        QCOMPARE(missing, QStringList());
    }

    void unknownReasonsGetTheGeneralSentence()
    {
        QCOMPARE(ui::reasonSentence(u"somethingNew"_s), ui::reasonSentence(u"providerError"_s));
        QCOMPARE(ui::reasonSentence(QString()), QString());
        QVERIFY(!ui::remediesFor(u"somethingNew"_s).empty());
    }

    void remediesFollowTheReason()
    {
        using enum ui::Remedy;
        using List = std::vector<ui::Remedy>;
        QCOMPARE(ui::remediesFor(u"sessionWindowExpired"_s), (List{ChooseTemplate, SendAsSms}));
        QCOMPARE(ui::remediesFor(u"notOnWhatsApp"_s), (List{SendAsSms}));
        QCOMPARE(ui::remediesFor(u"rateLimited"_s), List());
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
