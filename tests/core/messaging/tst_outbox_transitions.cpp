// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/outbox_transitions.h"
#include "core/messaging/status_precedence.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;
using Fact = OutboxFact;
using State = OutboxState;

Q_DECLARE_METATYPE(std::optional<OutboxState>)

namespace
{

QString word(std::optional<State> state)
{
    return state ? QString(wireName(*state)) : u"-"_s;
}

std::vector<State> states()
{
    std::vector<State> all;
    for (const auto &[state, name] : WireNames<State>::values)
        all.push_back(state);
    return all;
}

// Every cell, written out: a column per state in the order of the enumeration, "-" not allowed, "=" noted only.
// Abbreviations are the first letters of the new state's name.
struct FactRow {
    Fact fact;
    const char *name;
    const char *cells;
};
// clang-format off
const FactRow kFacts[] = {
    //                                                                    hel que sen unc bar nee acc sen can fai und del rea ref
    {Fact::HoldEnded,              "hold ended",                         "que -   -   -   -   -   -   -   -   -   -   -   -   -"},
    {Fact::Claimed,                "claimed",                            "-   sending - - -   -   -   -   -   -   -   -   -   -"},
    {Fact::GateRefused,            "gate refused",                       "ref ref -   -   -   -   -   -   -   -   -   -   -   -"},
    {Fact::TooOld,                 "too old",                            "ref ref -   -   -   -   -   -   -   -   -   -   -   -"},
    {Fact::UserCancelled,          "user cancelled",                     "can can -   bar =   can -   -   -   -   -   -   -   -"},
    {Fact::TakenOver,              "taken over",                         "can can =   bar =   =   =   =   =   =   =   =   =   ="},
    {Fact::ProviderAccepted,       "provider accepted",                  "-   -   acc acc acc acc =   =   =   =   =   =   =   ="},
    {Fact::ProviderRefused,        "provider refused",                   "-   -   fai fai fai fai =   =   =   =   =   =   =   ="},
    {Fact::NotSent,                "not sent",                           "-   -   que -   -   -   =   =   =   =   =   =   =   ="},
    {Fact::NotSentForGood,         "not sent for good",                  "-   fai fai -   -   -   =   =   =   =   =   =   =   ="},
    {Fact::Unknown,                "unknown",                            "-   -   unc =   =   =   =   =   =   =   =   =   =   ="},
    {Fact::SecondUnknown,          "second unknown",                     "-   -   nee nee =   =   =   =   =   =   =   =   =   ="},
    {Fact::EvidenceFound,          "evidence found",                     "-   acc acc acc acc acc =   =   =   =   =   =   =   acc"},
    {Fact::EvidenceLost,           "evidence lost",                      "-   unc -   =   =   =   unc unc bar nee nee unc unc ="},
    {Fact::NoEvidence,             "no evidence",                        "-   -   -   que can =   =   =   =   =   =   =   =   ="},
    {Fact::AnotherAttemptDue,      "another attempt due",                "-   -   -   -   -   -   -   -   -   que que -   -   -"},
    {Fact::ResendOrdered,          "resend ordered",                     "-   -   -   -   -   que -   -   -   -   -   -   -   -"},
    {Fact::RestartedFromOlderTerm, "restarted from an older term",       "=   =   unc =   =   =   =   =   =   =   =   =   =   ="},
    {Fact::RestoredFromBackup,     "restored from a backup",             "nee nee nee nee nee =   =   =   =   =   =   =   =   ="},
};

struct ReportRow {
    DeliveryStatus shown;
    bool isLatest;
    const char *name;
    const char *cells;
};
const ReportRow kReports[] = {
    //                                                     hel que sen unc bar nee acc sent can fai und del rea ref
    {DeliveryStatus::Accepted,    true,  "accepted",      "-   acc acc acc acc acc =   =    =   =   =   =   =   acc"},
    {DeliveryStatus::Sent,        true,  "sent",          "-   sent sent sent sent sent sent = =  =   =   =   =   sent"},
    {DeliveryStatus::Cancelled,   true,  "cancelled",     "-   =   can can can can can can  =   =   =   =   =   ="},
    {DeliveryStatus::Failed,      true,  "failed",        "-   =   fai fai fai fai fai fai  fai =   =   =   =   ="},
    {DeliveryStatus::Undelivered, true,  "undelivered",   "-   =   und und und und und und  und und =   =   =   ="},
    {DeliveryStatus::Delivered,   true,  "delivered",     "-   del del del del del del del  del del del =   =   del"},
    {DeliveryStatus::Read,        true,  "read",          "-   rea rea rea rea rea rea rea  rea rea rea rea =   rea"},
    {DeliveryStatus::Accepted,    false, "older accepted",    "-   acc acc acc acc acc = =  =   =   =   =   =   acc"},
    {DeliveryStatus::Sent,        false, "older sent",        "-   sent sent sent sent sent sent = = =  =   =   =   sent"},
    {DeliveryStatus::Cancelled,   false, "older cancelled",   "-   =   =   =   =   =   =  = =   =   =   =   =   ="},
    {DeliveryStatus::Failed,      false, "older failed",      "-   =   =   =   =   =   =  = =   =   =   =   =   ="},
    {DeliveryStatus::Undelivered, false, "older undelivered", "-   =   =   =   =   =   =  = =   =   =   =   =   ="},
    {DeliveryStatus::Delivered,   false, "older delivered",   "-   del del del del del del del del del del =  =   del"},
    {DeliveryStatus::Read,        false, "older read",        "-   rea rea rea rea rea rea rea rea rea rea rea =  rea"},
};
// clang-format on

std::optional<State> expectedCell(const QString &cell, State present)
{
    if (cell == "-"_L1)
        return std::nullopt;
    if (cell == "="_L1)
        return present;
    static const QMap<QString, State> names = {
        {u"que"_s, State::Queued},      {u"sending"_s, State::Sending}, {u"unc"_s, State::Uncertain},
        {u"bar"_s, State::Barred},      {u"nee"_s, State::NeedsReview}, {u"acc"_s, State::Accepted},
        {u"sent"_s, State::Sent},       {u"can"_s, State::Cancelled},   {u"fai"_s, State::Failed},
        {u"und"_s, State::Undelivered}, {u"del"_s, State::Delivered},   {u"rea"_s, State::Read},
        {u"ref"_s, State::Refused}};
    Q_ASSERT(names.contains(cell));
    return names.value(cell);
}

} // namespace

class OutboxTransitionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCellOfTheFacts()
    {
        QCOMPARE(std::size(kFacts), size_t(Fact::RestoredFromBackup) + 1);
        for (const auto &row : kFacts) {
            const auto cells = QString::fromLatin1(row.cells).simplified().split(u' ');
            QCOMPARE(size_t(cells.size()), states().size());
            for (size_t i = 0; i < states().size(); ++i) {
                const auto from = states()[i];
                const auto actual = word(afterFact(from, row.fact));
                const auto expected = word(expectedCell(cells[qsizetype(i)], from));
                QVERIFY2(actual == expected, qPrintable(u"%1, %2: %3 instead of %4"_s.arg(
                                                 word(from), QString::fromLatin1(row.name), actual, expected)));
            }
        }
    }

    void everyCellOfTheReports()
    {
        for (const auto &row : kReports) {
            const auto cells = QString::fromLatin1(row.cells).simplified().split(u' ');
            QCOMPARE(size_t(cells.size()), states().size());
            for (size_t i = 0; i < states().size(); ++i) {
                const auto from = states()[i];
                const auto actual = word(afterReport(from, row.shown, row.isLatest));
                const auto expected = word(expectedCell(cells[qsizetype(i)], from));
                QVERIFY2(actual == expected, qPrintable(u"%1, %2: %3 instead of %4"_s.arg(
                                                 word(from), QString::fromLatin1(row.name), actual, expected)));
            }
        }
    }

    void aStatusThatNoProviderReportsIsNotAllowed()
    {
        for (const auto status : {DeliveryStatus::Held, DeliveryStatus::Queued, DeliveryStatus::Sending,
                                  DeliveryStatus::Uncertain, DeliveryStatus::Refused, DeliveryStatus::Received}) {
            for (const auto state : states())
                QCOMPARE(afterReport(state, status, true), std::nullopt);
        }
    }

    void reportsEndTheSameInWhateverOrderTheyCome()
    {
        const std::vector reports = {DeliveryStatus::Accepted, DeliveryStatus::Sent, DeliveryStatus::Failed,
                                     DeliveryStatus::Delivered, DeliveryStatus::Read};
        auto order = reports;
        std::sort(order.begin(), order.end());
        do {
            auto state = State::Sending;
            auto shown = order.front();
            for (const auto report : order) {
                shown = shownStatus(shown, report);
                state = *afterReport(state, shown, true);
            }
            QCOMPARE(state, State::Read);
        } while (std::next_permutation(order.begin(), order.end()));
    }

    void aCallbackBeforeTheAnswerStands()
    {
        const auto state = afterReport(State::Sending, DeliveryStatus::Delivered, true);
        QCOMPARE(afterFact(*state, Fact::ProviderAccepted), State::Delivered);
        QCOMPARE(afterFact(*state, Fact::Unknown), State::Delivered);
        QCOMPARE(afterFact(*state, Fact::NotSent), State::Delivered);
    }

    void onlyASingleResendLeavesUncertain()
    {
        auto state = State::Sending;
        state = *afterFact(state, Fact::Unknown);
        state = *afterFact(state, Fact::NoEvidence);
        state = *afterFact(state, Fact::Claimed);
        state = *afterFact(state, Fact::SecondUnknown);
        QCOMPARE(state, State::NeedsReview);
        QCOMPARE(afterFact(state, Fact::NoEvidence), State::NeedsReview);
        QCOMPARE(afterFact(state, Fact::Claimed), std::nullopt);
    }

    void noStateButQueuedCanBeClaimed()
    {
        for (const auto state : states())
            QCOMPARE(afterFact(state, Fact::Claimed).has_value(), state == State::Queued);
    }

    void showsAndHoldsBack()
    {
        for (const auto state : states()) {
            const bool isUncertain = state == State::Barred || state == State::NeedsReview;
            QCOMPARE(wireName(shownAs(state)), isUncertain ? "uncertain"_L1 : wireName(state));
            QCOMPARE(holdsOthersBack(state), state == State::Sending || state == State::Uncertain);
            QCOMPARE(isUnfinished(state), shownAs(state) <= DeliveryStatus::Uncertain);
        }
    }
};

QTEST_GUILESS_MAIN(OutboxTransitionsTest)
#include "tst_outbox_transitions.moc"
