// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/scripted_core.h"
#include "ui/client/ws_core_client.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace counterbell;
using ui::Connection;
using ui::ScriptedCore;
using ui::WsCoreClient;

namespace
{

/// A client of one scripted core.
struct Stage {
    explicit Stage(ui::SocketTimes times = {})
        : client([this] { return isFound ? std::optional(core.address()) : std::nullopt; }, times)
    {
        client.start();
    }
    bool reach(Connection wanted)
    {
        return QTest::qWaitFor([&] { return client.connection() == wanted; }, 10'000);
    }
    bool signIn(const QString &login = u"manager"_s)
    {
        if (!reach(Connection::SignIn))
            return false;
        client.signIn(login, u"2222"_s, &client, [this](const Result<Signed> &answer) { answers.push_back(answer); });
        return reach(Connection::Online);
    }
    bool asked(const QString &method, size_t times)
    {
        return QTest::qWaitFor([&] { return core.askedFor(method).size() == times; }, 10'000);
    }

    ScriptedCore core;
    bool isFound = true;
    WsCoreClient client;
    std::vector<Result<Signed>> answers;
};

QJsonObject jobJson(const QString &ticket)
{
    Job job;
    job.id = JobId{7};
    job.ticket = ticket;
    return toJson(job);
}

} // namespace

class TestWsCoreClient : public QObject
{
    Q_OBJECT

    struct Heard {
        std::vector<Result<Job>> jobs;
        void ask(ui::CoreClient &client, QObject *context)
        {
            client.call(methods::jobsGet, JobParams{JobId{7}}, context,
                        [this](Result<Job> answer) { jobs.push_back(std::move(answer)); });
        }
        [[nodiscard]] QString problem(size_t at) const { return jobs.at(at).error().details[u"problem"_s].toString(); }
    };

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsTheLaunchTokenAndNoOrigin()
    {
        Stage stage;
        QVERIFY(stage.reach(Connection::SignIn));
        QCOMPARE(stage.core.authorizations.at(0), QByteArray("Bearer the-launch-token"));
        QCOMPARE(stage.core.origins.at(0), QByteArray());
        QCOMPARE(stage.client.core()->kind, WorkspaceKind::Sandbox);
        QVERIFY(!stage.client.who());
    }

    void signsInSubscribesAndSaysThatAllIsToBeFetched()
    {
        Stage stage;
        QSignalSpy resynced(&stage.client, &ui::CoreClient::resynced);
        QVERIFY(stage.signIn());
        QCOMPARE(resynced.count(), 1);
        QTRY_COMPARE(stage.answers.size(), 1U);
        QCOMPARE(stage.client.who()->member.name, u"Mia Tanaka"_s);
        QVERIFY(!stage.core.askedFor(u"events.subscribe"_s).at(0).params.contains(u"after"_s));
    }

    void aWrongPinIsAnAnswerAndNothingElseChanges()
    {
        Stage stage;
        QVERIFY(stage.reach(Connection::SignIn));
        std::vector<Result<Signed>> answers;
        stage.client.signIn(u"manager"_s, u"0000"_s, this, [&](const auto &answer) { answers.push_back(answer); });
        QTRY_COMPARE(answers.size(), 1U);
        QCOMPARE(answers[0].error(), (Error{Reason::WrongPin, {{u"retryAfterSeconds"_s, 8}}}));
        QCOMPARE(stage.client.connection(), Connection::SignIn);
    }

    void callsAreAnsweredByTheirNumbersInAnyOrder()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        Heard heard;
        heard.ask(stage.client, this);
        heard.ask(stage.client, this);
        QVERIFY(heard.jobs.empty());
        QVERIFY(stage.asked(u"jobs.get"_s, 2));
        const auto asked = stage.core.askedFor(u"jobs.get"_s);
        stage.core.refuse(asked[1].id, u"notFound"_s, {{u"what"_s, u"job"_s}});
        stage.core.answer(asked[0].id, jobJson(u"R-1042"_s));
        stage.core.answer(asked[0].id, jobJson(u"R-9999"_s)); // said twice
        QTRY_COMPARE(heard.jobs.size(), 2U);
        QCOMPARE(heard.jobs[0].error(), (Error{Reason::NotFound, {{u"what"_s, u"job"_s}}}));
        QCOMPARE(heard.jobs[1]->ticket, u"R-1042"_s);
    }

    void readsWhatANewerCoreAnswers()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        Heard heard;
        heard.ask(stage.client, this);
        QVERIFY(stage.asked(u"jobs.get"_s, 1));
        auto newer = jobJson(u"R-1042"_s);
        newer.insert(u"engraving"_s, QJsonObject{{u"text"_s, u"A & B"_s}});
        stage.core.answer(stage.core.askedFor(u"jobs.get"_s)[0].id, newer);
        QTRY_COMPARE(heard.jobs.size(), 1U);
        QVERIFY(heard.jobs[0]);
        QCOMPARE(heard.jobs[0]->ticket, u"R-1042"_s);
    }

    void aCallWithoutAnAnswerTimesOutAndALateAnswerIsNoSecond()
    {
        Stage stage({.call = 150ms});
        QVERIFY(stage.signIn());
        Heard heard;
        heard.ask(stage.client, this);
        QTRY_COMPARE(heard.jobs.size(), 1U);
        QCOMPARE(heard.problem(0), u"timeout"_s);
        stage.core.answer(stage.core.askedFor(u"jobs.get"_s).at(0).id, jobJson(u"R-1"_s));
        stage.core.sendEvent(11, u"job.updated"_s, jobJson(u"R-2"_s));
        QVERIFY(QSignalSpy(&stage.client, &ui::CoreClient::jobUpdated).wait());
        QCOMPARE(heard.jobs.size(), 1U);
    }

    void aLostConnectionAnswersWhatWaitsOnce()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        Heard heard;
        heard.ask(stage.client, this);
        QVERIFY(stage.asked(u"jobs.get"_s, 1));
        stage.core.goAway();
        QTRY_COMPARE(heard.jobs.size(), 1U);
        QCOMPARE(heard.problem(0), u"offline"_s);
        QVERIFY(stage.reach(Connection::Offline));
        QVERIFY(stage.client.who()); // kept while Offline
        heard.ask(stage.client, this);
        QCOMPARE(heard.jobs.size(), 1U);
        QTRY_COMPARE(heard.jobs.size(), 2U);
        QCOMPARE(heard.problem(1), u"offline"_s);
    }

    void noAnswerForOneWhoHasGone()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        Heard heard;
        auto page = std::make_unique<QObject>();
        heard.ask(stage.client, page.get());
        QVERIFY(stage.asked(u"jobs.get"_s, 1));
        page.reset();
        stage.core.answer(stage.core.askedFor(u"jobs.get"_s).at(0).id, jobJson(u"R-1"_s));
        stage.core.sendEvent(11, u"team.updated"_s, {});
        QVERIFY(QSignalSpy(&stage.client, &ui::CoreClient::teamUpdated).wait());
        QVERIFY(heard.jobs.empty());
    }

    void signsInAgainAfterARestartAndTakesUpTheEventsThatWereMissed()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        stage.core.sendEvent(12, u"job.updated"_s, jobJson(u"R-1"_s));
        QVERIFY(QSignalSpy(&stage.client, &ui::CoreClient::jobUpdated).wait());
        QSignalSpy resynced(&stage.client, &ui::CoreClient::resynced);
        stage.core.goAway();
        QVERIFY(stage.reach(Connection::Offline));
        stage.core.head = 14;
        QVERIFY(stage.core.listenAgain());
        QVERIFY(stage.asked(u"events.subscribe"_s, 2));
        QCOMPARE(stage.core.askedFor(u"session.login"_s).at(1).params["pin"_L1].toString(), u"2222"_s);
        QCOMPARE(stage.core.askedFor(u"events.subscribe"_s).at(1).params["after"_L1].toInteger(), 12);

        // Lists are right before they are usable again.
        QVERIFY(stage.asked(u"sandbox.advanceClock"_s, 2));
        stage.core.sendEvent(13, u"job.updated"_s, jobJson(u"R-2"_s));
        QVERIFY(QSignalSpy(&stage.client, &ui::CoreClient::jobUpdated).wait());
        QCOMPARE(stage.client.connection(), Connection::Offline);
        stage.core.sendEvent(14, u"job.updated"_s, jobJson(u"R-3"_s));
        QVERIFY(stage.reach(Connection::Online));
        QCOMPARE(resynced.count(), 0);
    }

    void whatWasAskedForInVainIsAskedForAnew()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        QSignalSpy resynced(&stage.client, &ui::CoreClient::resynced);
        stage.core.goAway();
        QVERIFY(stage.reach(Connection::Offline));
        bool isRefused = false;
        stage.client.request("jobs.get"_L1, {}, [&](const Result<QJsonObject> &answer) { isRefused = !answer; });
        QTRY_VERIFY(isRefused);
        QVERIFY(stage.core.listenAgain());
        QVERIFY(stage.reach(Connection::Online));
        QCOMPARE(resynced.count(), 1);
    }

    void beyondTheLogsTailEverythingIsFetched()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        QSignalSpy resynced(&stage.client, &ui::CoreClient::resynced);
        stage.core.resync = true;
        stage.core.head = 900;
        stage.core.closeConnection();
        QVERIFY(QTest::qWaitFor([&] { return resynced.count() == 1; }, 10'000));
        QCOMPARE(stage.client.connection(), Connection::Online);
    }

    void otherDataAsksForASignIn()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        stage.core.epoch = u"epoch-2"_s;
        stage.core.closeConnection();
        QVERIFY(stage.reach(Connection::SignIn));
        QVERIFY(!stage.client.who());
        QCOMPARE(stage.core.askedFor(u"session.login"_s).size(), 1U);
    }

    void aPinThatIsNoLongerRightIsForgotten()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        stage.core.loginRefusal = u"wrongPin"_s;
        stage.core.closeConnection();
        QVERIFY(stage.reach(Connection::SignIn));
        QVERIFY(!stage.client.who());
        stage.core.loginRefusal.clear();
        stage.core.closeConnection();
        QVERIFY(stage.reach(Connection::Offline));
        QVERIFY(stage.reach(Connection::SignIn));
        QCOMPARE(stage.core.askedFor(u"session.login"_s).size(), 2U);
    }

    void signingOutForgetsThePin()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        stage.client.signOut();
        QCOMPARE(stage.client.connection(), Connection::SignIn);
        QVERIFY(!stage.client.who());
        QVERIFY(stage.asked(u"session.logout"_s, 1));
        stage.core.closeConnection();
        QVERIFY(stage.reach(Connection::Offline));
        QVERIFY(stage.reach(Connection::SignIn));
        QCOMPARE(stage.core.askedFor(u"session.login"_s).size(), 1U);
    }

    void anotherMemberSeesListsOfTheirOwn()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        QSignalSpy resynced(&stage.client, &ui::CoreClient::resynced);
        stage.client.signIn(u"agent"_s, u"3333"_s, this, [](const auto &) {});
        QTRY_COMPARE(resynced.count(), 1);
        QCOMPARE(stage.client.who()->member.name, u"Priya Nair"_s);
    }

    void countsDownAndTriesNow()
    {
        Stage stage;
        stage.isFound = false;
        QVERIFY(stage.reach(Connection::Offline));
        // Failures lengthen the wait; past a second tryNow() is what makes it short.
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto next = stage.client.nextAttempt();
                return next && QDateTime::currentDateTimeUtc().msecsTo(*next) > 1000;
            },
            30'000));
        stage.isFound = true;
        QCOMPARE(stage.core.connections, 0);
        stage.client.tryNow();
        QElapsedTimer took;
        took.start();
        QVERIFY(stage.reach(Connection::SignIn));
        QVERIFY2(took.elapsed() < 900, qPrintable(QString::number(took.elapsed())));
    }

    void aCoreThatNeverAnswersTheUpgradeIsGivenUp()
    {
        QTcpServer deaf;
        QVERIFY(deaf.listen(QHostAddress::LocalHost, 0));
        WsCoreClient client(
            [&] {
                return std::optional(ui::CoreAddress{QUrl(u"ws://127.0.0.1:%1"_s.arg(deaf.serverPort())), "token"});
            },
            {.connect = 100ms});
        client.start();
        QTRY_COMPARE(client.connection(), Connection::Offline);
        QVERIFY(client.nextAttempt());
    }

    void aConnectionWithoutASignOfLifeEnds()
    {
        // It takes the upgrade and then says nothing more, as a PC does that was unplugged.
        QTcpServer dead;
        QVERIFY(dead.listen(QHostAddress::LocalHost, 0));
        connect(&dead, &QTcpServer::newConnection, &dead, [&dead] {
            auto *peer = dead.nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer, [peer] {
                static const QRegularExpression key(u"Sec-WebSocket-Key: (\\S+)"_s);
                const auto found = key.match(QString::fromLatin1(peer->readAll()));
                if (!found.hasMatch())
                    return;
                const auto accept =
                    QCryptographicHash::hash(found.captured(1).toLatin1() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                             QCryptographicHash::Sha1)
                        .toBase64();
                peer->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Accept: " +
                            accept + "\r\n\r\n");
            });
        });
        ui::RpcSocket socket({QUrl(u"ws://127.0.0.1:%1"_s.arg(dead.serverPort())), "token"},
                             {.call = 60'000ms, .ping = 30ms});
        QSignalSpy opened(&socket, &ui::RpcSocket::opened);
        QSignalSpy closed(&socket, &ui::RpcSocket::closed);
        QVERIFY(opened.wait());
        QVERIFY(closed.wait());
        QCOMPARE(closed.at(0).at(1).toString(), u"no sign of life"_s);
    }

    void pongsAreSignsOfLife()
    {
        Stage stage({.call = 400ms, .ping = 20ms});
        QVERIFY(stage.signIn());
        Heard heard;
        heard.ask(stage.client, this); // never answered: twenty pings go by
        QTRY_COMPARE(heard.jobs.size(), 1U);
        QCOMPARE(heard.problem(0), u"timeout"_s);
        QCOMPARE(stage.client.connection(), Connection::Online);
        QCOMPARE(stage.core.connections, 1);
    }

    void theBusinessClockFollowsTheCores()
    {
        Stage stage;
        stage.core.clockOffset = 86'400;
        QVERIFY(stage.signIn());
        const auto ahead = [&] {
            return (toMillis(stage.client.now()) - QDateTime::currentMSecsSinceEpoch() + 500) / 1000;
        };
        QTRY_COMPARE(ahead(), 86'400);
        QSignalSpy moved(&stage.client, &ui::CoreClient::clockMoved);
        stage.core.sendEvent(11, u"settings.updated"_s,
                             {{u"group"_s, u"clock"_s}, {u"settings"_s, QJsonObject{{u"offsetSeconds"_s, 172'800}}}});
        QVERIFY(moved.wait());
        QCOMPARE(ahead(), 172'800);
    }

    void aFrameThatIsNotUnderstoodHurtsNothing()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"neither an answer nor an event"_s));
        stage.core.sendText(u"[]"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"job.updated can't be read"_s));
        QSignalSpy resynced(&stage.client, &ui::CoreClient::resynced);
        stage.core.sendEvent(11, u"job.updated"_s, {{u"id"_s, 7}});
        QVERIFY(resynced.wait());
        QCOMPARE(stage.client.connection(), Connection::Online);
    }
};

QTEST_GUILESS_MAIN(TestWsCoreClient)
#include "tst_ws_core_client.moc"
