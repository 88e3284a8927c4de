// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_words.h"

#include "tests/ui/jobs/board_samples.h"
#include "ui/jobs/job_card_layout.h"
#include "ui/jobs/job_toasts.h"
#include "ui/jobs/qr_code.h"
#include "ui/theme/fonts.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;

namespace
{

/// Without the marks that keep directions apart.
QString plain(QString text)
{
    return text.remove(QChar(0x2066)).remove(QChar(0x2068)).remove(QChar(0x2069));
}

QString lineOf(const Job &job)
{
    const auto line = noticeLine(job, boardNow());
    if (!line)
        return {};
    const QString tones[] = {u"quiet"_s, u"counting"_s, u"caution"_s, u"warning"_s};
    return tones[int(line->tone)] + u" "_s + line->icon + u": "_s + plain(line->text);
}

Job ready(DeliveryStatus status, std::chrono::minutes ago, const QString &reason = {})
{
    return told(job(1, JobStatus::Ready, u"Ava Lindqvist"_s, u"Ring"_s), status, ago, reason);
}

} // namespace

class JobWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatBecameOfTheNotice_data()
    {
        using enum DeliveryStatus;
        QTest::addColumn<Job>("job");
        QTest::addColumn<QString>("line");
        const auto inLane = [](JobStatus status, const QString &caution) {
            auto made = job(1, status, u"Ava"_s, u"Ring"_s);
            made.caution = caution;
            return made;
        };
        auto whatsApp = ready(Delivered, 5min);
        whatsApp.notification->channel = Channel::Whatsapp;
        auto collected = job(1, JobStatus::Collected, u"Ava"_s, u"Ring"_s);
        collected.statusAt = boardNow() - 44min;
        collected.caution = u"landline"_s;
        QTest::newRow("held") << held(ready(Held, 0min), 8s) << u"counting queued: SMS in 8 s"_s;
        QTest::newRow("held, over, unheard of") << held(ready(Held, 0min), 0s) << u"quiet queued: SMS waits"_s;
        QTest::newRow("under way") << ready(Accepted, 1min) << u"quiet queued: SMS on its way"_s;
        QTest::newRow("uncertain") << ready(Uncertain, 1min) << u"quiet queued: Checking whether it was sent"_s;
        QTest::newRow("delivered today") << ready(Delivered, 320min) << u"quiet tick-double: SMS delivered 09:12"_s;
        QTest::newRow("delivered on Monday")
            << ready(Delivered, 96h) << u"quiet tick-double: SMS delivered Mon 14:32"_s;
        QTest::newRow("delivered long ago")
            << ready(Delivered, 9 * 24h) << u"quiet tick-double: SMS delivered 11 Nov"_s;
        QTest::newRow("by WhatsApp") << whatsApp << u"quiet tick-double: WhatsApp delivered 14:27"_s;
        QTest::newRow("landline, learnt from Twilio")
            << ready(Undelivered, 5min, u"landlineOrUnreachable"_s) << u"warning failed: Landline: please call"_s;
        QTest::newRow("not a mobile") << ready(Failed, 5min, u"notMobile"_s)
                                      << u"warning failed: Landline: please call"_s;
        QTest::newRow("no such number") << ready(Failed, 5min, u"numberUnknown"_s)
                                        << u"warning failed: Number not valid: check it"_s;
        QTest::newRow("opted out") << ready(Refused, 5min, u"recipientOptedOut"_s)
                                   << u"warning stop: Opted out: please call"_s;
        QTest::newRow("switched off") << ready(Refused, 5min, u"categoryDisabled"_s)
                                      << u"quiet bell-off: Not sent: Job ready is off"_s;
        QTest::newRow("a reason nobody knows")
            << ready(Failed, 5min, u"moonPhase"_s) << u"warning failed: Not delivered: please call"_s;
        QTest::newRow("nothing to say") << job(1, JobStatus::Received, u"Ava"_s, u"Ring"_s) << QString();
        QTest::newRow("warned before") << inLane(JobStatus::Received, u"recipientOptedOut"_s)
                                       << u"caution stop: Opted out: call when ready"_s;
        QTest::newRow("warned in progress")
            << inLane(JobStatus::InProgress, u"landline"_s) << u"caution failed: Landline: call when ready"_s;
        QTest::newRow("ready without a notice")
            << inLane(JobStatus::Ready, u"landline"_s) << u"warning failed: Landline: please call"_s;
        QTest::newRow("collected needs nobody") << collected << u"quiet collected: Collected 13:48"_s;
    }
    void saysWhatBecameOfTheNotice()
    {
        QFETCH(Job, job);
        QTEST(lineOf(job), "line");
    }

    void saysWhenItIsDue_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isSoon");
        QTest::addColumn<bool>("isLate");
        QTest::newRow("today") << 0 << u"Due today 17:00"_s << true << false;
        QTest::newRow("yesterday") << -1 << u"Due Thu 19 Nov"_s << true << true;
        QTest::newRow("in four days") << 4 << u"Due Tue 24 Nov"_s << false << false;
        QTest::newRow("in two weeks") << 14 << u"Due 4 Dec"_s << false << false;
        QTest::newRow("next year") << 400 << u"Due 25 Dec 2027"_s << false << false;
    }
    void saysWhenItIsDue()
    {
        QFETCH(int, days);
        const auto piece = withDue(job(1, JobStatus::Received, u"Ava"_s, u"Ring"_s), days);
        QTEST(plain(dueText(piece, boardNow())), "text");
        QTEST(isDueSoon(piece, boardNow()), "isSoon");
        QTEST(isLate(piece, boardNow()), "isLate");
        auto done = piece;
        done.status = JobStatus::Ready;
        QVERIFY(!isLate(done, boardNow()) && !isDueSoon(done, boardNow()));
    }

    void countsWhatLiesAbout()
    {
        QVERIFY(!isUncollected(ready(DeliveryStatus::Delivered, 7 * 24h), boardNow()));
        const auto old = ready(DeliveryStatus::Delivered, 9 * 24h);
        QVERIFY(isUncollected(old, boardNow()));
        QCOMPARE(uncollectedText(old, boardNow()), u"Ready 9 days, not collected"_s);
    }

    void knowsWhatTheCoreKnowsOfACustomer()
    {
        Contact ava;
        QCOMPARE(cautionFor(ava), u"noPhone"_s);
        ava.phone = u"+61491573001"_s;
        QVERIFY(!cautionFor(ava));
        ava.consent.sms = ConsentState::OptedOut;
        QCOMPARE(cautionFor(ava), u"recipientOptedOut"_s);
        ava.capabilities.landline = true;
        QCOMPARE(cautionFor(ava), u"landline"_s);
    }

    void toastsWhatHappened_data()
    {
        QTest::addColumn<Job>("job");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("actions");
        QTest::addColumn<bool>("isFailure");
        auto off = ready(DeliveryStatus::Refused, 0min, u"categoryDisabled"_s);
        auto stopped = ready(DeliveryStatus::Refused, 0min, u"recipientOptedOut"_s);
        auto nobody = ready(DeliveryStatus::Refused, 0min, u"noPhone"_s);
        nobody.contactId.reset();
        nobody.contactName.reset();
        QTest::newRow("held") << held(job(1042, JobStatus::Ready, u"Ava Lindqvist"_s, u"Ring"_s), 10s)
                              << u"SMS to Ava in %1 s. R-1042 is ready for pick-up."_s << u"undo sendNow edit"_s
                              << false;
        QTest::newRow("switched off") << off
                                      << u"R-1 is ready for pick-up. These notices are switched off. A manager "
                                         "can switch them on in Settings, Notifications."_s
                                      << u"undo"_s << false;
        QTest::newRow("opted out") << stopped
                                   << u"R-1 is ready, but Ava was not told. The customer has opted out. Call them, or "
                                      "record a new opt-in if they ask for messages."_s
                                   << u"undo call"_s << true;
        QTest::newRow("nobody's") << nobody
                                  << u"R-1 is ready, but the customer was not told. There is no phone number. Add one, "
                                     "or call."_s
                                  << u"undo"_s << true;
        QTest::newRow("no notice") << job(1, JobStatus::QualityCheck, u"Ava"_s, u"Ring"_s)
                                   << u"R-1 moved to Quality check."_s << u"undo"_s << false;
    }
    void toastsWhatHappened()
    {
        QFETCH(Job, job);
        const auto toast = movedToast(job, boardNow(), true);
        QTEST(plain((toast.fact + u' ' + toast.detail).trimmed()), "words");
        QStringList actions;
        for (const auto &action : toast.actions)
            actions << action.id;
        QTEST(actions.join(u' '), "actions");
        QTEST(toast.isFailure, "isFailure");
        QVERIFY(movedToast(job, boardNow(), false).actions.empty() || toast.countdown || toast.isFailure);
    }

    void keepsACardsPiecesApart()
    {
        for (const auto &piece : mockupJobs()) {
            for (const int width : {160, 248, 400}) {
                const auto card = layoutJobCard(piece, boardNow(), width);
                const std::vector<QRect> rows{card.ticket, card.customer,    card.piece,       card.due,
                                              card.notice, card.firstAction, card.secondAction};
                for (size_t i = 0; i < rows.size(); ++i) {
                    QVERIFY(rows[i].isEmpty() || QRect(0, 0, width, card.height).contains(rows[i]));
                    for (size_t j = i + 1; j < rows.size(); ++j)
                        QVERIFY2(!rows[i].intersects(rows[j]), qPrintable(piece.ticket));
                }
            }
        }
    }

    void coversNoTextByItsStep()
    {
        QGuiApplication::setFont(applicationFont(1));
        const auto ends = [](const QRect &line, const QString &text, Text look) {
            return line.isEmpty() ? 0
                                  : line.x() + std::min(line.width(), QFontMetrics(font(look)).horizontalAdvance(text));
        };
        for (const auto &piece : mockupJobs()) {
            for (int width = 150; width < 420; width += 10) {
                const auto card = layoutJobCard(piece, boardNow(), width);
                if (card.hoverAction.isEmpty())
                    continue;
                QVERIFY(card.hoverAction.height() >= 32 && card.hoverAction.width() >= 32);
                QVERIFY(QRect(0, 0, width, card.height).contains(card.hoverAction));
                QVERIFY(card.isHoverIcon || card.hoverAction.width() >= 112);
                const auto isClear = [&](const QRect &line, const QString &text, Text look) {
                    return !line.intersects(card.hoverAction) || ends(line, text, look) <= card.hoverAction.x();
                };
                auto line = card.piece;
                line.setHeight(lineHeight(Text::Base));
                for (const auto &text : card.pieceLines) {
                    QVERIFY2(isClear(line, text, Text::Base), qPrintable(piece.ticket));
                    line.translate(0, line.height());
                }
                QVERIFY2(isClear(card.customer, customerName(piece), Text::BaseStrong), qPrintable(piece.ticket));
                for (const auto &line : {card.due, card.notice}) {
                    const auto beside = besideHoverAction(card, line);
                    QVERIFY2(!beside.intersects(card.hoverAction), qPrintable(piece.ticket));
                    QVERIFY2(line.isEmpty() || beside.width() > 60, qPrintable(piece.ticket));
                }
            }
        }
    }

    void keepsTheTicketOfAnUrgentJob()
    {
        QGuiApplication::setFont(applicationFont(1));
        auto urgent = withDue(job(1046, JobStatus::InProgress, u"Hannah"_s, u"Studs"_s), 0);
        urgent.urgent = true;
        for (const int width : {164, 176, 220, 248}) {
            const auto card = layoutJobCard(urgent, boardNow(), width);
            QVERIFY(QFontMetrics(font(Text::MetaMedium)).horizontalAdvance(urgent.ticket) <= card.ticket.width());
            QVERIFY(!card.chip.isEmpty());
            QCOMPARE(card.isChipIcon, width < 200);
        }
    }

    void elidesWhatDoesNotFit()
    {
        const QFont font;
        const auto lines = elidedLines(u"one two three four five six seven eight nine ten"_s, font, 80, 2);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[1].endsWith(QChar(0x2026)));
        QCOMPARE(elidedLines(u"one"_s, font, 80, 2), QStringList{u"one"_s});
    }

    void linksToAChat()
    {
        QCOMPARE(clickToChatLink(u"+61400000002"_s, u"Hi, it's a & b"_s),
                 u"https://wa.me/61400000002?text=Hi%2C%20it%27s%20a%20%26%20b"_s);
        const auto code = qrCode(u"https://wa.me/61400000002"_s);
        QCOMPARE(code.size, 25); // version 2
        // The finder's corner: dark border, light ring, dark core.
        QVERIFY(code.isDark(0, 0) && code.isDark(6, 0) && !code.isDark(1, 1) && code.isDark(3, 3));
        QCOMPARE(qrCode(QString(5000, u'x')).size, 0);
    }
};

QTEST_MAIN(JobWordsTest)
#include "tst_job_words.moc"
