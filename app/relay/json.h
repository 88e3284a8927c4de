// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace counterbell::relay
{

/// One JSON value as read from a peer. Only what control messages need: whole numbers are exact to 64 bits,
/// other numbers are doubles, objects are at most 8 deep, the last of two equal names wins.
class Json
{
public:
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, std::less<>>;

    /// Nothing when the text is no JSON, has anything behind it, or is not UTF-8.
    [[nodiscard]] static std::optional<Json> parse(std::string_view text);

    Json() = default;
    template <class T>
    explicit Json(T value) : m_value(std::move(value))
    {
    }

    /// The member of an object; null for anything else.
    [[nodiscard]] const Json *find(std::string_view name) const;
    [[nodiscard]] const Object *object() const { return std::get_if<Object>(&m_value); }
    [[nodiscard]] const std::string *string() const { return std::get_if<std::string>(&m_value); }
    /// A whole number from 0 to 2^63-1; nothing for anything else.
    [[nodiscard]] std::optional<std::uint64_t> whole() const;

private:
    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> m_value = nullptr;
};

[[nodiscard]] bool isUtf8(std::string_view text);
/// Appends `text` as a JSON string with its quotes. What isn't UTF-8 is read as Latin-1, so nothing is lost.
void appendJsonString(std::string &out, std::string_view text);
[[nodiscard]] std::string jsonString(std::string_view text);

} // namespace counterbell::relay
