// SPDX-License-Identifier: Apache-2.0
#include "app/relay/log.h"

#include "app/relay/clock.h"
#include "app/relay/json.h"

#include <unistd.h>

namespace counterbell::relay
{
namespace
{

void appendUnit(std::string &out, unsigned unit)
{
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (const int shift : {12, 8, 4, 0})
        out += digits[unit >> shift & 15];
}

/// JSON of ASCII alone: beyond it lie characters that terminals obey, that break lines or turn them round, and a peer
/// may have said them. `json` is valid UTF-8.
std::string inAscii(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto lead = static_cast<unsigned char>(json[i]);
        if (lead < 0x80) {
            if (lead == 0x7f)
                appendUnit(out, lead);
            else
                out += json[i];
            continue;
        }
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        unsigned point = lead & (0x3fu >> more);
        for (int k = 0; k < more && i + 1 < json.size(); ++k)
            point = point << 6 | (static_cast<unsigned char>(json[++i]) & 0x3fu);
        if (point >= 0x10000) {
            appendUnit(out, 0xd800 + ((point - 0x10000) >> 10));
            point = 0xdc00 + ((point - 0x10000) & 0x3ff);
        }
        appendUnit(out, point);
    }
    return out;
}

} // namespace

void Log::write(std::string_view level, std::string_view event, Fields fields) const
{
    if (m_quiet)
        return;
    std::string line = "{\"at\":\"" + isoTime(unixNow()) + "\",\"level\":";
    appendJsonString(line, level);
    line += ",\"event\":";
    appendJsonString(line, event);
    for (const auto &[name, value] : fields) {
        line += ',';
        appendJsonString(line, name);
        line += ':';
        if (const auto *text = std::get_if<std::string_view>(&value))
            appendJsonString(line, *text);
        else
            line += std::to_string(std::get<std::int64_t>(value));
    }
    line = inAscii(line) + "}\n";
    // A log that can't be written must not stop the relay, so the result is of no interest.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

} // namespace counterbell::relay
