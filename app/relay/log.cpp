// SPDX-License-Identifier: Apache-2.0
#include "app/relay/log.h"

#include "app/relay/clock.h"
#include "app/relay/json.h"

#include <unistd.h>

namespace counterbell::relay
{

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
    line += "}\n";
    // A log that can't be written must not stop the relay, so the result is of no interest.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

} // namespace counterbell::relay
