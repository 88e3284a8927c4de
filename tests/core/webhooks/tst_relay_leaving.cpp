// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/relay_service.h"
#include "tests/core/webhooks/frame_bytes.h"
#include "tests/core/webhooks/ingest_bench.h"
#include "tests/core/webhooks/scripted_relay.h"
#include "tests/core/webhooks/setup_fakes.h"
#include "tests/support/refused_rows.h"

#include <QSignalSpy>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const auto kFirst = QString(32, u'1');
const auto kSecond = QString(32, u'2');

QString publicUrlOf(const QString &tenant)
{
    return tenant == kFirst ? u"https://one.example"_s : u"https://two.example"_s;
}

QString statusUrlOf(const QString &tenant)
{
    return u"%1/t/%2/twilio/status"_s.arg(publicUrlOf(tenant), tenant);
}

} // namespace

/// A shop with two relays that goes round one of them, or leaves it.
class RelayLeavingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<IngestBench>();
        m_secrets = std::make_unique<FakeSecrets>();
        m_setup = std::make_unique<FakeSetup>();
        m_setup->add(kSmsSender, kWhatsAppSender.mid(9));
        m_http = std::make_unique<messaging::HttpClient>();
        m_first = std::make_unique<ScriptedRelay>();
        m_second = std::make_unique<ScriptedRelay>();
        PairedRelays relays;
        for (const auto &[relay, tenant] : {std::pair{m_first.get(), kFirst}, std::pair{m_second.get(), kSecond}}) {
            relay->tenant = tenant;
            relay->publicUrl = publicUrlOf(tenant);
            m_secrets->values.insert(linkTokenSecret(tenant), "known");
            relays.items.push_back({relay->url().toString(), tenant, publicUrlOf(tenant)});
        }
        inTx(*m_bench->store, [relays](store::Tx &tx) {
            store::writeSettings(tx, kRelaysGroup, toJson(relays));
            store::writeSettings(tx, u"webhooks"_s, toJson(webhooksUnder(relays.items.front())));
        });
        m_service = std::make_unique<RelayService>(*m_bench->store, m_tasks, *m_secrets, *m_http, *m_setup,
                                                   m_bench->ingest, WorkspaceKind::Live,
                                                   RelayTimings{.moment = 300ms, .quiet = 100ms, .restWithin = 2500ms});
        m_links = std::make_unique<QSignalSpy>(m_service.get(), &RelayService::linkStateChanged);
        m_registered = std::make_unique<QSignalSpy>(m_service.get(), &RelayService::webhooksRegistered);
        m_service->changeKeys(kAccount, {kToken});
        m_service->start();
        QCOMPARE(m_first->next()["t"_L1], u"hello"_s);
        QCOMPARE(m_second->next()["t"_L1], u"hello"_s);
        QTRY_COMPARE(m_registered->size(), 1);
    }
    void cleanup()
    {
        m_service->stop();
        QTRY_COMPARE(m_tasks.running(), 0);
        m_service.reset();
        m_first.reset();
        m_second.reset();
        m_bench.reset();
    }

    void aSendGoesRoundAFirstRelayThatIsOutForMoreThanAMoment()
    {
        m_second->welcome(u"spool-2"_s);
        QTRY_VERIFY(isUp(1));
        // Not yet: a core that starts has not had the time to dial.
        QCOMPARE(m_service->statusDetour(), QString());
        m_first->welcome(u"spool-1"_s);
        QTRY_VERIFY(isUp(0));
        QCOMPARE(m_service->statusDetour(), QString());
        const QDeadlineTimer moment(300);
        m_first->goAway();
        QTRY_VERIFY(!isUp(0));
        QTRY_COMPARE(m_service->statusDetour(), statusUrlOf(kSecond));
        QVERIFY(moment.hasExpired());

        m_first->comeBack();
        QVERIFY(m_first->waitUntil([this] { return !m_first->said.isEmpty(); }));
        m_first->welcome(u"spool-1"_s);
        QTRY_COMPARE(m_service->statusDetour(), QString());
    }

    void whereNoOtherIsUpTheFirstIsNamed()
    {
        m_first->welcome(u"spool-1"_s);
        m_second->welcome(u"spool-2"_s);
        QTRY_VERIFY(isUp(0) && isUp(1));
        m_second->goAway();
        QTRY_VERIFY(!isUp(1));
        QCOMPARE(m_service->statusDetour(), QString());
        m_first->goAway();
        const auto &first = m_service->links().front();
        QTRY_VERIFY(first->downFor() > 400ms);
        QCOMPARE(m_service->statusDetour(), QString());
    }

    void theProviderIsToldBeforeTheLinkIsDropped()
    {
        m_first->welcome(u"spool-1"_s, 2);
        m_second->welcome(u"spool-2"_s);
        QTRY_VERIFY(isUp(0) && isUp(1));
        auto removing = m_service->remove(kFirst);
        // Its last words are two events, which come when the provider calls the other relay already.
        QTRY_VERIFY(number().smsUrl.startsWith(u"https://two.example/t/"_s + kSecond));
        QVERIFY(!m_first->closedWith);
        QCOMPARE(m_service->statusDetour(), statusUrlOf(kSecond));
        m_first->frame(signedEvent(1, u"while it was told"_s));
        QCOMPARE(m_first->next()["seq"_L1], 1);
        m_first->frame(signedEvent(2, u"at the last moment"_s));
        QCOMPARE(m_first->next()["seq"_L1], 2);
        const auto left = QCoro::waitFor(std::move(removing));
        QVERIFY(left.has_value());
        QCOMPARE(left->items.size(), size_t{1});
        QCOMPARE(left->items[0].tenant, kSecond);
        QVERIFY(m_first->waitUntil([this] { return m_first->closedWith.has_value(); }));
        QCOMPARE(m_bench->count(u"messages WHERE body IN ('while it was told', 'at the last moment')"_s), 2);

        QCOMPARE(number().smsFallbackUrl, QString());
        QCOMPARE(sender().fallbackUrl, QString());
        QVERIFY(sender().statusCallbackUrl.startsWith(statusUrlOf(kSecond)));
        QVERIFY(!m_secrets->values.contains(linkTokenSecret(kFirst)));
        QVERIFY(m_secrets->values.contains(linkTokenSecret(kSecond)));
        QVERIFY(m_bench->word(u"SELECT value FROM settings WHERE key = 'webhooks'"_s).contains(statusUrlOf(kSecond)));
        QCOMPARE(m_service->links().size(), size_t{1});
        // It stays away, through every look that follows.
        QTRY_COMPARE(m_tasks.running(), 0);
        const auto looks = m_registered->size();
        lookAgain();
        QTRY_COMPARE(m_registered->size(), looks + 1);
        QCOMPARE(m_first->dialled, 1);
        QCOMPARE(m_links->back().at(0).toBool(), true);
    }

    void waitsForWhatLiesInTheSpoolButNotForEver()
    {
        m_first->welcome(u"spool-1"_s, 3);
        QTRY_VERIFY(isUp(0));
        QElapsedTimer since;
        since.start();
        const auto left = QCoro::waitFor(m_service->remove(kFirst));
        QVERIFY(left.has_value());
        QVERIFY(since.elapsed() >= 2500); // three events were there, none came
        QCOMPARE(left->items.size(), size_t{1});
    }

    void aRelayThatIsGoneIsLeftAtOnce()
    {
        m_first->goAway();
        QTRY_COMPARE(m_service->links().front()->health().state, LinkHealth::State::Waiting);
        QElapsedTimer since;
        since.start();
        QVERIFY(QCoro::waitFor(m_service->remove(kFirst)).has_value());
        QVERIFY(since.elapsed() < 2000);
        QVERIFY(number().smsUrl.startsWith(u"https://two.example/t/"_s));
    }

    void aProviderThatCannotBeReachedIsToldLater()
    {
        m_setup->isDown = true;
        QVERIFY(QCoro::waitFor(m_service->remove(kFirst)).has_value());
        QTRY_COMPARE(m_tasks.running(), 0);
        QVERIFY(number().smsUrl.startsWith(u"https://one.example/t/"_s));
        m_setup->isDown = false;
        // Its webhook is known as one of ours still, though the shop is a live one.
        lookAgain();
        QTRY_VERIFY(number().smsUrl.startsWith(u"https://two.example/t/"_s));
        QTRY_COMPARE(m_registered->back().at(0).toBool(), true);
    }

    void theLastOneMayBeLeftTooAndNobodyIsCalledAnyMore()
    {
        QVERIFY(QCoro::waitFor(m_service->remove(kSecond)).has_value());
        QVERIFY(number().smsUrl.startsWith(u"https://one.example/t/"_s));
        QCOMPARE(number().smsFallbackUrl, QString());
        const auto left = QCoro::waitFor(m_service->remove(kFirst));
        QVERIFY(left.has_value());
        QVERIFY(left->items.empty());
        QTRY_COMPARE(m_tasks.running(), 0);
        QCOMPARE(m_registered->back().at(1).toString(), u"noRelay"_s);
        QCOMPARE(m_links->back().at(1).toString(), u"notPaired"_s);
        QCOMPARE(number().smsUrl, QString());
        QCOMPARE(sender().callbackUrl, QString());
        QCOMPARE(sender().statusCallbackUrl, QString());
        QCOMPARE(m_service->statusDetour(), QString());
        QVERIFY(!m_bench->word(u"SELECT value FROM settings WHERE key = 'webhooks'"_s).contains(u"https"_s));
        QVERIFY(m_secrets->values.isEmpty());
    }

    void aProviderThatWasAwayIsToldThatNoRelayIsLeft()
    {
        QVERIFY(QCoro::waitFor(m_service->remove(kSecond)).has_value());
        m_setup->isDown = true;
        QVERIFY(QCoro::waitFor(m_service->remove(kFirst)).has_value());
        QTRY_COMPARE(m_tasks.running(), 0);
        QVERIFY(number().smsUrl.startsWith(u"https://one.example/t/"_s));
        m_setup->isDown = false;
        lookAgain();
        QTRY_COMPARE(number().smsUrl, QString());
        QCOMPARE(m_registered->back().at(1).toString(), u"noRelay"_s);
    }

    void aNumberThatPointsElsewhereIsLeftAlone()
    {
        m_setup->numbers[kSmsSender].smsUrl = u"https://somebody.example/sms"_s;
        QVERIFY(QCoro::waitFor(m_service->remove(kFirst)).has_value());
        QVERIFY(QCoro::waitFor(m_service->remove(kSecond)).has_value());
        QTRY_COMPARE(m_tasks.running(), 0);
        QCOMPARE(number().smsUrl, u"https://somebody.example/sms"_s);
    }

    void refusesOneThatIsNotThereOrGoesAlready()
    {
        const auto unknown = QCoro::waitFor(m_service->remove(QString(32, u'3')));
        QCOMPARE(unknown.error().reason, Reason::NotFound);
        m_first->welcome(u"spool-1"_s, 1);
        QTRY_VERIFY(isUp(0));
        auto removing = m_service->remove(kFirst);
        const auto twice = QCoro::waitFor(m_service->remove(kFirst));
        QCOMPARE(twice.error().reason, Reason::Conflict);
        QVERIFY(QCoro::waitFor(std::move(removing)).has_value());
        QCOMPARE(QCoro::waitFor(m_service->remove(kFirst)).error().reason, Reason::NotFound);
    }

    void whoeverDiesOnTheWayRemovesItAgain_data()
    {
        QTest::addColumn<QString>("failing");
        QTest::newRow("the token was not removed") << u"remove"_s;
        QTest::newRow("the record was not written") << u"database"_s;
    }
    void whoeverDiesOnTheWayRemovesItAgain()
    {
        QFETCH(QString, failing);
        m_secrets->failing = failing;
        if (failing == "database"_L1)
            inTx(*m_bench->store,
                 [](store::Tx &tx) { refuseRows(tx, u"INSERT ON settings"_s, u"NEW.key = 'relays'"_s); });
        QVERIFY(!QCoro::waitFor(m_service->remove(kFirst)).has_value());
        QCOMPARE(QCoro::waitFor(m_service->list())->items.size(), size_t{2});
        if (failing == "database"_L1) {
            // Its token is gone, so nobody would hear from it: no look sends the provider back there.
            QVERIFY(!m_secrets->values.contains(linkTokenSecret(kFirst)));
            const auto looks = m_registered->size();
            lookAgain();
            QTRY_VERIFY(m_registered->size() > looks);
            QVERIFY(number().smsUrl.startsWith(u"https://two.example/t/"_s));
        }
        m_secrets->failing.clear();
        if (failing == "database"_L1)
            inTx(*m_bench->store, [](store::Tx &tx) { allowRows(tx); });
        QVERIFY(QCoro::waitFor(m_service->remove(kFirst)).has_value());
        QCOMPARE(QCoro::waitFor(m_service->list())->items.size(), size_t{1});
        QVERIFY(!m_secrets->values.contains(linkTokenSecret(kFirst)));
    }

    void aLinkIsDroppedWhenAnotherCoreHasLeftItsRelay()
    {
        m_first->welcome(u"spool-1"_s);
        QTRY_VERIFY(isUp(0));
        inTx(*m_bench->store, [](store::Tx &tx) {
            const auto relays = store::settingsOf<PairedRelays>(tx, kRelaysGroup);
            store::writeSettings(tx, kRelaysGroup, toJson(relays.without(kFirst)));
        });
        lookAgain();
        QVERIFY(m_first->waitUntil([this] { return m_first->closedWith.has_value(); }));
        QCOMPARE(m_service->links().size(), size_t{1});
    }

private:
    /// At once, not in a quarter of an hour.
    void lookAgain()
    {
        QTRY_COMPARE(m_tasks.running(), 0);
        m_service->findChild<QTimer *>(u"retry"_s)->start(0ms);
    }
    [[nodiscard]] bool isUp(size_t link) const { return m_service->links().at(link)->isUp(); }
    [[nodiscard]] const messaging::IncomingNumber &number() { return m_setup->numbers[kSmsSender]; }
    [[nodiscard]] const messaging::WhatsappSender &sender() { return m_setup->senders.first(); }
    QByteArray signedEvent(qint64 seq, const QString &body)
    {
        const auto event =
            m_bench->event(m_bench->text(body), u"%1/t/%2/twilio/inbound"_s.arg(publicUrlOf(kFirst), kFirst).toUtf8());
        QJsonArray headers;
        for (const auto &[name, value] : event.request.headers)
            headers.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
        auto header = eventHeader(seq);
        header.insert(u"url"_s, QString::fromLatin1(event.request.url));
        header.insert(u"headers"_s, headers);
        return eventBytes(header, event.request.body);
    }

    TaskGroup m_tasks;
    std::unique_ptr<IngestBench> m_bench;
    std::unique_ptr<FakeSecrets> m_secrets;
    std::unique_ptr<FakeSetup> m_setup;
    std::unique_ptr<messaging::HttpClient> m_http;
    std::unique_ptr<ScriptedRelay> m_first;
    std::unique_ptr<ScriptedRelay> m_second;
    std::unique_ptr<RelayService> m_service;
    std::unique_ptr<QSignalSpy> m_links;
    std::unique_ptr<QSignalSpy> m_registered;
};

QTEST_GUILESS_MAIN(RelayLeavingTest)
#include "tst_relay_leaving.moc"
