// SPDX-License-Identifier: Apache-2.0
#include "app/relay/relay.h"

#include "app/relay/listener.h"
#include "app/relay/ops_routes.h"
#include "app/relay/public_routes.h"
#include "app/relay/sqlite_spool.h"
#include "app/relay/tls.h"

#include <boost/asio/signal_set.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include <set>

namespace counterbell::relay
{
namespace
{

/// How often deadlines are looked at, and the Date header renewed.
constexpr std::chrono::milliseconds kTick{200};
constexpr int kTicksPerMinute = 300;
/// A stop waits this long for clients to take their answers.
constexpr std::chrono::milliseconds kDrain{5000};
constexpr std::uint64_t kOpsConnections = 64;
/// What all half-received bodies together may hold in memory: many ordinary ones, or a few of the largest allowed.
constexpr std::uint64_t kHeldBytes = 64 * 1024 * 1024;
constexpr std::uint64_t kHeldBodies = 4;
/// Descriptors the relay needs besides connections: databases, media, listeners, logs.
constexpr std::uint64_t kOwnDescriptors = 64;

/// One relay per spool: two would number their events alike.
class SpoolLock
{
public:
    [[nodiscard]] Outcome<> take(const std::string &path)
    {
        m_file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (m_file < 0)
            return fault("spool: " + path + " can't be made");
        if (::flock(m_file, LOCK_EX | LOCK_NB) != 0)
            return fault("spool: another relay is using it (" + path + " is locked)");
        return {};
    }
    ~SpoolLock()
    {
        if (m_file >= 0)
            ::close(m_file);
    }

private:
    int m_file = -1;
};

std::uint64_t mostHeld(const HttpLimits &limits)
{
    return std::max(kHeldBytes, kHeldBodies * std::max(limits.bodyBytes, limits.mediaBytes));
}

/// How many connections the system's limit on open files leaves, after raising it as far as it goes.
std::uint64_t affordableConnections(std::uint64_t wanted)
{
    static constexpr rlim_t own = kOpsConnections + kOwnDescriptors;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    if (limit.rlim_cur < wanted + own) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted + own);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    return std::min<std::uint64_t>(wanted, limit.rlim_cur > own ? limit.rlim_cur - own : 1);
}

} // namespace

struct Relay::Impl {
    Impl(const Config &config, const Log &log, LinkTimings timings)
        : config(config),
          log(log),
          timings(timings),
          connections(affordableConnections(config.limits.connections), config.limits.connectionsPerAddress,
                      mostHeld(config.limits)),
          opsConnections(kOpsConnections, kOpsConnections, kHeldBytes),
          tick(io),
          signals(io),
          reloadSignal(io)
    {
        environment.limits = config.limits;
        environment.proxies = config.proxies;
        environment.strictTransport = !config.tlsCertificate.empty();
        environment.date = httpDate(unixNow());
        opsEnvironment.limits.bodyBytes = 0;
        opsEnvironment.date = environment.date;
    }

    Outcome<> open();
    void onTick();
    void housekeep();
    void beginStop();
    void reload();
    void reloadOnSignal();

    // In construction order. The io_context destroys the sessions that are left, so what they touch in their
    // destructors (tables, registry, log) stands above it.
    Config config;
    const Log &log;
    LinkTimings timings;
    SpoolLock lock;
    HttpEnvironment environment;
    HttpEnvironment opsEnvironment;
    Metrics metrics;
    LinkRegistry registry;
    ConnectionTable connections;
    ConnectionTable opsConnections;
    asio::io_context io{1};
    asio::steady_timer tick;
    asio::signal_set signals;
    asio::signal_set reloadSignal;
    TlsContext tls;
    const TlsContext noTls;
    std::unique_ptr<Tenants> tenants;
    std::unique_ptr<SqliteSpool> spool;
    std::unique_ptr<MediaStore> media;
    std::optional<LinkEnvironment> links;
    std::optional<Intake> intake;
    std::optional<HostedMedia> hostedMedia;
    std::optional<Pairing> pairing;
    std::optional<PublicRoutes> publicRoutes;
    std::optional<OpsRoutes> opsRoutes;
    std::optional<Listener> listener;
    std::optional<Listener> opsListener;
    std::set<std::string> dropped;
    int ticks = 0;
    bool stopping = false;
    Steady::time_point stopBy;
};

Outcome<> Relay::Impl::open()
{
    if (connections.most() < config.limits.connections)
        log.warning("limits.connectionsLowered", {{"to", static_cast<std::int64_t>(connections.most())}});
    if (auto locked = lock.take(config.spool + ".lock"); !locked)
        return locked;
    if (!config.tlsCertificate.empty()) {
        auto context = openTls(config.tlsCertificate, config.tlsKey);
        if (!context)
            return fault(context.error());
        tls = std::move(*context);
    }
    const auto post = [this](std::function<void()> fn) { asio::post(io, std::move(fn)); };
    auto openedTenants = Tenants::open(tenantsPath(config.spool));
    if (!openedTenants)
        return fault(openedTenants.error());
    tenants = std::move(*openedTenants);
    auto openedSpool = SqliteSpool::open(config.spool, config.spoolLimits, post, log);
    if (!openedSpool)
        return fault(openedSpool.error());
    spool = std::move(*openedSpool);
    auto openedMedia = MediaStore::open(config.spool + ".media", config.limits.mediaStoreBytes, post, log);
    if (!openedMedia)
        return fault(openedMedia.error());
    media = std::move(*openedMedia);

    links.emplace(LinkEnvironment{*spool, *tenants, registry, metrics, log, config.publicUrl, timings});
    intake.emplace(environment.limits, config.publicUrl, *tenants, *spool, metrics);
    hostedMedia.emplace(environment.limits, config.publicUrl, *tenants, *media);
    pairing.emplace(config.publicUrl, *tenants, metrics, log);
    publicRoutes.emplace(*intake, *hostedMedia, *pairing, *links);
    opsRoutes.emplace(*spool, *tenants, registry, connections, metrics);
    spool->onCommitted(
        [this](const std::string &tenant, std::span<const EventPtr> events) { registry.committed(tenant, events); });

    spool->onReplaced([this] {
        // A core meets the new spool's identity when it dials again, and looks elsewhere for what it missed.
        registry.endAll(link::CloseCode::Restart);
        dropped.clear();
    });

    connections.onRefused([this](std::string_view limit) { metrics.refuse(limit); });

    listener.emplace(io, connections, environment, *publicRoutes, tls, log);
    if (auto bound = listener->open(config.listen); !bound)
        return fault("listen: " + bound.error());
    if (config.opsListen) {
        opsListener.emplace(io, opsConnections, opsEnvironment, *opsRoutes, noTls, log);
        if (auto bound = opsListener->open(*config.opsListen); !bound)
            return fault("ops_listen: " + bound.error());
        // It answers everybody who reaches it, and says how much the shops here are called.
        if (isOpenToStrangers(config.opsListen->host))
            log.warning("ops.openToStrangers", {{"listen", opsListener->address()}});
    }
    return {};
}

void Relay::Impl::housekeep()
{
    // Revoked and removed by the tenant commands, which run beside this process.
    tenants->refresh();
    for (const auto &tenant : registry.tenants())
        if (!tenants->active(tenant))
            registry.endTenant(tenant, link::CloseCode::TenantOff);
    for (const auto &tenant : tenants->removed()) {
        if (!dropped.insert(tenant).second)
            continue;
        spool->drop(tenant);
        media->drop(tenant);
        intake->forget(tenant);
        metrics.refusedByTenant.erase(tenant);
    }
    if (++ticks % kTicksPerMinute == 0)
        media->sweep(unixNow());
}

void Relay::Impl::onTick()
{
    const auto now = Steady::now();
    environment.date = opsEnvironment.date = httpDate(unixNow());
    connections.sweep(now);
    opsConnections.sweep(now);
    housekeep();
    // Again and again: a connection accepted at the last moment, or one that has only now become a link, is told too.
    if (stopping)
        connections.drain();
    if (stopping && (connections.size() == 0 || now >= stopBy)) {
        io.stop();
        return;
    }
    tick.expires_after(stopping ? kTick / 10 : kTick);
    tick.async_wait([this](error_code error) {
        if (!error)
            onTick();
    });
}

void Relay::Impl::beginStop()
{
    if (std::exchange(stopping, true))
        return;
    log.info("relay.stopping");
    stopBy = Steady::now() + kDrain;
    // The ops side answers to the end: "draining" is what its watchers are to hear.
    opsRoutes->drain();
    listener->close();
    error_code ignored;
    signals.cancel(ignored);
    reloadSignal.cancel(ignored);
    onTick();
}

void Relay::Impl::reload()
{
    if (!tls)
        return;
    auto context = openTls(config.tlsCertificate, config.tlsKey);
    if (!context) {
        log.error("tls.notReloaded", {{"what", context.error()}});
        return;
    }
    // Sessions hold the OpenSSL context that they were made with for as long as they live.
    tls = std::move(*context);
    log.info("tls.reloaded");
}

void Relay::Impl::reloadOnSignal()
{
    reloadSignal.async_wait([this](error_code error, int) {
        if (error)
            return;
        reload();
        reloadOnSignal();
    });
}

Outcome<std::unique_ptr<Relay>> Relay::create(const Config &config, const Log &log, LinkTimings timings)
{
    auto impl = std::make_unique<Impl>(config, log, timings);
    if (auto opened = impl->open(); !opened)
        return fault(opened.error());
    return std::unique_ptr<Relay>(new Relay(std::move(impl)));
}

Relay::Relay(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Relay::~Relay()
{
    m_impl->spool->close();
    m_impl->media->close();
}

std::string Relay::listenAddress() const
{
    return m_impl->listener->address();
}

std::string Relay::opsAddress() const
{
    return m_impl->opsListener ? m_impl->opsListener->address() : std::string();
}

void Relay::obeySignals()
{
    auto &impl = *m_impl;
    impl.reloadSignal.add(SIGHUP);
    impl.reloadOnSignal();
    impl.signals.add(SIGTERM);
    impl.signals.add(SIGINT);
    impl.signals.async_wait([&impl](error_code error, int) {
        if (!error)
            impl.beginStop();
    });
}

void Relay::run()
{
    auto &impl = *m_impl;
    impl.listener->start();
    if (impl.opsListener)
        impl.opsListener->start();
    impl.onTick();
    impl.io.run();
}

void Relay::stop()
{
    asio::post(m_impl->io, [impl = m_impl.get()] { impl->beginStop(); });
}

void Relay::reload()
{
    asio::post(m_impl->io, [impl = m_impl.get()] { impl->reload(); });
}

} // namespace counterbell::relay
