// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_message.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace counterbell::relay
{

/// Takes a request's body out of the bytes that follow its header, by length or by chunks, never beyond `limit`.
/// Chunks are read strictly: hexadecimal sizes alone (extensions are refused, nobody sends them and they have
/// carried attacks), CRLF everywhere, trailers refused.
class BodyReader
{
public:
    enum class State { More, Complete, Malformed, TooLarge };

    BodyReader(const RequestHead &head, std::uint64_t limit);

    /// Consumes from the front of `bytes` (which shrinks) and says where it stands.
    [[nodiscard]] State read(std::string_view &bytes);
    [[nodiscard]] std::string take() { return std::move(m_body); }
    /// What it keeps in memory by now.
    [[nodiscard]] std::size_t held() const { return m_body.capacity(); }

private:
    enum class Step { Size, Data, DataEnd, LastLine, Done };

    State readChunks(std::string_view &bytes);
    void append(std::string_view &bytes);

    std::uint64_t m_limit;
    std::uint64_t m_left = 0;
    bool m_chunked;
    Step m_step = Step::Size;
    std::string m_line;
    std::string m_body;
};

} // namespace counterbell::relay
