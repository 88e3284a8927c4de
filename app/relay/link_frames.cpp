// SPDX-License-Identifier: Apache-2.0
#include "app/relay/link_frames.h"

#include "app/relay/json.h"
#include "app/relay/spool_file.h"

#include <algorithm>
#include <utility>

namespace counterbell::relay
{
namespace
{

constexpr std::size_t kTextLength = 200;
constexpr std::size_t kCursors = 1000;
/// What a core may ask to have under way; more would only be memory.
constexpr std::uint64_t kMostWindowEvents = 4096;
constexpr std::uint64_t kMostWindowBytes = 16ull * 1024 * 1024;

void appendNumber(std::string &out, std::uint32_t number)
{
    for (const int shift : {24, 16, 8, 0})
        out += static_cast<char>(number >> shift & 0xff);
}

ControlMessage parseHello(const Json &json)
{
    Hello hello;
    const auto *store = json.find("store");
    const auto *term = json.find("term");
    const auto *cursors = json.find("cursors");
    if (!store || !store->string() || store->string()->empty() || store->string()->size() > kTextLength || !term ||
        !term->whole())
        return Malformed{};
    hello.store = *store->string();
    hello.term = *term->whole();
    if (cursors) {
        if (!cursors->object() || cursors->object()->size() > kCursors)
            return Malformed{};
        for (const auto &[spool, seq] : *cursors->object()) {
            if (!seq.whole())
                return Malformed{};
            hello.cursors.emplace(spool, *seq.whole());
        }
    }
    if (const auto *window = json.find("window")) {
        const auto *events = window->find("events");
        const auto *bytes = window->find("bytes");
        if (!window->object() || (events && !events->whole()) || (bytes && !bytes->whole()))
            return Malformed{};
        if (events)
            hello.windowEvents = std::clamp<std::uint64_t>(*events->whole(), 1, kMostWindowEvents);
        if (bytes)
            hello.windowBytes = std::clamp<std::uint64_t>(*bytes->whole(), 1, kMostWindowBytes);
    }
    if (const auto *software = json.find("software"); software && software->string())
        hello.software = software->string()->substr(0, kTextLength);
    return hello;
}

std::string quotaJson(std::uint64_t used, std::uint64_t most)
{
    return "{\"used\":" + std::to_string(used) + ",\"max\":" + std::to_string(most) + "}";
}

} // namespace

ControlMessage parseControl(std::string_view text)
{
    const auto json = Json::parse(text);
    const auto *type = json ? json->find("t") : nullptr;
    if (!type || !type->string())
        return Malformed{};
    if (*type->string() == link::kHello)
        return parseHello(*json);
    if (*type->string() != link::kAck)
        return Unknown{};
    const auto *seq = json->find("seq");
    if (!seq || !seq->whole())
        return Malformed{};
    return Ack{*seq->whole()};
}

std::string encodeWelcome(const Welcome &welcome, UnixMs now)
{
    return R"({"t":"welcome","spool":)" + jsonString(welcome.spool) + R"(,"tenant":)" + jsonString(welcome.tenant) +
           R"(,"oldest":)" + std::to_string(welcome.state.oldest) + R"(,"head":)" + std::to_string(welcome.state.head) +
           R"(,"publicUrl":)" + jsonString(welcome.publicUrl) + R"(,"now":")" + isoTime(now) + R"(","quota":)" +
           quotaJson(welcome.state.bytes, welcome.quota) + "}";
}

std::string encodeGap(const Gap &gap)
{
    return R"({"t":"gap","from":)" + std::to_string(gap.first) + R"(,"to":)" + std::to_string(gap.last) +
           R"(,"reason":)" + jsonString(wireName(gap.reason)) + "}";
}

std::string encodeStatus(std::uint64_t used, std::uint64_t quota, const Metrics::ByLimit &refused)
{
    std::string out = R"({"t":"status","quota":)" + quotaJson(used, quota) + R"(,"refused":{)";
    bool first = true;
    for (const auto &[limit, count] : refused) {
        if (!std::exchange(first, false))
            out += ',';
        appendJsonString(out, limit);
        out += ':' + std::to_string(count);
    }
    return out + "}}";
}

std::string eventHeader(UnixMs at, std::string_view method, std::string_view url,
                        std::span<const std::pair<std::string, std::string>> headers, std::string_view peer)
{
    std::string out;
    out.reserve(1024);
    out += R"("at":")" + isoTime(at) + R"(","method":)";
    appendJsonString(out, method);
    out += R"(,"url":)";
    appendJsonString(out, url);
    out += R"(,"headers":[)";
    bool first = true;
    for (const auto &[name, value] : headers) {
        if (!std::exchange(first, false))
            out += ',';
        out += '[';
        appendJsonString(out, name);
        out += ',';
        appendJsonString(out, value);
        out += ']';
    }
    out += R"(],"peer":)";
    appendJsonString(out, peer);
    return out += '}';
}

void appendEvent(std::string &frame, const Event &event, Steady::time_point now)
{
    using std::chrono::milliseconds;
    const auto age = std::chrono::duration_cast<milliseconds>(now - event.received).count();
    const auto front =
        R"({"seq":)" + std::to_string(event.seq) + R"(,"age":)" + std::to_string(std::max<std::int64_t>(0, age)) + ",";
    appendNumber(frame, static_cast<std::uint32_t>(front.size() + event.header.size()));
    appendNumber(frame, static_cast<std::uint32_t>(event.body.size()));
    frame += front;
    frame += event.header;
    frame += event.body;
}

} // namespace counterbell::relay
