// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace counterbell::relay
{

/// One JSON object a line on stderr: `{"at","level","event",…}`. Bodies, tokens and full numbers never go in,
/// so callers pass named facts and no request text. Any thread: a line is one write.
class Log
{
public:
    using Value = std::variant<std::string_view, std::int64_t>;
    using Fields = std::initializer_list<std::pair<std::string_view, Value>>;

    /// A quiet log writes nothing; tests use it.
    explicit Log(bool quiet = false) : m_quiet(quiet) {}

    void info(std::string_view event, Fields fields = {}) const { write("info", event, fields); }
    void warning(std::string_view event, Fields fields = {}) const { write("warning", event, fields); }
    void error(std::string_view event, Fields fields = {}) const { write("error", event, fields); }

private:
    void write(std::string_view level, std::string_view event, Fields fields) const;

    bool m_quiet;
};

} // namespace counterbell::relay
