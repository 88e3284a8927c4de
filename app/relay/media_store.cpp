// SPDX-License-Identifier: Apache-2.0
#include "app/relay/media_store.h"

#include "app/relay/crypto.h"
#include "app/relay/json.h"

#include <fcntl.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace counterbell::relay
{
namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kHeadLength = 1024;
constexpr std::size_t kQueue = 256;
/// What waits to be written, and what of one tenant is being read, may have this much memory; one file always may.
constexpr std::uint64_t kQueuedBytes = 64 * 1024 * 1024;
constexpr std::uint64_t kServedBytes = 64 * 1024 * 1024;
/// What a file costs at least of its tenant's room: else a million empty ones would fit.
constexpr std::uint64_t kLeastCost = 16 * 1024;

struct Entry {
    std::string tenant, id, type;
    UnixMs expires = 0;
    std::uint64_t size = 0;
    std::uint64_t version = 0;
};

/// Bytes that somebody is reading.
struct Served {
    std::string tenant, random;
    std::uint64_t version = 0;
    std::uint64_t size = 0;
    std::weak_ptr<const std::string> bytes;
};

std::string headOf(const Entry &entry)
{
    return "{\"id\":" + jsonString(entry.id) + ",\"type\":" + jsonString(entry.type) +
           ",\"expires\":" + std::to_string(entry.expires) + "}\n";
}

bool writeDurably(const fs::path &path, const std::string &head, const std::string &bytes)
{
    const auto part = path.string() + ".part";
    const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool fine = true;
    for (const auto *text : {&head, &bytes}) {
        for (std::size_t at = 0; fine && at < text->size();) {
            const auto count = ::write(file, text->data() + at, text->size() - at);
            fine = count > 0;
            at += fine ? static_cast<std::size_t>(count) : 0;
        }
    }
    fine = fine && ::fsync(file) == 0;
    ::close(file);
    if (!fine || ::rename(part.c_str(), path.c_str()) != 0) {
        ::unlink(part.c_str());
        return false;
    }
    // The name is only durable once the folder is.
    const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fine = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    return fine;
}

} // namespace

bool isMediaType(std::string_view type)
{
    const auto slash = type.find('/');
    if (type.size() > 100 || slash == 0 || slash == std::string_view::npos || slash + 1 == type.size())
        return false;
    for (const char c : type)
        if (c < ' ' || c > '~')
            return false;
    return true;
}

bool isMediaId(std::string_view id)
{
    if (id.empty() || id.size() > 128 || id.front() == '.')
        return false;
    for (const char c : id)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
              c == '.'))
            return false;
    return true;
}

struct MediaStore::Impl {
    Impl(fs::path folder, std::uint64_t bytesPerTenant, Post post, const Log &log)
        : folder(std::move(folder)), bytesPerTenant(bytesPerTenant), post(std::move(post)), log(log)
    {
    }

    fs::path folder;
    std::uint64_t bytesPerTenant;
    Post post;
    const Log &log;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    bool stopping = false;
    bool closed = false;
    std::thread thread;
    std::uint64_t queuedBytes = 0;
    /// By random. Changed by the worker alone; it and the network thread read it under the mutex.
    std::unordered_map<std::string, Entry> entries;
    std::mutex entriesMutex;
    /// Worker's thread only.
    std::vector<Served> served;
    std::uint64_t versions = 0;

    bool enqueue(std::function<void()> task, std::uint64_t bytes = 0)
    {
        const std::scoped_lock lock(mutex);
        if (stopping || tasks.size() >= kQueue || (bytes > 0 && queuedBytes > 0 && queuedBytes + bytes > kQueuedBytes))
            return false;
        queuedBytes += bytes;
        tasks.push_back(std::move(task));
        wake.notify_one();
        return true;
    }

    void written(std::uint64_t bytes)
    {
        const std::scoped_lock lock(mutex);
        queuedBytes -= bytes;
    }

    /// Whether it is worth the worker's time: strangers guess without end.
    bool has(const std::string &tenant, const std::string &random)
    {
        const std::scoped_lock lock(entriesMutex);
        const auto found = entries.find(random);
        return found != entries.end() && found->second.tenant == tenant && found->second.expires > unixNow();
    }

    void tell(std::function<void()> fn)
    {
        post([alive = std::weak_ptr<bool>(alive), fn = std::move(fn)] {
            if (!alive.expired())
                fn();
        });
    }

    void run()
    {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !tasks.empty(); });
                if (tasks.empty())
                    return;
                task = std::move(tasks.front());
                tasks.pop_front();
            }
            task();
        }
    }

    [[nodiscard]] fs::path pathOf(const Entry &entry, const std::string &random) const
    {
        return folder / entry.tenant / random;
    }

    void load()
    {
        for (const auto &tenant : fs::directory_iterator(folder)) {
            if (!tenant.is_directory())
                continue;
            for (const auto &file : fs::directory_iterator(tenant)) {
                std::ifstream stream(file.path(), std::ios::binary);
                std::string line;
                std::getline(stream, line);
                const auto json = line.size() > kHeadLength ? std::nullopt : Json::parse(line);
                const auto *id = json ? json->find("id") : nullptr;
                const auto *type = json ? json->find("type") : nullptr;
                const auto *expires = json ? json->find("expires") : nullptr;
                std::error_code ignored;
                if (!id || !id->string() || !type || !type->string() || !expires || !expires->whole()) {
                    // A file whose writing was cut short.
                    fs::remove(file.path(), ignored);
                    continue;
                }
                entries[file.path().filename()] = {tenant.path().filename(), *id->string(), *type->string(),
                                                   static_cast<UnixMs>(*expires->whole()),
                                                   static_cast<std::uint64_t>(fs::file_size(file, ignored))};
            }
        }
    }

    tl::expected<Stored, Refusal> put(Entry entry, const std::string &bytes)
    {
        std::string random = randomHex(16);
        std::uint64_t used = std::max<std::uint64_t>(bytes.size(), kLeastCost);
        for (const auto &[name, other] : entries) {
            if (other.tenant != entry.tenant)
                continue;
            if (other.id == entry.id)
                random = name;
            else
                used += std::max(other.size, kLeastCost);
        }
        if (used > bytesPerTenant)
            return tl::unexpected(Refusal::Full);
        std::error_code error;
        fs::create_directories(folder / entry.tenant, error);
        if (!writeDurably(pathOf(entry, random), headOf(entry), bytes)) {
            log.error("media.writeFailed", {{"tenant", entry.tenant}});
            return tl::unexpected(Refusal::Failed);
        }
        const Stored stored{random, entry.expires};
        entry.size = bytes.size();
        entry.version = ++versions;
        const std::scoped_lock lock(entriesMutex);
        entries[random] = std::move(entry);
        return stored;
    }

    tl::expected<File, Refusal> get(const std::string &tenant, const std::string &random)
    {
        const auto found = entries.find(random);
        if (found == entries.end() || found->second.tenant != tenant || found->second.expires <= unixNow())
            return tl::unexpected(Refusal::Unknown);
        const auto &entry = found->second;
        std::erase_if(served, [](const Served &one) { return one.bytes.expired(); });
        std::uint64_t inUse = 0;
        for (const auto &one : served) {
            if (one.tenant != tenant)
                continue;
            if (auto bytes = one.bytes.lock(); bytes && one.random == random && one.version == entry.version)
                return File{entry.type, std::move(bytes)};
            inUse += one.size;
        }
        if (inUse > 0 && inUse + entry.size > kServedBytes)
            return tl::unexpected(Refusal::Busy);
        std::ifstream stream(pathOf(entry, random), std::ios::binary);
        std::string line;
        if (!std::getline(stream, line))
            return tl::unexpected(Refusal::Unknown);
        const auto bytes = std::make_shared<const std::string>(std::string(std::istreambuf_iterator<char>(stream), {}));
        served.push_back({tenant, random, entry.version, bytes->size(), bytes});
        return File{entry.type, bytes};
    }

    template <class Which>
    void removeIf(Which which)
    {
        const std::scoped_lock lock(entriesMutex);
        std::erase_if(entries, [&](const auto &item) {
            if (!which(item.second))
                return false;
            std::error_code ignored;
            fs::remove(pathOf(item.second, item.first), ignored);
            return true;
        });
    }
};

Outcome<std::unique_ptr<MediaStore>> MediaStore::open(const std::string &folder, std::uint64_t bytesPerTenant,
                                                      Post post, const Log &log)
{
    auto impl = std::make_unique<Impl>(folder, bytesPerTenant, std::move(post), log);
    try {
        fs::create_directories(folder);
        fs::permissions(folder, fs::perms::owner_all);
        impl->load();
    } catch (const fs::filesystem_error &why) {
        return fault("spool: the media folder " + folder + " can't be used: " + why.code().message());
    }
    return std::unique_ptr<MediaStore>(new MediaStore(std::move(impl)));
}

MediaStore::MediaStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
    m_impl->thread = std::thread([this] { m_impl->run(); });
}

MediaStore::~MediaStore()
{
    close();
}

void MediaStore::put(const std::string &tenant, const std::string &id, const std::string &type, std::string bytes,
                     std::chrono::seconds lifetime, std::function<void(tl::expected<Stored, Refusal>)> done)
{
    Entry entry{tenant, id, type, unixNow() + std::chrono::milliseconds(lifetime).count()};
    const auto size = bytes.size();
    // The worker moves `done` on, to the last reference: a connection hangs on it, and may only end on the network
    // thread.
    auto task = [impl = m_impl.get(), entry = std::move(entry), bytes = std::move(bytes), done]() mutable {
        auto result = impl->put(entry, bytes);
        impl->written(bytes.size());
        impl->tell([done = std::move(done), result = std::move(result)] { done(result); });
    };
    if (!m_impl->enqueue(std::move(task), size))
        done(tl::unexpected(Refusal::Busy));
}

void MediaStore::get(const std::string &tenant, const std::string &random,
                     std::function<void(tl::expected<File, Refusal>)> done)
{
    if (!m_impl->has(tenant, random)) {
        done(tl::unexpected(Refusal::Unknown));
        return;
    }
    auto task = [impl = m_impl.get(), tenant, random, done]() mutable {
        auto file = impl->get(tenant, random);
        impl->tell([done = std::move(done), file = std::move(file)] { done(file); });
    };
    if (!m_impl->enqueue(std::move(task)))
        done(tl::unexpected(Refusal::Busy));
}

void MediaStore::drop(const std::string &tenant)
{
    m_impl->enqueue(
        [impl = m_impl.get(), tenant] { impl->removeIf([&](const Entry &entry) { return entry.tenant == tenant; }); });
}

void MediaStore::sweep(UnixMs now)
{
    m_impl->enqueue(
        [impl = m_impl.get(), now] { impl->removeIf([&](const Entry &entry) { return entry.expires <= now; }); });
}

void MediaStore::close()
{
    if (std::exchange(m_impl->closed, true))
        return;
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

} // namespace counterbell::relay
