// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/up.h"

#include "app/sandbox/health_report.h"
#include "app/sandbox/json_log.h"
#include "app/sandbox/model_endpoint.h"
#include "app/sandbox/private_file.h"
#include "app/sandbox/sandbox_server.h"
#include "app/sandbox/seed_shop.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::sandbox
{

Q_LOGGING_CATEGORY(logUp, "sandbox.up")

namespace
{

/// Deaths in a row after which a shop that was never ready is given up.
constexpr int kHopeless = 6;
/// A program that refuses what it finds will refuse it again; a lock of one that was killed just now is soon free.
constexpr int kRefused = 3;

} // namespace

Up::Up(UpOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_link(path(u"core/core.json"_s))
{
    m_healthTimer.setInterval(200ms);
    m_complaint.setInterval(10s);
    connect(&m_healthTimer, &QTimer::timeout, this, &Up::askHealth);
    connect(&m_complaint, &QTimer::timeout, this, [this] {
        qCWarning(logUp, "Still waiting for the core: %ls",
                  qUtf16Printable(m_notReady.isEmpty() ? u"it does not answer"_s : m_notReady.join(u", "_s)));
    });
    connect(&m_pairing, &RelayPairing::failed, this, &Up::failed);
    connect(&m_pairing, &RelayPairing::paired, this, [this](const QString &code) {
        m_state.pairingCode = code;
        if (const auto saved = saveState(); !saved)
            Q_EMIT failed(saved.error());
        else
            startChildren();
    });
}

Up::~Up() = default;

void Up::start()
{
    if (const auto prepared = prepare(); !prepared)
        Q_EMIT failed(prepared.error());
    else
        awaitPorts(30);
}

tl::expected<void, QString> Up::prepare()
{
    for (const auto &folder : {m_options.dataDir, path(u"twilio"_s), path(u"relay"_s), path(u"core"_s)}) {
        if (!makePrivateDirectory(folder))
            return tl::unexpected(u"The folder %1 can't be made."_s.arg(folder));
    }
    auto lock = DataLock::take(m_options.dataDir);
    if (!lock)
        return tl::unexpected(lock.error());
    m_lock.emplace(std::move(*lock));
    keepJsonLogIn(m_options.dataDir);
    // An old one would tell a reader of ports where nothing listens yet. Behind the lock: it may be another's new one.
    if (!m_options.readyFile.isEmpty() && QFile::exists(m_options.readyFile) && !QFile::remove(m_options.readyFile))
        return tl::unexpected(u"The old %1 can't be removed."_s.arg(m_options.readyFile));
    if (m_options.newShop) {
        if (const auto kept = keepOldShopAside(); !kept)
            return kept;
    }
    m_isResumed = QFile::exists(path(u"up.json"_s));
    return (m_isResumed ? loadState() : makeState()).map_error([this](const QString &why) { return withWayOut(why); });
}

tl::expected<void, QString> Up::keepOldShopAside()
{
    if (!QFile::exists(path(u"up.json"_s)))
        return {};
    int number = 1;
    while (QFileInfo::exists(path(u"old-%1"_s.arg(number))))
        ++number;
    const auto aside = path(u"old-%1"_s.arg(number));
    if (!makePrivateDirectory(aside))
        return tl::unexpected(u"The folder %1 can't be made."_s.arg(aside));
    // up.json last: while it is there the next run knows that there is a shop.
    for (const auto &part : {u"twilio"_s, u"relay"_s, u"core"_s, u"up.json"_s}) {
        if (QFileInfo::exists(path(part)) && !QDir().rename(path(part), aside + u'/' + part))
            return tl::unexpected(u"%1 can't be moved into %2."_s.arg(path(part), aside));
    }
    for (const auto &part : {u"twilio"_s, u"relay"_s, u"core"_s}) {
        if (!makePrivateDirectory(path(part)))
            return tl::unexpected(u"The folder %1 can't be made."_s.arg(path(part)));
    }
    qCInfo(logUp, "The old shop is kept in %ls", qUtf16Printable(aside));
    return {};
}

QString Up::withWayOut(const QString &sentence) const
{
    if (!m_isResumed)
        return sentence;
    return u"%1 The shop in %2 may have been made by another version: start with --new-shop to begin a new one; the "
           "old one is kept in that folder."_s.arg(sentence, m_options.dataDir);
}

QString Up::refusalOf(const QString &name, const QString &complaint) const
{
    if (complaint.isEmpty())
        return withWayOut(u"%1 does not take what it finds there."_s.arg(name));
    // It knows better what to do; a new shop helps with nothing but data of another version.
    const auto sentence = u"%1 does not start: %2"_s.arg(name, complaint);
    return complaint.contains(u" version "_s) ? withWayOut(sentence) : sentence;
}

tl::expected<void, QString> Up::loadState()
{
    QFile file(path(u"up.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(u"%1 can't be read: %2."_s.arg(file.fileName(), file.errorString()));
    const auto state = UpState::fromJson(QJsonDocument::fromJson(file.readAll()).object());
    if (!state)
        return tl::unexpected(u"%1: %2"_s.arg(file.fileName(), state.error()));
    m_state = *state;
    return {};
}

tl::expected<void, QString> Up::makeState()
{
    for (const auto port :
         {&UpState::twilioPort, &UpState::mediaPort, &UpState::relayPort, &UpState::relayOpsPort, &UpState::corePort}) {
        m_state.*port = m_ports.pick();
        if (m_state.*port == 0)
            return tl::unexpected(u"No free port was found on 127.0.0.1."_s);
    }
    const auto account = seedShop().value("account"_L1).toObject();
    m_state.accountSid = account.value("accountSid"_L1).toString();
    m_state.whatsappSender = account.value("whatsappSender"_L1).toString();
    m_state.smsSender = account.value("smsSender"_L1).toString();
    // Made here and not taken from the seed: what is signed in one folder means nothing in another.
    m_state.authToken = randomHex(16);
    m_state.modelKey = u"sk-sandbox-"_s + randomHex(16);
    return saveState();
}

tl::expected<void, QString> Up::saveState() const
{
    return writePrivateFile(path(u"up.json"_s), QJsonDocument(m_state.toJson()).toJson());
}

void Up::awaitPorts(int triesLeft)
{
    if (m_isStopping)
        return;
    // A killed `up` takes its children along, yet their ports may take a moment to come free.
    for (const auto port :
         {m_state.twilioPort, m_state.mediaPort, m_state.relayPort, m_state.relayOpsPort, m_state.corePort}) {
        if (m_ports.holds(port) || isPortFree(port))
            continue;
        if (triesLeft == 0)
            Q_EMIT failed(u"Port %1 on 127.0.0.1, which the shop in %2 uses, is taken by another program."_s.arg(
                QString::number(port), m_options.dataDir));
        else
            QTimer::singleShot(100ms, this, [this, triesLeft] { awaitPorts(triesLeft - 1); });
        return;
    }
    const auto started = startTwilio().and_then([this] { return writeConfigurations(); });
    if (!started)
        Q_EMIT failed(withWayOut(started.error()));
    else
        pairThenStartChildren();
}

void Up::pairThenStartChildren()
{
    if (m_state.pairingCode.isEmpty())
        m_pairing.run(m_options.programsDir + u"/counterbell-relay"_s, path(u"relay/relay.toml"_s));
    else
        startChildren();
}

tl::expected<void, QString> Up::startTwilio()
{
    m_twilio = std::make_unique<SandboxServer>(SandboxServer::Options{.dataDir = path(u"twilio"_s),
                                                                      .port = m_state.twilioPort,
                                                                      .mediaPort = m_state.mediaPort,
                                                                      .accountSid = m_state.accountSid,
                                                                      .authToken = m_state.authToken,
                                                                      .whatsappSender = m_state.whatsappSender,
                                                                      .smsSender = m_state.smsSender});
    m_ports.release(m_state.twilioPort);
    m_ports.release(m_state.mediaPort);
    auto seed = seedShop();
    auto account = seed.value("account"_L1).toObject();
    account.insert(u"authToken"_s, m_state.authToken);
    seed.insert(u"account"_s, account);
    return m_twilio->start().and_then([&] { return m_twilio->loadSeed(seed); }).map([this] {
        m_model = std::make_unique<ModelEndpoint>(u"sandbox-scripted"_s, m_state.modelKey);
        m_model->addTo(m_twilio->router());
    });
}

tl::expected<void, QString> Up::writeConfigurations()
{
    return writePrivateFile(path(u"relay/relay.toml"_s), relayConfigurationFor(m_state, path(u"relay"_s)));
}

std::unique_ptr<SupervisedProcess> Up::makeChild(const QString &name, const QStringList &arguments)
{
    auto child = std::make_unique<SupervisedProcess>(m_options.programsDir + u'/' + name, arguments);
    auto *process = child.get();
    connect(process, &SupervisedProcess::died, this, [this, process, name](const QString &how) {
        qCWarning(logUp, "%ls %ls and is started again", qUtf16Printable(name), qUtf16Printable(how));
        if (m_isReady || m_isStopping)
            return;
        if (process->refusals() >= kRefused)
            Q_EMIT failed(refusalOf(name, process->complaint()));
        else if (process->deaths() >= kHopeless)
            Q_EMIT failed(
                withWayOut(u"%1 %2, %3 times in a row."_s.arg(name, how, QString::number(process->deaths()))));
    });
    return child;
}

void Up::startChildren()
{
    if (m_isStopping)
        return;
    // Read by the core when its workspace is new, and deleted by it then: a core that has written core.json has one.
    const auto provision = path(u"core/provision.json"_s);
    if (!QFile::exists(provision) && !QFile::exists(path(u"core/core.json"_s))) {
        const auto content = QJsonDocument(provisionFor(m_state, m_twilio->clockOffsetSeconds())).toJson();
        if (const auto written = writePrivateFile(provision, content); !written)
            return Q_EMIT failed(written.error());
    }
    m_clock = std::make_unique<CoreClock>(m_link, m_twilio->clockOffsetSeconds());
    m_twilio->setClockFollower([this](qint64 offsetSeconds, std::function<void(bool)> done) {
        m_clock->moveTo(offsetSeconds, std::move(done));
    });
    m_relay = makeChild(u"counterbell-relay"_s, {u"--config"_s, path(u"relay/relay.toml"_s)});
    m_core = makeChild(u"counterbell-core"_s,
                       {u"--data"_s, path(u"core"_s), u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_state.corePort)});
    connect(m_core.get(), &SupervisedProcess::started, this, [this] { m_link.follow(m_core->processId()); });
    for (const auto port : {m_state.relayPort, m_state.relayOpsPort, m_state.corePort})
        m_ports.release(port);
    m_relay->start();
    m_core->start();
    m_healthTimer.start();
    m_complaint.start();
}

void Up::askHealth()
{
    if (!m_link.isConnected())
        return;
    m_link.call(u"system.health"_s, {}, [this](const tl::expected<QJsonObject, QString> &health) {
        if (m_isReady || m_isStopping)
            return;
        m_notReady = health ? whatIsNotReady(*health) : QStringList{health.error()};
        if (!m_clock->isFollowed())
            m_notReady << u"its clock has not followed"_s;
        if (m_notReady.isEmpty())
            announce();
    });
}

void Up::announce()
{
    m_healthTimer.stop();
    m_complaint.stop();
    m_isReady = true;
    const auto line = readyLineFor(m_state, m_link.url(), m_link.token());
    if (!m_options.readyFile.isEmpty()) {
        if (const auto written = writePrivateFile(m_options.readyFile, line + '\n'); !written)
            return Q_EMIT failed(written.error());
    }
    Q_EMIT ready(line);
}

void Up::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_healthTimer.stop();
    m_complaint.stop();
    if (!m_core) {
        QMetaObject::invokeMethod(this, &Up::stopped, Qt::QueuedConnection);
        return;
    }
    // The core first: what it is still sending, and what it has to acknowledge, needs the others.
    connect(m_core.get(), &SupervisedProcess::stopped, this, [this] { m_relay->stop(1s); });
    connect(m_relay.get(), &SupervisedProcess::stopped, this, &Up::stopped);
    m_core->stop(4s);
}

} // namespace counterbell::sandbox
