// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_process.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

namespace
{

/// Posts webhooks one after the other, each its own, through every death of the relay, and remembers those that were
/// answered 204.
class Sender
{
public:
    Sender(const RelayProcess &relay, int number)
        : m_thread([this, port = relay.port, target = relay.webhook(), number] { run(port, target, number); })
    {
    }
    ~Sender() { stop(); }

    void stop()
    {
        m_stopped = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    [[nodiscard]] int count()
    {
        const std::scoped_lock lock(m_mutex);
        return int(m_answered.size());
    }
    [[nodiscard]] QSet<QByteArray> answered()
    {
        const std::scoped_lock lock(m_mutex);
        return m_answered;
    }

private:
    void run(quint16 port, const QByteArray &target, int number)
    {
        std::unique_ptr<RawClient> client;
        for (int i = 0; !m_stopped; ++i) {
            if (!client)
                client = std::make_unique<RawClient>(port);
            const auto body = "sender " + QByteArray::number(number) + " request " + QByteArray::number(i);
            client->send(post(target, body));
            if (client->read().status != 204) {
                client.reset();
                continue;
            }
            const std::scoped_lock lock(m_mutex);
            m_answered << body;
        }
    }

    std::mutex m_mutex;
    QSet<QByteArray> m_answered;
    std::atomic<bool> m_stopped = false;
    std::thread m_thread;
};

} // namespace

/// SIGKILL, again and again, under load: what was answered 204 reaches the core once, by its number.
class TestKilled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingAnsweredIsDeliveredOnceThroughManyDeaths()
    {
        const auto seed = qEnvironmentVariableIsSet("COUNTERBELL_SEED")
                              ? quint32(qEnvironmentVariableIntValue("COUNTERBELL_SEED"))
                              : QRandomGenerator::global()->generate();
        qInfo("COUNTERBELL_SEED=%u", seed);
        QRandomGenerator random(seed);
        RelayProcess relay;
        // Small, so that deletions and checkpoints are among what is interrupted.
        relay.extra = "[limits]\nrequests_per_second = 1000000\n[retention]\nacknowledged_seconds = 0\n";
        QVERIFY(relay.start());
        QVERIFY(relay.pair());
        QMap<qint64, QByteArray> delivered;
        qint64 cursor = 0;
        QString spool;
        // Takes what comes, from behind the cursor; false when a number is missing or comes with another body.
        const auto take = [&](LinkClient &core, const LinkClient::Frame &frame) {
            for (const auto &event : frame.events) {
                if (event.seq != cursor + 1 || delivered.contains(event.seq))
                    return false;
                delivered.insert(event.seq, event.body);
                cursor = event.seq;
            }
            if (!frame.events.isEmpty())
                core.ack(cursor);
            return frame.control["t"_L1] != "gap"_L1;
        };
        const auto connectCore = [&] {
            auto core = std::make_unique<LinkClient>(relay.port, relay.token);
            const auto welcome = core->hello(
                cursor ? ",\"cursors\":{\"" + spool.toUtf8() + "\":" + QByteArray::number(cursor) + "}" : QByteArray());
            if (spool.isEmpty())
                spool = welcome["spool"_L1].toString();
            return welcome["spool"_L1].toString() == spool && welcome["head"_L1].toInteger() >= cursor ? std::move(core)
                                                                                                       : nullptr;
        };

        std::vector<std::unique_ptr<Sender>> senders;
        for (int i = 0; i < 8; ++i)
            senders.push_back(std::make_unique<Sender>(relay, i));
        const auto answered = [&] {
            int count = 0;
            for (const auto &sender : senders)
                count += sender->count();
            return count;
        };
        for (int death = 0; death < 12; ++death) {
            const auto until = answered() + 50 + int(random.bounded(400));
            const auto core = connectCore();
            QVERIFY(core);
            while (answered() < until) {
                const auto frame = core->next(2000);
                QVERIFY2(!core->isClosed(), "the link ended by itself");
                QVERIFY2(take(*core, frame), "an event is missing or came twice");
            }
            relay.kill();
            // What was on its way when it died is still read; the core may have acknowledged it or not.
            for (auto frame = core->next(0); !frame.events.isEmpty(); frame = core->next(0))
                QVERIFY(take(*core, frame));
            QVERIFY(relay.start());
        }
        for (const auto &sender : senders)
            sender->stop();
        const auto core = connectCore();
        QVERIFY(core);
        QSet<QByteArray> all;
        for (const auto &sender : senders)
            all += sender->answered();
        for (auto frame = core->next(1000); !frame.events.isEmpty(); frame = core->next(1000))
            QVERIFY(take(*core, frame));
        const QSet<QByteArray> bodies(delivered.cbegin(), delivered.cend());
        qInfo("%lld answered, %lld delivered", qint64(all.size()), qint64(delivered.size()));
        QCOMPARE(bodies.size(), delivered.size());
        QVERIFY2(bodies.contains(all), "something that was answered is lost");
    }
};

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
