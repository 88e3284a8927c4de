// SPDX-License-Identifier: Apache-2.0
#include "app/relay/json.h"

#include <charconv>
#include <cstdlib>

namespace counterbell::relay
{
namespace
{

constexpr int kDepth = 8;

void appendUtf8(std::string &out, std::uint32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
}

class Reader
{
public:
    explicit Reader(std::string_view text) : m_at(text.data()), m_end(text.data() + text.size()) {}

    bool document(Json &out)
    {
        if (!value(out, 0))
            return false;
        blanks();
        return m_at == m_end;
    }

private:
    void blanks()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r'))
            ++m_at;
    }

    bool take(char c)
    {
        blanks();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }

    bool word(std::string_view text)
    {
        if (static_cast<std::size_t>(m_end - m_at) < text.size() || std::string_view(m_at, text.size()) != text)
            return false;
        m_at += text.size();
        return true;
    }

    bool value(Json &out, int depth)
    {
        blanks();
        if (m_at == m_end)
            return false;
        switch (*m_at) {
        case '{':
            return depth < kDepth && object(out, depth);
        case '[':
            return depth < kDepth && array(out, depth);
        case '"': {
            std::string text;
            if (!string(text))
                return false;
            out = Json(std::move(text));
            return true;
        }
        case 't':
            out = Json(true);
            return word("true");
        case 'f':
            out = Json(false);
            return word("false");
        case 'n':
            out = Json();
            return word("null");
        default:
            return number(out);
        }
    }

    bool object(Json &out, int depth)
    {
        ++m_at;
        Json::Object members;
        if (!take('}')) {
            do {
                std::string name;
                Json member;
                blanks();
                if (!string(name) || !take(':') || !value(member, depth + 1))
                    return false;
                members.insert_or_assign(std::move(name), std::move(member));
            } while (take(','));
            if (!take('}'))
                return false;
        }
        out = Json(std::move(members));
        return true;
    }

    bool array(Json &out, int depth)
    {
        ++m_at;
        Json::Array items;
        if (!take(']')) {
            do {
                if (!value(items.emplace_back(), depth + 1))
                    return false;
            } while (take(','));
            if (!take(']'))
                return false;
        }
        out = Json(std::move(items));
        return true;
    }

    bool hex4(std::uint32_t &code)
    {
        if (m_end - m_at < 4)
            return false;
        const auto [end, error] = std::from_chars(m_at, m_at + 4, code, 16);
        if (error != std::errc() || end != m_at + 4)
            return false;
        m_at += 4;
        return true;
    }

    bool escape(std::string &out)
    {
        if (m_at == m_end)
            return false;
        switch (*m_at++) {
        case '"':
            out += '"';
            return true;
        case '\\':
            out += '\\';
            return true;
        case '/':
            out += '/';
            return true;
        case 'b':
            out += '\b';
            return true;
        case 'f':
            out += '\f';
            return true;
        case 'n':
            out += '\n';
            return true;
        case 'r':
            out += '\r';
            return true;
        case 't':
            out += '\t';
            return true;
        case 'u':
            break;
        default:
            return false;
        }
        std::uint32_t code = 0;
        if (!hex4(code) || (code >= 0xdc00 && code < 0xe000))
            return false;
        if (code >= 0xd800 && code < 0xdc00) {
            std::uint32_t low = 0;
            if (!word("\\u") || !hex4(low) || low < 0xdc00 || low >= 0xe000)
                return false;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        appendUtf8(out, code);
        return true;
    }

    bool string(std::string &out)
    {
        if (m_at == m_end || *m_at != '"')
            return false;
        ++m_at;
        while (m_at != m_end) {
            const char c = *m_at++;
            if (c == '"')
                return true;
            if (static_cast<unsigned char>(c) < 0x20)
                return false;
            if (c != '\\')
                out += c;
            else if (!escape(out))
                return false;
        }
        return false;
    }

    bool digits()
    {
        const char *const start = m_at;
        while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
            ++m_at;
        return m_at != start;
    }

    bool number(Json &out)
    {
        const char *const start = m_at;
        word("-");
        const char *const whole = m_at;
        if (!digits() || (*whole == '0' && m_at - whole > 1))
            return false;
        const char *const wholeEnd = m_at;
        if (word(".") && !digits())
            return false;
        if (word("e") || word("E")) {
            if (!word("+"))
                word("-");
            if (!digits())
                return false;
        }
        return m_at == wholeEnd ? convert<std::int64_t>(start, out) : convert<double>(start, out);
    }

    template <class Number>
    bool convert(const char *start, Json &out)
    {
        Number number{};
        const auto [end, error] = std::from_chars(start, m_at, number);
        out = Json(number);
        return error == std::errc() && end == m_at;
    }

    const char *m_at;
    const char *m_end;
};

} // namespace

std::optional<Json> Json::parse(std::string_view text)
{
    Json value;
    if (!isUtf8(text) || !Reader(text).document(value))
        return std::nullopt;
    return value;
}

const Json *Json::find(std::string_view name) const
{
    const auto *members = object();
    if (!members)
        return nullptr;
    const auto found = members->find(name);
    return found == members->end() ? nullptr : &found->second;
}

std::optional<std::uint64_t> Json::whole() const
{
    const auto *number = std::get_if<std::int64_t>(&m_value);
    if (!number || *number < 0)
        return std::nullopt;
    return static_cast<std::uint64_t>(*number);
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i++]);
        if (first < 0x80)
            continue;
        const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4 || text.size() - i < static_cast<std::size_t>(more))
            return false;
        const auto second = static_cast<unsigned char>(text[i]);
        // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
        if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) || (first == 0xf0 && second < 0x90) ||
            (first == 0xf4 && second > 0x8f))
            return false;
        for (int k = 0; k < more; ++k)
            if ((static_cast<unsigned char>(text[i++]) & 0xc0) != 0x80)
                return false;
    }
    return true;
}

void appendJsonString(std::string &out, std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string wide;
    if (!isUtf8(text)) {
        for (const char c : text)
            appendUtf8(wide, static_cast<unsigned char>(c));
        text = wide;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += digits[c >> 4];
            out += digits[c & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

std::string jsonString(std::string_view text)
{
    std::string out;
    appendJsonString(out, text);
    return out;
}

} // namespace counterbell::relay
