// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/arrivals/arrivals.h"

#include "tests/bench/arrivals/paced_posts.h"
#include "tests/bench/console/stopwatch.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonArray>

#include <stdexcept>

namespace counterbell::bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPatienceMs = 20'000;
constexpr int kBareEveryMs = 50;

template <class IsThere>
bool waitUntil(IsThere isThere, int forMs = kPatienceMs)
{
    const QDeadlineTimer deadline(forMs);
    while (!isThere() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    return isThere();
}

QByteArray httpRequest(const QUrl &relay, const webhooks::RawRequest &request)
{
    QByteArray text = "POST " + relay.path().toUtf8() + " HTTP/1.1\r\nHost: " + relay.authority().toUtf8() + "\r\n";
    for (const auto &[name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    return text + "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n\r\n" + request.body;
}

QJsonArray list(const std::vector<qint64> &values)
{
    QJsonArray array;
    for (const auto value : values)
        array << value;
    return array;
}

} // namespace

Arrivals::Arrivals(const QUrl &core, const QUrl &relay, Addressee addressee)
    : m_client([core] { return std::optional(ui::CoreAddress{core, qgetenv("COUNTERBELL_TOKEN")}); }),
      m_relay(relay),
      m_stream(std::move(addressee), {}, quint64(QDateTime::currentMSecsSinceEpoch()))
{
    m_client.start();
    if (!waitUntil([this] { return m_client.connection() == ui::Connection::SignIn; }))
        throw std::runtime_error("the core can't be reached");
    m_client.signIn(u"manager"_s, u"2222"_s, this, [](const auto &) {});
    if (!waitUntil([this] { return m_client.connection() == ui::Connection::Online; }))
        throw std::runtime_error("the core refused the sign-in");
}

QJsonObject Arrivals::measure(int perSecond, int seconds)
{
    std::vector<QByteArray> requests;
    QHash<QString, size_t> bySid;
    for (int i = 0; i < perSecond * seconds; ++i) {
        requests.push_back(httpRequest(m_relay, m_stream.text()));
        bySid.insert(m_stream.lastSid(), size_t(i));
    }
    PacedPosts posts(m_relay, std::move(requests), perSecond);
    std::vector<qint64> arrived;
    connect(&m_client, &ui::CoreClient::messageAdded, &posts, [&](const Message &message) {
        if (const auto found = bySid.constFind(message.sid.value_or(QString())); found != bySid.cend()) {
            arrived.push_back(nowNs() - posts.dueNs(*found));
            bySid.erase(found);
        }
    });
    QTimer bare;
    connect(&bare, &QTimer::timeout, this, &Arrivals::askNothing);
    bare.start(kBareEveryMs);
    posts.start();
    waitUntil([&] { return bySid.isEmpty(); }, seconds * 1000 + kPatienceMs);
    bare.stop();
    return {{u"arrivedNs"_s, list(arrived)},
            {u"answeredNs"_s, list(posts.answeredNs())},
            {u"bareNs"_s, list(m_bareNs)},
            {u"refused"_s, posts.refused()},
            {u"missing"_s, bySid.size()}};
}

void Arrivals::askNothing()
{
    m_client.call(methods::systemHealth, {}, this,
                  [this, from = nowNs()](const auto &) { m_bareNs.push_back(nowNs() - from); });
}

} // namespace counterbell::bench
