// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_rules.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace std::chrono_literals;
using enum Channel;
using enum ConsentPurpose;
using enum ConsentState;

using Ledger = std::vector<ConsentFact>;
Q_DECLARE_METATYPE(Ledger)
Q_DECLARE_METATYPE(ConsentState)

namespace
{

const Timestamp noon = fromMillis(1'779'012'000'000);

ConsentFact fact(ConsentState state, Timestamp at, ConsentSource source = ConsentSource::Keyword, Channel channel = Sms,
                 ConsentPurpose purpose = Service, bool blocked = false)
{
    return {channel, purpose, state, source, at, blocked};
}

Ledger stoppedBy(Channel channel, bool atTwilio = false)
{
    return rowsForOptOut({}, {channel, ConsentSource::Keyword, noon, false, atTwilio});
}

Ledger joined(Ledger ledger, const Ledger &more)
{
    ledger.insert(ledger.end(), more.begin(), more.end());
    return ledger;
}

} // namespace

class ConsentRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestActionTimeDecides_PQ31_data()
    {
        QTest::addColumn<Ledger>("ledger");
        QTest::addColumn<ConsentState>("state");
        QTest::newRow("empty") << Ledger{} << Unknown;
        QTest::newRow("in") << Ledger{fact(OptedIn, noon)} << OptedIn;
        QTest::newRow("out") << Ledger{fact(OptedOut, noon)} << OptedOut;
        QTest::newRow("in, then out") << Ledger{fact(OptedIn, noon), fact(OptedOut, noon + 1ms)} << OptedOut;
        QTest::newRow("out, then in") << Ledger{fact(OptedOut, noon), fact(OptedIn, noon + 1ms)} << OptedIn;
        QTest::newRow("recorded in the other order, as catch-up does")
            << Ledger{fact(OptedIn, noon + 1ms), fact(OptedOut, noon)} << OptedIn;
        QTest::newRow("tie, in recorded last") << Ledger{fact(OptedOut, noon), fact(OptedIn, noon)} << OptedOut;
        QTest::newRow("tie, out recorded last") << Ledger{fact(OptedIn, noon), fact(OptedOut, noon)} << OptedOut;
        QTest::newRow("another channel") << Ledger{fact(OptedOut, noon, ConsentSource::Keyword, Whatsapp)} << Unknown;
        QTest::newRow("another purpose") << Ledger{fact(OptedIn, noon, ConsentSource::Intake, Sms, Marketing)}
                                         << Unknown;
    }
    void theLatestActionTimeDecides_PQ31()
    {
        QFETCH(Ledger, ledger);
        QTEST(currentConsent(ledger, Sms, Service), "state");
    }

    void anOptOutClosesEveryChannelOrItsOwn()
    {
        const auto everywhere = stoppedBy(Whatsapp);
        for (const auto channel : {Whatsapp, Sms}) {
            for (const auto purpose : {Service, Marketing})
                QCOMPARE(currentConsent(everywhere, channel, purpose), OptedOut);
        }
        const auto narrow = rowsForOptOut({}, {Whatsapp, ConsentSource::Keyword, noon, true, false});
        QCOMPARE(currentConsent(narrow, Whatsapp, Service), OptedOut);
        QCOMPARE(currentConsent(narrow, Whatsapp, Marketing), OptedOut);
        QCOMPARE(currentConsent(narrow, Sms, Service), Unknown);
    }

    void startReopensWhatStopClosed_PQ33()
    {
        const auto stopped = stoppedBy(Whatsapp);
        const auto after = joined(stopped, rowsForOptIn(stopped, {Whatsapp, noon + 1h}));
        QCOMPARE(currentConsent(after, Whatsapp, Service), OptedIn);
        QCOMPARE(currentConsent(after, Sms, Service), OptedIn);
        QCOMPARE(currentConsent(after, Sms, Marketing), OptedOut);
    }

    void startGivesMarketingBackOnlyWhereItHadBeenAgreedTo()
    {
        const Ledger agreed{fact(OptedIn, noon - 1h, ConsentSource::Intake, Sms, Marketing)};
        const auto stopped = joined(agreed, stoppedBy(Whatsapp));
        const auto after = joined(stopped, rowsForOptIn(stopped, {Whatsapp, noon + 1h}));
        QCOMPARE(currentConsent(after, Sms, Marketing), OptedIn);
        QCOMPARE(currentConsent(after, Whatsapp, Marketing), OptedOut);
    }

    void startDoesNotLiftWhatAPersonRecordedOnTheOtherChannel()
    {
        const Ledger closed{fact(OptedOut, noon, ConsentSource::Operator, Sms)};
        const auto after = joined(closed, rowsForOptIn(closed, {Whatsapp, noon + 1h}));
        QCOMPARE(currentConsent(after, Whatsapp, Service), OptedIn);
        QCOMPARE(currentConsent(after, Sms, Service), OptedOut);
        const auto bySms = joined(closed, rowsForOptIn(closed, {Sms, noon + 1h}));
        QCOMPARE(currentConsent(bySms, Sms, Service), OptedIn);
    }

    void yesOnlyTurnsAnOptOutBackOn_PQ33()
    {
        QVERIFY(rowsForOptIn({}, {Sms, noon, true}).empty());
        QVERIFY(rowsForOptIn(Ledger{fact(OptedIn, noon)}, {Sms, noon + 1h, true}).empty());
        const auto stopped = stoppedBy(Sms);
        const auto after = joined(stopped, rowsForOptIn(stopped, {Sms, noon + 1h, true}));
        QCOMPARE(currentConsent(after, Sms, Service), OptedIn);
        QCOMPARE(rowsForOptIn({}, {Sms, noon}).size(), 1U);
    }

    void twiliosBlockIsLiftedByTheCustomersStartAlone_data()
    {
        QTest::addColumn<Ledger>("later");
        QTest::addColumn<bool>("blocked");
        const auto stopped = stoppedBy(Sms, true);
        QTest::newRow("nothing since") << Ledger{} << true;
        QTest::newRow("START by SMS") << rowsForOptIn(stopped, {Sms, noon + 1h, false, true}) << false;
        QTest::newRow("JA by SMS, a word of ours alone") << rowsForOptIn(stopped, {Sms, noon + 1h, true}) << true;
        QTest::newRow("START on WhatsApp") << rowsForOptIn(stopped, {Whatsapp, noon + 1h}) << true;
        QTest::newRow("a person recorded an opt-in")
            << Ledger{fact(OptedIn, noon + 1h, ConsentSource::Operator)} << true;
        QTest::newRow("a second stop of ours alone")
            << rowsForOptOut(stopped, {Sms, ConsentSource::Keyword, noon + 1h}) << true;
        QTest::newRow("START, then blocked again")
            << joined(rowsForOptIn(stopped, {Sms, noon + 1h, false, true}),
                      rowsForOptOut({}, {Sms, ConsentSource::Provider, noon + 2h, false, true}))
            << true;
    }
    void twiliosBlockIsLiftedByTheCustomersStartAlone()
    {
        QFETCH(Ledger, later);
        QTEST(isProviderBlocked(joined(stoppedBy(Sms, true), later)), "blocked");
        QVERIFY(!isProviderBlocked(stoppedBy(Sms)));
        QVERIFY(!isProviderBlocked({}));
    }

    void writingToUsWhileUnknownIsAnOptIn()
    {
        QCOMPARE(rowForInbound({}, Whatsapp, noon), fact(OptedIn, noon, ConsentSource::Inbound, Whatsapp));
        QCOMPARE(rowForInbound(stoppedBy(Sms), Whatsapp, noon + 1h), std::nullopt);
        QCOMPARE(rowForInbound(Ledger{fact(OptedIn, noon)}, Sms, noon + 1h), std::nullopt);
        QVERIFY(rowForInbound(Ledger{fact(OptedIn, noon)}, Whatsapp, noon + 1h));
    }
};

QTEST_GUILESS_MAIN(ConsentRulesTest)
#include "tst_consent_rules.moc"
