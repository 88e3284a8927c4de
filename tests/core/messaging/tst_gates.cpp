// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/gates.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

const MediaFile kPicture{u"image/jpeg"_s, 1000};

const Timestamp kNow = fromMillis(1'780'000'000'000);

Template approved(TemplateCategory category = TemplateCategory::Utility)
{
    Template t;
    t.sid = u"HX1"_s;
    t.category = category;
    t.status = TemplateStatus::Approved;
    t.body = u"Hello {{1}}, {{2}}"_s;
    t.parameters = {u"1"_s, u"2"_s};
    return t;
}

/// A reply that every gate lets pass.
GateFacts fine(Channel channel = Channel::Sms)
{
    GateFacts f;
    f.channel = channel;
    f.now = kNow;
    f.requestedAt = kNow;
    f.address = u"+61412345678"_s;
    f.lastInboundAt = kNow - 1h;
    f.body = u"Hello"_s;
    f.region = u"AU"_s;
    return f;
}

GateFacts withTemplate(Template known = approved())
{
    auto f = fine(Channel::Whatsapp);
    f.lastInboundAt.reset();
    f.templateChoice = TemplateChoice{u"HX1"_s, {{u"1"_s, u"Sam"_s}, {u"2"_s, u"ring"_s}}};
    f.knownTemplate = std::move(known);
    return f;
}

using Change = void (*)(GateFacts &);
struct Blocker {
    const char *reason;
    Change block;
};

/// One way to be refused by each gate, in DESIGN 4's order. They can all be true at once.
const Blocker kInOrder[] = {
    {"notPermitted", [](GateFacts &f) { f.isPermitted = false; }},
    {"categoryDisabled", [](GateFacts &f) { f.isCategoryEnabled = false; }},
    {"memberOptedOut",
     [](GateFacts &f) {
         f.isToMember = true;
         f.hasMemberOptedOut = true;
     }},
    {"invalidPhone", [](GateFacts &f) { f.isAddressValid = false; }},
    {"recipientOptedOut", [](GateFacts &f) { f.consent = ConsentState::OptedOut; }},
    {"sessionWindowExpired",
     [](GateFacts &f) {
         f.channel = Channel::Whatsapp;
         f.lastInboundAt = kNow - 25h;
     }},
    {"templateNotApproved",
     [](GateFacts &f) {
         f.templateChoice = TemplateChoice{u"HX9"_s, {}};
         f.knownTemplate.reset();
     }},
    {"textTooLong", [](GateFacts &f) { f.body = QString(1601, u'x'); }},
    {"mediaNotAllowed", [](GateFacts &f) { f.media.resize(11, kPicture); }},
    {"regionBlocked", [](GateFacts &f) { f.allowedRegions = {u"NZ"_s}; }},
    {"previewSuppressed", [](GateFacts &f) { f.isSuppressed = true; }},
    {"budgetExceeded", [](GateFacts &f) { f.isInBudget = false; }},
};

QString reasonOf(const std::optional<Error> &refusal)
{
    return refusal ? QString(wireName(refusal->reason)) : u"passes"_s;
}

QString detail(const std::optional<Error> &refusal, QLatin1StringView name)
{
    return refusal ? refusal->details.value(name).toVariant().toString() : QString();
}

} // namespace

class GatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsPassWhatNothingForbids()
    {
        for (const auto channel : {Channel::Sms, Channel::Whatsapp}) {
            QCOMPARE(reasonOf(firstRefusal(fine(channel))), u"passes"_s);
            QCOMPARE(reasonOf(firstLateRefusal(fine(channel))), u"passes"_s);
        }
        QCOMPARE(reasonOf(firstRefusal(withTemplate())), u"passes"_s);
    }

    void refusesByTheEarlierOfEachTwoGates_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        for (int i = 0; i < int(std::size(kInOrder)); ++i) {
            for (int j = i + 1; j < int(std::size(kInOrder)); ++j)
                QTest::addRow("%s before %s", kInOrder[i].reason, kInOrder[j].reason) << i << j;
        }
    }
    void refusesByTheEarlierOfEachTwoGates()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        auto f = fine();
        kInOrder[second].block(f);
        kInOrder[first].block(f);
        const auto refusal = reasonOf(firstRefusal(f));
        // A member's own opt-out and a customer's consent exclude each other: members have no consent to ask for.
        // A template has no free text and needs no window.
        const auto expected = QLatin1StringView(kInOrder[first].reason);
        QCOMPARE(refusal, QString(first == 5 && second == 6 ? u"templateNotApproved"_s : QString(expected)));
    }

    void refusesEachAlone_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kInOrder)); ++i)
            QTest::newRow(kInOrder[i].reason) << i;
    }
    void refusesEachAlone()
    {
        QFETCH(int, index);
        auto f = fine();
        kInOrder[index].block(f);
        QCOMPARE(reasonOf(firstRefusal(f)), QString(QLatin1StringView(kInOrder[index].reason)));
    }

    void namesTheCategoryThatIsOff_NX07()
    {
        auto f = fine();
        f.category = SendCategory::JobReady;
        f.isCategoryEnabled = false;
        QCOMPARE(detail(gateCategory(f), "category"_L1), u"job_ready"_s);
    }

    void asksMembersAloneForThePersonalOptOut_NX06()
    {
        auto f = fine();
        f.hasMemberOptedOut = true;
        QCOMPARE(reasonOf(gateMemberOptOut(f)), u"passes"_s);
        f.isToMember = true;
        QCOMPARE(reasonOf(gateMemberOptOut(f)), u"memberOptedOut"_s);
    }

    void tellsAMissingNumberFromAWrongOne_NX26()
    {
        auto f = fine();
        f.address.reset();
        QCOMPARE(reasonOf(gatePhone(f)), u"noPhone"_s);
        f.address = QString();
        QCOMPARE(reasonOf(gatePhone(f)), u"noPhone"_s);
        f.address = u"+0"_s;
        f.isAddressValid = false;
        QCOMPARE(reasonOf(gatePhone(f)), u"invalidPhone"_s);
        QCOMPARE(detail(gatePhone(f), "problem"_L1), u"notPossible"_s);
    }

    void asksForConsent_PQ30_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("marketing");
        QTest::addColumn<bool>("isMarketingTemplate");
        QTest::addColumn<bool>("isRecordedOptInRequired");
        QTest::addColumn<QString>("expected");
        // Unknown may get replies and service notices; a marketing template needs a marketing opt-in (DESIGN 6).
        QTest::newRow("unknown") << "unknown" << "unknown" << false << false << "passes";
        QTest::newRow("opted in") << "opted_in" << "unknown" << false << false << "passes";
        QTest::newRow("opted out OC-34") << "opted_out" << "unknown" << false << false << "recipientOptedOut";
        QTest::newRow("unknown where a record is required")
            << "unknown" << "unknown" << false << true << "consentRequired";
        QTest::newRow("recorded where it is required") << "opted_in" << "unknown" << false << true << "passes";
        QTest::newRow("marketing, never asked") << "opted_in" << "unknown" << true << false << "consentRequired";
        QTest::newRow("marketing, agreed") << "unknown" << "opted_in" << true << false << "passes";
        QTest::newRow("marketing, refused") << "opted_in" << "opted_out" << true << false << "recipientOptedOut";
        QTest::newRow("opted out of service, in to marketing")
            << "opted_out" << "opted_in" << true << false << "recipientOptedOut";
        QTest::newRow("marketing refused concerns no service message")
            << "opted_in" << "opted_out" << false << false << "passes";
    }
    void asksForConsent_PQ30()
    {
        QFETCH(QString, service);
        QFETCH(QString, marketing);
        QFETCH(bool, isMarketingTemplate);
        QFETCH(bool, isRecordedOptInRequired);
        QFETCH(QString, expected);
        auto f = isMarketingTemplate ? withTemplate(approved(TemplateCategory::Marketing)) : fine();
        f.consent = fromWireName(service, ConsentState::Unknown);
        f.marketingConsent = fromWireName(marketing, ConsentState::Unknown);
        f.isRecordedOptInRequired = isRecordedOptInRequired;
        QCOMPARE(reasonOf(firstRefusal(f)), expected);
        QCOMPARE(reasonOf(firstLateRefusal(f)), expected);
    }

    void letsTheAcknowledgementOfAnOptOutPass()
    {
        auto f = fine();
        f.consent = ConsentState::OptedOut;
        f.category = SendCategory::Acknowledgement;
        QCOMPARE(reasonOf(firstRefusal(f)), u"passes"_s);
        QCOMPARE(reasonOf(firstLateRefusal(f)), u"passes"_s);
    }

    void keepsFreeTextInsideTheWindow_PQ20_data()
    {
        QTest::addColumn<int>("secondsSince"); // -1: never wrote
        QTest::addColumn<bool>("isClosedByProvider");
        QTest::addColumn<bool>("isTemplate");
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QString>("expected");
        QTest::newRow("just now") << 0 << false << false << "whatsapp" << "passes";
        QTest::newRow("one second left") << 86399 << false << false << "whatsapp" << "passes";
        QTest::newRow("exactly 24 hours") << 86400 << false << false << "whatsapp" << "sessionWindowExpired";
        QTest::newRow("never wrote") << -1 << false << false << "whatsapp" << "sessionWindowExpired";
        QTest::newRow("closed by the provider") << 60 << true << false << "whatsapp" << "sessionWindowExpired";
        QTest::newRow("a template needs none PQ-21") << 200000 << false << true << "whatsapp" << "passes";
        QTest::newRow("SMS has none") << 200000 << false << false << "sms" << "passes";
        QTest::newRow("SMS to who never wrote") << -1 << false << false << "sms" << "passes";
    }
    void keepsFreeTextInsideTheWindow_PQ20()
    {
        QFETCH(int, secondsSince);
        QFETCH(bool, isClosedByProvider);
        QFETCH(bool, isTemplate);
        QFETCH(QString, channel);
        QFETCH(QString, expected);
        auto f = isTemplate ? withTemplate() : fine(fromWireName(channel, Channel::Sms));
        f.lastInboundAt = secondsSince < 0 ? std::nullopt : std::optional(kNow - std::chrono::seconds(secondsSince));
        f.isWindowClosedByProvider = isClosedByProvider;
        QCOMPARE(reasonOf(firstRefusal(f)), expected);
        QCOMPARE(reasonOf(firstLateRefusal(f)), expected);
    }

    void saysSinceWhenTheWindowIsClosed()
    {
        auto f = fine(Channel::Whatsapp);
        f.lastInboundAt = kNow - 25h;
        QCOMPARE(detail(gateWindow(f), "windowClosedAt"_L1), toIso(kNow - 1h));
        f.lastInboundAt.reset();
        QVERIFY(!gateWindow(f)->details.contains(u"windowClosedAt"_s));
    }

    void sendsTemplatesThatAreApprovedAndComplete_PQ21_data()
    {
        using Edit = std::function<void(GateFacts &)>;
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("problem");
        const auto status = [](TemplateStatus s) -> Edit { return [s](GateFacts &f) { f.knownTemplate->status = s; }; };
        const auto value = [](const QString &v) -> Edit {
            return [v](GateFacts &f) { f.templateChoice->variables[u"1"_s] = v; };
        };
        QTest::newRow("approved") << status(TemplateStatus::Approved) << "passes" << "";
        QTest::newRow("pending") << status(TemplateStatus::Pending) << "templateNotApproved" << "";
        QTest::newRow("rejected") << status(TemplateStatus::Rejected) << "templateNotApproved" << "";
        QTest::newRow("paused") << status(TemplateStatus::Paused) << "templateNotApproved" << "";
        QTest::newRow("disabled") << status(TemplateStatus::Disabled) << "templateNotApproved" << "";
        QTest::newRow("unsubmitted") << status(TemplateStatus::Unsubmitted) << "templateNotApproved" << "";
        QTest::newRow("unknown") << Edit([](GateFacts &f) { f.knownTemplate.reset(); }) << "templateNotApproved"
                                 << "unknown";
        QTest::newRow("by SMS") << Edit([](GateFacts &f) { f.channel = Channel::Sms; }) << "templateNotApproved"
                                << "whatsappOnly";
        QTest::newRow("one value short") << Edit([](GateFacts &f) { f.templateChoice->variables.remove(u"2"_s); })
                                         << "templateParameterMismatch" << "";
        QTest::newRow("one too many") << Edit([](GateFacts &f) { f.templateChoice->variables[u"3"_s] = u"x"_s; })
                                      << "templateParameterMismatch" << "";
        QTest::newRow("an empty value") << value(u" "_s) << "templateValueInvalid" << "empty";
        QTest::newRow("a line break") << value(u"a\nb"_s) << "templateValueInvalid" << "lineBreak";
    }
    void sendsTemplatesThatAreApprovedAndComplete_PQ21()
    {
        QFETCH(std::function<void(GateFacts &)>, edit);
        QFETCH(QString, expected);
        QFETCH(QString, problem);
        auto f = withTemplate();
        edit(f);
        QCOMPARE(reasonOf(firstRefusal(f)), expected);
        QCOMPARE(reasonOf(firstLateRefusal(f)), expected);
        QCOMPARE(detail(gateTemplate(f), "problem"_L1), problem);
    }

    void counts1600CodePointsNotCodeUnits_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("expected");
        const auto many = [](const QString &piece, int count) { return piece.repeated(count); };
        QTest::newRow("1600 letters") << many(u"x"_s, 1600) << "passes";
        QTest::newRow("1601 letters") << many(u"x"_s, 1601) << "textTooLong";
        QTest::newRow("1600 emoji, two code units each") << many(u"💍"_s, 1600) << "passes";
        QTest::newRow("1601 emoji") << many(u"💍"_s, 1601) << "textTooLong";
        QTest::newRow("800 emoji of two code points each") << many(u"👍🏽"_s, 800) << "passes";
        QTest::newRow("801 of them") << many(u"👍🏽"_s, 801) << "textTooLong";
        QTest::newRow("1600 astral letters") << many(u"𝒜"_s, 1600) << "passes";
        QTest::newRow("empty") << u""_s << "invalidArgument";
        QTest::newRow("blank") << u" \n"_s << "invalidArgument";
    }
    void counts1600CodePointsNotCodeUnits()
    {
        QFETCH(QString, body);
        QFETCH(QString, expected);
        auto f = fine();
        f.body = body;
        QCOMPARE(reasonOf(firstRefusal(f)), expected);
        if (expected == u"textTooLong"_s) {
            QCOMPARE(gateLength(f)->details[u"maximum"_s].toInt(), 1600);
            QVERIFY(gateLength(f)->details[u"length"_s].toInt() > 1600);
        }
    }

    void letsAFileGoWithoutAText()
    {
        auto f = fine();
        f.body.clear();
        f.media = {kPicture};
        f.canSenderSendMedia = true;
        QCOMPARE(reasonOf(firstRefusal(f)), u"passes"_s);
    }

    void limitsFilesByChannel_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one on WhatsApp") << "whatsapp" << 1 << "passes";
        QTest::newRow("two on WhatsApp") << "whatsapp" << 2 << "mediaNotAllowed";
        QTest::newRow("ten by MMS") << "sms" << 10 << "passes";
        QTest::newRow("eleven by MMS") << "sms" << 11 << "mediaNotAllowed";
    }
    void limitsFilesByChannel()
    {
        QFETCH(QString, channel);
        QFETCH(int, count);
        QFETCH(QString, expected);
        auto f = fine(fromWireName(channel, Channel::Sms));
        f.canSenderSendMedia = true;
        f.media.resize(size_t(count), kPicture);
        QCOMPARE(reasonOf(firstRefusal(f)), expected);
    }

    void refusesAFileThatCanNotGo_data()
    {
        using Change = std::function<void(GateFacts &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("problem");
        QTest::newRow("fine") << Change([](GateFacts &) {}) << "";
        QTest::newRow("a number without MMS") << Change([](GateFacts &f) {
            f.channel = Channel::Sms;
            f.canSenderSendMedia = false;
        }) << "sender";
        QTest::newRow("by MMS") << Change([](GateFacts &f) { f.channel = Channel::Sms; }) << "";
        QTest::newRow("a type nobody opens")
            << Change([](GateFacts &f) { f.media[0].contentType = u"image/gif"_s; }) << "type";
        QTest::newRow("large") << Change([](GateFacts &f) { f.media[0].size = 5 * 1024 * 1024 + 1; }) << "tooLarge";
        QTest::newRow("large together") << Change([](GateFacts &f) {
            f.channel = Channel::Sms;
            f.media.resize(6, {u"image/jpeg"_s, 1024 * 1024});
        }) << "tooLarge";
        QTest::newRow("gone") << Change([](GateFacts &f) { f.media[0].isStored = false; }) << "gone";
    }
    void refusesAFileThatCanNotGo()
    {
        QFETCH(std::function<void(GateFacts &)>, change);
        QFETCH(QString, problem);
        auto f = fine(Channel::Whatsapp);
        f.media = {kPicture};
        f.canSenderSendMedia = true;
        change(f);
        const auto refused = gateMedia(f);
        QCOMPARE(detail(refused, "problem"_L1), problem);
        if (refused)
            QCOMPARE(reasonOf(refused), u"mediaNotAllowed"_s);
    }

    void limitsACaption()
    {
        auto f = fine(Channel::Whatsapp);
        f.body = QString(1025, u'x');
        QCOMPARE(reasonOf(gateLength(f)), u"passes"_s);
        f.media = {kPicture};
        QCOMPARE(reasonOf(gateLength(f)), u"textTooLong"_s);
        f.body.chop(1);
        QCOMPARE(reasonOf(gateLength(f)), u"passes"_s);
    }

    void givesATemplateNoFilesOfOurs()
    {
        auto f = withTemplate();
        f.media = {kPicture};
        QCOMPARE(reasonOf(firstRefusal(f)), u"mediaNotAllowed"_s);
    }

    void keepsToTheAllowedRegions()
    {
        auto f = fine();
        f.allowedRegions = {u"AU"_s, u"NZ"_s};
        QCOMPARE(reasonOf(gateRegion(f)), u"passes"_s);
        f.region = u"GB"_s;
        QCOMPARE(reasonOf(gateRegion(f)), u"regionBlocked"_s);
        QCOMPARE(detail(gateRegion(f), "region"_L1), u"GB"_s);
        f.region.clear();
        QCOMPARE(reasonOf(gateRegion(f)), u"passes"_s);
    }

    void suppressesAPreview_NX18()
    {
        auto f = fine();
        f.isSuppressed = true;
        QCOMPARE(reasonOf(firstRefusal(f)), u"previewSuppressed"_s);
        QCOMPARE(reasonOf(firstLateRefusal(f)), u"previewSuppressed"_s);
    }

    void asksAgainInTheClaimWhatCanHaveChanged_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("isAskedAgain");
        const QStringList again{u"categoryDisabled"_s,  u"memberOptedOut"_s,       u"invalidPhone"_s,
                                u"recipientOptedOut"_s, u"sessionWindowExpired"_s, u"templateNotApproved"_s,
                                u"regionBlocked"_s,     u"previewSuppressed"_s};
        for (int i = 0; i < int(std::size(kInOrder)); ++i)
            QTest::newRow(kInOrder[i].reason) << i << again.contains(QLatin1StringView(kInOrder[i].reason));
    }
    void asksAgainInTheClaimWhatCanHaveChanged()
    {
        QFETCH(int, index);
        QFETCH(bool, isAskedAgain);
        auto f = fine();
        kInOrder[index].block(f);
        const auto expected = isAskedAgain ? QString(QLatin1StringView(kInOrder[index].reason)) : u"passes"_s;
        QCOMPARE(reasonOf(firstLateRefusal(f)), expected);
    }

    void dropsWhatHasBecomeTooOld()
    {
        auto f = fine();
        f.longestAge = 24h;
        f.requestedAt = kNow - 24h;
        QCOMPARE(reasonOf(firstLateRefusal(f)), u"passes"_s);
        f.requestedAt = kNow - 24h - 1ms;
        QCOMPARE(reasonOf(firstLateRefusal(f)), u"tooLate"_s);
        QCOMPARE(reasonOf(firstRefusal(f)), u"passes"_s);
    }

    void stopsAnAiReplyOnceSomebodyHasTakenOver_data()
    {
        QTest::addColumn<int>("of"); // -1: no reply of the AI
        QTest::addColumn<int>("present");
        QTest::addColumn<bool>("isHandledByAi");
        QTest::addColumn<QString>("expected");
        QTest::newRow("as it was") << 3 << 3 << true << "passes";
        QTest::newRow("taken over") << 3 << 4 << false << "conflict";
        QTest::newRow("released again meanwhile") << 3 << 5 << true << "conflict";
        QTest::newRow("handled by a person under the same version") << 3 << 3 << false << "conflict";
        QTest::newRow("a person's message") << -1 << 9 << false << "passes";
    }
    void stopsAnAiReplyOnceSomebodyHasTakenOver()
    {
        QFETCH(int, of);
        QFETCH(int, present);
        QFETCH(bool, isHandledByAi);
        QFETCH(QString, expected);
        auto f = fine();
        if (of >= 0)
            f.handlingVersion = of;
        f.currentHandlingVersion = present;
        f.isHandledByAi = isHandledByAi;
        QCOMPARE(reasonOf(firstLateRefusal(f)), expected);
    }
};

QTEST_GUILESS_MAIN(GatesTest)
#include "tst_gates.moc"
