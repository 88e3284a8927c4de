// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/segments.h"
#include "core/notifications/wording.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::notifications;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(NoticeFacts)

namespace
{

NoticeFacts ring()
{
    NoticeFacts facts;
    facts.ticket = u"R-1042"_s;
    facts.description = u"Gold ring, resize"_s;
    facts.customerName = u"Samuel Iyer"_s;
    facts.businessName = u"Halden & Rowe"_s;
    facts.due = u"Sun 17 May 2026"_s;
    facts.oldStatus = JobStatus::InProgress;
    facts.newStatus = JobStatus::QualityCheck;
    facts.urgentReason = u"wedding on Saturday"_s;
    return facts;
}

template <class Change>
NoticeFacts ring(Change change)
{
    auto facts = ring();
    change(facts);
    return facts;
}

bool isGsm(const QString &text)
{
    return messaging::countSegments(text).encoding == messaging::SmsEncoding::Gsm7;
}

} // namespace

class WordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheCustomerThatTheJobIsReady_NX09_NX16_data()
    {
        QTest::addColumn<NoticeFacts>("facts");
        QTest::addColumn<QString>("text");
        QTest::newRow("a repair")
            << ring()
            << u"Hi Samuel! Great news - your repair is ready for pickup at Halden & Rowe! Gold ring, resize. See you soon!"_s;
        QTest::newRow("a bespoke piece") << ring([](auto &f) {
            f.kind = JobKind::Bespoke;
        }) << u"Hi Samuel! Great news - your order is ready for pickup at Halden & Rowe! Gold ring, resize. See you soon!"_s;
        QTest::newRow("no description") << ring([](auto &f) {
            f.description = u"  "_s;
        }) << u"Hi Samuel! Great news - your repair is ready for pickup at Halden & Rowe! See you soon!"_s;
        QTest::newRow("no name") << ring([](auto &f) {
            f.customerName.clear();
        }) << u"Hi! Great news - your repair is ready for pickup at Halden & Rowe! Gold ring, resize. See you soon!"_s;
        QTest::newRow("a number for a name")
            << ring([](auto &f) { f.customerName = u"+61 412 345 678"_s; })
            << u"Hi! Great news - your repair is ready for pickup at Halden & Rowe! Gold ring, resize. See you soon!"_s;
        QTest::newRow("a full stop of its own") << ring([](auto &f) {
            f.description = u"Gold ring, resize."_s;
        }) << u"Hi Samuel! Great news - your repair is ready for pickup at Halden & Rowe! Gold ring, resize. See you soon!"_s;
        QTest::newRow("typographic punctuation and line breaks") << ring([](auto &f) {
            f.description = u"Grandma\u2019s ring \u2014\n\u201Cresize\u201D"_s;
        }) << u"Hi Samuel! Great news - your repair is ready for pickup at Halden & Rowe! Grandma's ring - \"resize\". See you soon!"_s;
    }
    void tellsTheCustomerThatTheJobIsReady_NX09_NX16()
    {
        QFETCH(NoticeFacts, facts);
        const auto text = jobReadyText(facts, defaultJobReadyWording());
        QTEST(text, "text");
        QVERIFY(text.contains("Halden & Rowe"_L1));
        QCOMPARE(messaging::countSegments(text).segments, 1);
        QVERIFY(isGsm(text));
    }

    void aManagersWordingHasToNameTheBusiness_NX16_data()
    {
        QTest::addColumn<QString>("wording");
        QTest::addColumn<QString>("problem");
        QTest::newRow("the default") << defaultJobReadyWording() << QString();
        QTest::newRow("own") << u"{business}: {ticket} is ready."_s << QString();
        QTest::newRow("no business") << u"Your {item} is ready."_s << u"missingBusiness"_s;
        QTest::newRow("empty") << QString() << u"missingBusiness"_s;
        QTest::newRow("unknown") << u"{business}: {price}"_s << u"unknownPlaceholder"_s;
        QTest::newRow("600 characters") << u"{business}"_s + QString(590, u'x') << QString();
        QTest::newRow("too long") << u"{business}"_s + QString(591, u'x') << u"tooLong"_s;
    }
    void aManagersWordingHasToNameTheBusiness_NX16()
    {
        QFETCH(QString, wording);
        const auto checked = checkJobReadyWording(wording);
        QTEST(checked ? QString() : checked.error().details["problem"_L1].toString(), "problem");
    }

    void fillsTheWorkspacesOwnTemplate()
    {
        using Values = QMap<QString, QString>;
        QCOMPARE(jobReadyVariables(ring(), {u"1"_s, u"2"_s, u"3"_s}),
                 (Values{{u"1"_s, u"Samuel"_s}, {u"2"_s, u"repair"_s}, {u"3"_s, u"Gold ring, resize"_s}}));
        QCOMPARE(jobReadyVariables(ring(), {u"business"_s, u"ticket"_s}),
                 (Values{{u"business"_s, u"Halden & Rowe"_s}, {u"ticket"_s, u"R-1042"_s}}));
        NoticeFacts bare;
        bare.ticket = u"B-7"_s;
        QCOMPARE(jobReadyVariables(bare, {u"1"_s, u"3"_s}), (Values{{u"1"_s, u"there"_s}, {u"3"_s, u"B-7"_s}}));
        QVERIFY(!jobReadyVariables(ring(), {u"7"_s}).contains(u"7"_s));
    }

    void tellsTheMemberWhatIsAssigned_NX10_data()
    {
        QTest::addColumn<NoticeFacts>("facts");
        QTest::addColumn<QString>("whatsApp");
        QTest::addColumn<QString>("sms");
        QTest::newRow("all of it") << ring()
                                   << u"🔔 New repair assigned: Gold ring, resize — Samuel\nDue: Sun 17 May 2026"_s
                                   << u"New repair assigned: Gold ring, resize - Samuel\nDue: Sun 17 May 2026"_s;
        QTest::newRow("no customer") << ring([](auto &f) {
            f.customerName.clear();
            f.kind = JobKind::Task;
        }) << u"🔔 New task assigned: Gold ring, resize\nDue: Sun 17 May 2026"_s
                                     << u"New task assigned: Gold ring, resize\nDue: Sun 17 May 2026"_s;
        QTest::newRow("no date") << ring([](auto &f) {
            f.due.clear();
            f.kind = JobKind::Bespoke;
        }) << u"🔔 New bespoke job assigned: Gold ring, resize — Samuel"_s
                                 << u"New bespoke job assigned: Gold ring, resize - Samuel"_s;
        QTest::newRow("no description") << ring([](auto &f) {
            f.description.clear();
            f.due.clear();
        }) << u"🔔 New repair assigned: R-1042 — Samuel"_s
                                        << u"New repair assigned: R-1042 - Samuel"_s;
    }
    void tellsTheMemberWhatIsAssigned_NX10()
    {
        QFETCH(NoticeFacts, facts);
        QTEST(assignmentText(facts, Channel::Whatsapp), "whatsApp");
        QTEST(assignmentText(facts, Channel::Sms), "sms");
        QVERIFY(isGsm(assignmentText(facts, Channel::Sms)));
    }

    void theAssignmentTemplateHasAValueForEachBlank()
    {
        using Values = QMap<QString, QString>;
        QCOMPARE(assignmentVariables(ring()), (Values{{u"1"_s, u"repair"_s},
                                                      {u"2"_s, u"Gold ring, resize"_s},
                                                      {u"3"_s, u"Samuel"_s},
                                                      {u"4"_s, u"Sun 17 May 2026"_s}}));
        QCOMPARE(
            assignmentVariables({}),
            (Values{{u"1"_s, u"repair"_s}, {u"2"_s, u"repair"_s}, {u"3"_s, u"the shop"_s}, {u"4"_s, u"no date"_s}}));
        const auto broken = assignmentVariables(ring([](auto &f) { f.description = u"Ring\n\tresize      polish"_s; }));
        QCOMPARE(broken.value(u"2"_s), u"Ring resize polish"_s);
    }

    void tellsTheOwnerOfAJobThatItMoved_NX11()
    {
        QCOMPARE(statusChangeText(ring()),
                 u"Status update: Gold ring, resize (Samuel) - In progress > Quality check"_s);
        QCOMPARE(statusChangeText(ring([](auto &f) {
                     f.customerName.clear();
                     f.newStatus = JobStatus::Cancelled;
                 })),
                 u"Status update: Gold ring, resize - In progress > Cancelled"_s);
        QVERIFY(isGsm(statusChangeText(ring())));
    }

    void callsAnUrgentJobUrgent_NX11()
    {
        QCOMPARE(urgentText(ring()),
                 u"URGENT: Gold ring, resize - Samuel (wedding on Saturday) - Please prioritize!"_s);
        QCOMPARE(urgentText(ring([](auto &f) { f.urgentReason.clear(); })),
                 u"URGENT: Gold ring, resize - Samuel - Please prioritize!"_s);
        QCOMPARE(urgentText(ring([](auto &f) { f.customerName.clear(); })),
                 u"URGENT: Gold ring, resize (wedding on Saturday) - Please prioritize!"_s);
    }

    void aLongStoryIsCutSoThatTheNoticeGoesOut()
    {
        const auto facts = ring([](auto &f) { f.description = QString(5000, u'x'); });
        for (const auto &text : {jobReadyText(facts, defaultJobReadyWording()), assignmentText(facts, Channel::Sms),
                                 statusChangeText(facts), urgentText(facts)}) {
            QCOMPARE_LT(text.size(), 600);
            QVERIFY(text.contains("..."_L1));
        }
    }

    void usesTheFirstWordOfTheName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("first");
        QTest::newRow("two words") << u"Samuel Iyer"_s << u"Samuel"_s;
        QTest::newRow("blanks") << u"  Mia\t Tanaka "_s << u"Mia"_s;
        QTest::newRow("hyphen") << u"Mei-Lin Zhou"_s << u"Mei-Lin"_s;
        QTest::newRow("Arabic") << u"نور الهدى"_s << u"نور"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("a number") << u"+61412345678"_s << QString();
        QTest::newRow("a dot") << u". Smith"_s << QString();
    }
    void usesTheFirstWordOfTheName()
    {
        QFETCH(QString, name);
        QTEST(firstName(name), "first");
    }

    void writesDatesAsTheShopReadsThem_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("timezone");
        QTest::addColumn<QString>("text");
        QTest::newRow("Sydney, already the next day") << u"en-AU"_s << u"Australia/Sydney"_s << u"Sun 17 May 2026"_s;
        QTest::newRow("Amsterdam") << u"nl"_s << u"Europe/Amsterdam"_s << u"za 16 mei 2026"_s;
        QTest::newRow("unknown zone") << u"en"_s << u"Mars/Olympus"_s << u"Sat 16 May 2026"_s;
        QTest::newRow("unknown language") << u"xx-yy"_s << u"UTC"_s << u"Sat 16 May 2026"_s;
        QTest::newRow("nothing set") << QString() << QString() << u"Sat 16 May 2026"_s;
    }
    void writesDatesAsTheShopReadsThem()
    {
        QFETCH(QString, language);
        QFETCH(QString, timezone);
        const auto at = fromMillis(QDateTime(QDate(2026, 5, 16), QTime(20, 0), Qt::UTC).toMSecsSinceEpoch());
        QTEST(formatDate(at, language, timezone), "text");
    }
};

QTEST_GUILESS_MAIN(WordingTest)
#include "tst_wording.moc"
