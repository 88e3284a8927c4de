// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_actions.h"

#include "tests/ui/jobs/board_samples.h"

#include <QDesktopServices>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;

namespace
{

/// JobActions with everything it says and does kept.
struct Desk {
    FakeCoreClient client;
    FakePrompts prompts;
    std::unique_ptr<JobActions> actions;
    std::vector<ToastSpec> toasts;
    std::vector<Job> changed;

    explicit Desk(int hold = 10)
    {
        client.setNow(boardNow());
        Workspace shop;
        shop.noticeHoldSeconds = hold;
        client.answer(methods::workspaceGet, shop);
        actions = std::make_unique<JobActions>(client, prompts);
        QObject::connect(actions.get(), &JobActions::toastRequested, actions.get(),
                         [this](const ToastSpec &toast) { toasts.push_back(toast); });
        QObject::connect(actions.get(), &JobActions::changed, actions.get(),
                         [this](const Job &job) { changed.push_back(job); });
        QCoreApplication::processEvents();
    }
    QString said() const { return toasts.empty() ? QString() : toasts.back().fact; }
    QString asked(QLatin1StringView method, QLatin1StringView field)
    {
        return client.lastCall(method)[field].toVariant().toString();
    }
};

Job piece()
{
    return job(1042, JobStatus::QualityCheck, u"Ava Lindqvist"_s, u"Gold bracelet"_s);
}

class Dialler : public QObject
{
    Q_OBJECT

public:
    QStringList dialled;
    Dialler() { QDesktopServices::setUrlHandler(u"tel"_s, this, "dial"); }
    ~Dialler() override { QDesktopServices::unsetUrlHandler(u"tel"_s); }

public Q_SLOTS:
    void dial(const QUrl &url) { dialled << url.toString(); }
};

} // namespace

class JobActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void holdsTheNoticeAsLongAsTheShopSays()
    {
        Desk desk(25);
        desk.client.answer(methods::jobsSetStatus, held(piece(), 25s));
        desk.actions->markReady(piece());
        QTRY_COMPARE(desk.toasts.size(), 1u);
        QCOMPARE(desk.asked("jobs.setStatus"_L1, "jobId"_L1), u"1042"_s);
        QCOMPARE(desk.asked("jobs.setStatus"_L1, "status"_L1), u"ready"_s);
        QCOMPARE(desk.client.lastCall("jobs.setStatus"_L1)["holdSeconds"_L1].toInt(), 25);
        QCOMPARE(desk.toasts[0].left, std::chrono::milliseconds(25s));
        QCOMPARE(desk.changed.size(), 1u);
    }

    void followsTheShopsHold()
    {
        Desk desk(10);
        desk.client.forget("workspace.get"_L1);
        Workspace shop;
        shop.noticeHoldSeconds = 30;
        desk.client.answer(methods::workspaceGet, shop);
        Q_EMIT desk.client.settingsUpdated(u"workspace"_s);
        QTRY_COMPARE(desk.client.callsOf("workspace.get"_L1).size(), 2u);
        QCoreApplication::processEvents();
        desk.actions->markCollected(piece());
        QCOMPARE(desk.client.lastCall("jobs.setStatus"_L1)["holdSeconds"_L1].toInt(), 30);
    }

    void asksNothingWhereItStandsAlready()
    {
        Desk desk;
        desk.actions->move(piece(), JobStatus::QualityCheck);
        QVERIFY(desk.client.callsOf("jobs.setStatus"_L1).empty());
    }

    void changesOnceHoweverOftenItIsPressed()
    {
        Desk desk;
        desk.client.answer(methods::jobsSetStatus, held(piece(), 10s));
        desk.actions->markReady(piece());
        desk.actions->markReady(piece());
        QTRY_COMPARE(desk.toasts.size(), 1u);
        QCOMPARE(desk.client.callsOf("jobs.setStatus"_L1).size(), 1u);
        desk.actions->markReady(piece()); // taken back meanwhile
        QCOMPARE(desk.client.callsOf("jobs.setStatus"_L1).size(), 2u);
    }

    void undoesFromTheToast()
    {
        Desk desk;
        desk.client.answer(methods::jobsSetStatus, held(piece(), 10s));
        desk.client.answer(methods::jobsUndo, piece());
        desk.actions->markReady(piece());
        QTRY_COMPARE(desk.toasts.size(), 1u);
        desk.toasts[0].acted(u"undo"_s);
        QTRY_COMPARE(desk.toasts.size(), 2u);
        QVERIFY(desk.said().contains(u"is back in Quality check. Nothing was sent."_s));
        QCOMPARE(desk.toasts[1].key, desk.toasts[0].key); // it takes the countdown's place
        QCOMPARE(desk.changed.back().status, JobStatus::QualityCheck);
    }

    void keepsEachHoldsOwnUndo()
    {
        Desk desk;
        auto other = job(1040, JobStatus::QualityCheck, u"Noor Haddad"_s, u"Bangle"_s);
        desk.client.answer(methods::jobsSetStatus, held(piece(), 10s));
        desk.client.answer(methods::jobsSetStatus, held(other, 10s));
        desk.actions->markReady(piece());
        desk.actions->markReady(other);
        QTRY_COMPARE(desk.toasts.size(), 2u);
        QVERIFY(desk.toasts[0].key != desk.toasts[1].key);
        desk.toasts[0].acted(u"undo"_s);
        QCOMPARE(desk.asked("jobs.undo"_L1, "jobId"_L1), u"1042"_s);
        desk.toasts[1].acted(u"undo"_s);
        QCOMPARE(desk.asked("jobs.undo"_L1, "jobId"_L1), u"1040"_s);
    }

    void sendsAtOnceFromTheToast()
    {
        Desk desk;
        desk.client.answer(methods::jobsSetStatus, held(piece(), 10s));
        desk.actions->markReady(piece());
        QTRY_COMPARE(desk.toasts.size(), 1u);
        desk.toasts[0].acted(u"sendNow"_s);
        QCOMPARE(desk.asked("sends.sendNow"_L1, "sendId"_L1), u"10420"_s);
    }

    void letsNothingOutWhileItsTextIsEdited()
    {
        Desk desk;
        const auto first = held(piece(), 10s);
        auto again = first;
        again.notification->sendId = SendId{777};
        Send send;
        send.id = first.notification->sendId;
        send.body = u"Hi Ava! Great news"_s;
        desk.client.answer(methods::jobsUndo, piece());
        desk.client.answer(methods::sendLogQuery, {{send}, {}});
        desk.client.answer(methods::jobsSetStatus, again);
        desk.client.answer(methods::sendsEdit, send);
        desk.prompts.text = u"Hi Ava, come by"_s;
        desk.actions->edit(first);
        QTRY_COMPARE(desk.toasts.size(), 1u);
        QStringList order;
        for (const auto &call : desk.client.calls)
            order << call.method;
        QCOMPARE(order.mid(1).join(u' '), u"jobs.undo sendLog.query jobs.setStatus sends.edit"_s);
        QCOMPARE(desk.prompts.asked[0].value, u"Hi Ava! Great news"_s);
        QCOMPARE(desk.asked("sends.edit"_L1, "sendId"_L1), u"777"_s);
        QCOMPARE(desk.asked("sends.edit"_L1, "body"_L1), u"Hi Ava, come by"_s);
        QVERIFY(desk.toasts[0].countdown);
    }

    void sendsTheOldTextWhenTheEditIsGivenUp()
    {
        Desk desk;
        const auto first = held(piece(), 10s);
        Send send;
        send.id = first.notification->sendId;
        desk.client.answer(methods::jobsUndo, piece());
        desk.client.answer(methods::sendLogQuery, {{send}, {}});
        desk.client.answer(methods::jobsSetStatus, first);
        desk.actions->edit(first);
        QTRY_COMPARE(desk.toasts.size(), 1u);
        QVERIFY(desk.client.callsOf("sends.edit"_L1).empty());
        QVERIFY(desk.toasts[0].countdown);
    }

    void takesItBackWhenTheNewTextIsRefused()
    {
        Desk desk;
        const auto first = held(piece(), 10s);
        Send send;
        send.id = first.notification->sendId;
        desk.client.answer(methods::jobsUndo, piece());
        desk.client.answer(methods::sendLogQuery, {{send}, {}});
        desk.client.answer(methods::jobsSetStatus, first);
        desk.client.refuse(methods::sendsEdit, {Reason::TextTooLong});
        desk.prompts.text = u"long"_s;
        desk.actions->edit(first);
        QTRY_COMPARE(desk.client.callsOf("jobs.undo"_L1).size(), 2u);
    }

    void saysFailuresAsSentences_data()
    {
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("words");
        QTest::newRow("too late") << Reason::TooLate << u"holdIsOver"_s << u"too late"_s;
        QTest::newRow("offline") << Reason::ShuttingDown << u"offline"_s << u"can't be reached"_s;
    }
    void saysFailuresAsSentences()
    {
        QFETCH(Reason, reason);
        QFETCH(QString, problem);
        QFETCH(QString, words);
        Desk desk;
        desk.client.refuse(methods::jobsUndo, {reason, {{u"problem"_s, problem}}});
        desk.actions->undo(JobId{1});
        QTRY_COMPARE(desk.toasts.size(), 1u);
        QVERIFY2(desk.said().contains(words), qPrintable(desk.said()));
        QVERIFY(desk.toasts[0].isFailure);
        QVERIFY(desk.changed.empty());
    }

    void asksForTheReasonOfAFlag()
    {
        Desk desk;
        desk.prompts.text = u"wedding"_s;
        desk.actions->setUrgent(piece(), true);
        QCOMPARE(desk.asked("jobs.setUrgent"_L1, "reason"_L1), u"wedding"_s);
        desk.prompts.text.reset();
        desk.actions->setUrgent(piece(), true); // given up
        QCOMPARE(desk.client.callsOf("jobs.setUrgent"_L1).size(), 1u);
        desk.actions->setUrgent(piece(), false);
        QCOMPARE(desk.client.lastCall("jobs.setUrgent"_L1)["urgent"_L1].toBool(), false);
    }

    void handsTheNumberToTheTelephone()
    {
        Desk desk;
        Dialler dialler;
        Contact ava;
        ava.id = ContactId{7};
        ava.name = u"Ava Lindqvist"_s;
        ava.phone = u"+61412345678"_s;
        desk.client.answer(methods::contactsGet, ava);
        desk.actions->call(piece());
        QTRY_COMPARE(dialler.dialled, QStringList{u"tel:+61412345678"_s});
        QVERIFY(desk.said().contains(u"412 345 678"_s));
    }
};

QTEST_MAIN(JobActionsTest)
#include "tst_job_actions.moc"
