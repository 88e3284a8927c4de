// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace counterbell::relay
{

using Digest = std::array<unsigned char, 32>;

/// `bytes` random bytes from the system's generator, in lower-case hex.
[[nodiscard]] std::string randomHex(std::size_t bytes);
/// A random (version 4) UUID, as text.
[[nodiscard]] std::string randomUuid();

[[nodiscard]] Digest sha256(std::string_view text);
/// In time that depends on the lengths alone.
[[nodiscard]] bool equalInConstantTime(std::string_view a, std::string_view b);
[[nodiscard]] inline std::string_view bytesOf(const Digest &digest)
{
    return {reinterpret_cast<const char *>(digest.data()), digest.size()};
}

/// Sums records for the spool: the first 64 bits of a SHA-256 over several parts.
/// Keeps its OpenSSL context, because fetching the algorithm anew costs more than the sum. One thread.
class RecordSum
{
public:
    RecordSum();
    ~RecordSum();
    [[nodiscard]] std::int64_t of(std::int64_t key, std::int64_t at, std::string_view header, std::string_view body);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace counterbell::relay
