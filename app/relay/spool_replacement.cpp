// SPDX-License-Identifier: Apache-2.0
#include "app/relay/spool_replacement.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace counterbell::relay
{
namespace
{

namespace fs = std::filesystem;

/// A disk that damages one file after the other must not be filled by them.
constexpr std::size_t kMostAside = 3;
constexpr std::string_view kAside = ".corrupt-";
constexpr const char *kLogs[] = {"-wal", "-shm"};

std::string newName(const std::string &path)
{
    return path + ".new";
}

void removeWithLogs(const std::string &path)
{
    std::error_code ignored;
    for (const auto *log : kLogs)
        fs::remove(path + log, ignored);
    fs::remove(path, ignored);
}

void move(const std::string &from, const std::string &to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error)
        throw sqlite::Fault(0, from + " can't be moved: " + error.message());
}

/// Logs that belong to a file which isn't there any more would be taken for the next one's.
void putLogsAside(const std::string &path, const std::string &aside)
{
    std::error_code ignored;
    for (const auto *log : kLogs)
        if (fs::exists(path + log, ignored))
            move(path + log, aside + log);
}

/// Names are only durable once the folder is.
void syncFolder(const std::string &path)
{
    const auto folder = fs::absolute(path).parent_path();
    if (const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); file >= 0) {
        ::fsync(file);
        ::close(file);
    }
}

std::string asideName(const std::string &path)
{
    // One damaged file per millisecond is as good as unique.
    return path + std::string(kAside) + std::to_string(unixNow());
}

/// When a file was put aside, by its name; nothing for another file.
std::optional<UnixMs> asideSince(const std::string &path, const fs::path &file)
{
    const auto name = file.filename().string();
    const auto prefix = fs::path(path).filename().string() + std::string(kAside);
    if (!name.starts_with(prefix))
        return std::nullopt;
    UnixMs at = 0;
    const char *const end = name.data() + name.size();
    const auto [last, error] = std::from_chars(name.data() + prefix.size(), end, at);
    return error == std::errc() && last == end ? std::optional(at) : std::nullopt;
}

} // namespace

SpoolReplacement::SpoolReplacement(std::string path, SpoolLimits limits) : m_path(std::move(path)), m_limits(limits) {}

Salvage SpoolReplacement::build(SpoolReader *damaged, const std::vector<UnreadStream> &streams,
                                const std::function<bool()> &mayGoOn)
{
    removeWithLogs(newName(m_path));
    m_salvage = {};
    {
        SpoolFile fresh(newName(m_path), m_limits);
        for (const auto &stream : streams)
            copy(damaged, stream, fresh, mayGoOn);
        fresh.checkpoint();
    }
    std::error_code ignored;
    if (fs::exists(newName(m_path) + kLogs[0], ignored))
        throw sqlite::Fault(0, "the new spool could not be finished");
    return m_salvage;
}

void SpoolReplacement::copy(SpoolReader *damaged, const UnreadStream &stream, SpoolFile &fresh,
                            const std::function<bool()> &mayGoOn)
{
    const auto lose = [&](std::uint64_t count, GapReason reason) {
        fresh.lose(stream.tenant, count, reason);
        m_salvage.lost += count;
    };
    for (auto next = stream.acked + 1; next <= stream.head;) {
        if (!mayGoOn())
            throw sqlite::Fault(0, "the relay is stopping");
        std::vector<Item> items;
        try {
            items = damaged->read(stream.num, stream.head, next);
        } catch (const sqlite::Fault &) {
            // Beyond reading, for whatever reason: then so is all that follows.
        }
        if (items.empty()) {
            lose(stream.head - next + 1, GapReason::Corrupt);
            return;
        }
        std::vector<SpoolFile::Entry> entries;
        const auto flush = [&] {
            fresh.append(entries);
            m_salvage.saved += entries.size();
            entries.clear();
        };
        for (const auto &item : items) {
            if (const auto *event = std::get_if<EventPtr>(&item)) {
                entries.push_back({stream.tenant, std::make_shared<Event>(**event)});
                next = (*event)->seq + 1;
                continue;
            }
            flush();
            const auto &gap = std::get<Gap>(item);
            lose(gap.last - gap.first + 1, gap.reason);
            next = gap.last + 1;
        }
        flush();
    }
}

std::string SpoolReplacement::swap()
{
    const auto aside = asideName(m_path);
    move(m_path, aside);
    putLogsAside(m_path, aside);
    move(newName(m_path), m_path);
    syncFolder(m_path);
    return aside;
}

void SpoolReplacement::recover(const std::string &path)
{
    std::error_code ignored;
    if (!fs::exists(newName(path), ignored))
        return;
    if (fs::exists(path, ignored)) {
        removeWithLogs(newName(path));
        return;
    }
    putLogsAside(path, asideName(path));
    move(newName(path), path);
    syncFolder(path);
}

void SpoolReplacement::sweep(const std::string &path, UnixMs now, std::chrono::milliseconds lifetime)
{
    std::vector<std::pair<UnixMs, std::string>> aside;
    try {
        for (const auto &file : fs::directory_iterator(fs::absolute(path).parent_path()))
            if (const auto at = asideSince(path, file.path()))
                aside.emplace_back(*at, file.path().string());
    } catch (const fs::filesystem_error &) {
        return; // the next time, then
    }
    std::sort(aside.rbegin(), aside.rend());
    for (std::size_t i = 0; i < aside.size(); ++i)
        if (i >= kMostAside || now - aside[i].first >= lifetime.count())
            removeWithLogs(aside[i].second);
}

} // namespace counterbell::relay
