// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/clock.h"
#include "app/relay/log.h"
#include "app/relay/outcome.h"

#include <functional>
#include <memory>
#include <string>

namespace counterbell::relay
{

/// Outbound media, hosted until it expires so that Twilio can fetch it (FACTS: there is no upload endpoint).
/// Each file stands under `<folder>/<tenant>/<random>`, a line of JSON in front of the bytes; nothing else is
/// kept, so the folder is the index. Files are read and written on a thread of its own; calls and callbacks are
/// on the network thread.
class MediaStore
{
public:
    using Post = std::function<void(std::function<void()>)>;

    struct Stored {
        /// The part of the address nobody can guess.
        std::string random;
        UnixMs expires = 0;
    };
    /// Busy: too much is under way, which passes. Unknown: there is no such file, or not any more.
    enum class Refusal { Full, Failed, Busy, Unknown };
    struct File {
        std::string type;
        std::shared_ptr<const std::string> bytes;
    };

    [[nodiscard]] static Outcome<std::unique_ptr<MediaStore>>
    open(const std::string &folder, std::uint64_t bytesPerTenant, Post post, const Log &log);
    ~MediaStore();

    /// Keeps `bytes` under the core's own id; the same id again replaces the file and keeps its address.
    /// Answered once the file is on disk.
    void put(const std::string &tenant, const std::string &id, const std::string &type, std::string bytes,
             std::chrono::seconds lifetime, std::function<void(tl::expected<Stored, Refusal>)> done);
    /// One copy in memory serves all who read it, and each tenant has room for a few.
    void get(const std::string &tenant, const std::string &random,
             std::function<void(tl::expected<File, Refusal>)> done);
    void drop(const std::string &tenant);
    /// Deletes what has expired.
    void sweep(UnixMs now);
    void close();

private:
    struct Impl;
    explicit MediaStore(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

/// `type/subtype` with optional parameters, short and printable.
[[nodiscard]] bool isMediaType(std::string_view type);
/// 1 to 128 letters, digits, `-`, `_` and `.`, not beginning with a dot.
[[nodiscard]] bool isMediaId(std::string_view id);

} // namespace counterbell::relay
