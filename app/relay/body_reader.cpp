// SPDX-License-Identifier: Apache-2.0
#include "app/relay/body_reader.h"

#include <algorithm>
#include <charconv>

namespace counterbell::relay
{
namespace
{

/// "ffffffff" and CRLF are ten; a longer size line is no size that any limit would allow.
constexpr std::size_t kSizeLine = 18;

} // namespace

BodyReader::BodyReader(const RequestHead &head, std::uint64_t limit)
    : m_limit(limit), m_left(head.contentLength.value_or(0)), m_chunked(head.chunked)
{
}

void BodyReader::append(std::string_view &bytes)
{
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
    m_body.append(bytes.data(), count);
    bytes.remove_prefix(count);
    m_left -= count;
}

BodyReader::State BodyReader::read(std::string_view &bytes)
{
    if (m_chunked)
        return readChunks(bytes);
    if (m_left + m_body.size() > m_limit)
        return State::TooLarge;
    append(bytes);
    return m_left == 0 ? State::Complete : State::More;
}

BodyReader::State BodyReader::readChunks(std::string_view &bytes)
{
    while (m_step != Step::Done) {
        if (m_step == Step::Data) {
            append(bytes);
            if (m_left > 0)
                return State::More;
            m_step = Step::DataEnd;
        }
        // All other steps are a line.
        while (!m_line.ends_with("\r\n")) {
            if (bytes.empty())
                return State::More;
            // A CR and an LF come together or not at all: nobody may see another end of line than the next server.
            const bool afterCr = m_line.ends_with('\r');
            if (m_line.size() >= kSizeLine || afterCr != (bytes.front() == '\n'))
                return State::Malformed;
            m_line += bytes.front();
            bytes.remove_prefix(1);
        }
        m_line.resize(m_line.size() - 2);
        if (m_step == Step::Size) {
            const char *const end = m_line.data() + m_line.size();
            const auto [last, error] = std::from_chars(m_line.data(), end, m_left, 16);
            if (error != std::errc() || last != end)
                return State::Malformed;
            if (m_left > m_limit || m_body.size() + m_left > m_limit)
                return State::TooLarge;
            m_step = m_left == 0 ? Step::LastLine : Step::Data;
        } else {
            // The end of a chunk's data and of the whole body are empty lines; anything else is a trailer or a lie.
            if (!m_line.empty())
                return State::Malformed;
            m_step = m_step == Step::DataEnd ? Step::Size : Step::Done;
        }
        m_line.clear();
    }
    return State::Complete;
}

} // namespace counterbell::relay
