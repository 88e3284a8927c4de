// SPDX-License-Identifier: Apache-2.0
#include "app/relay/body_reader.h"
#include "app/relay/peers.h"
#include "app/relay/request_head.h"

#include <cstdlib>
#include <string>

using namespace counterbell::relay;

namespace
{

/// What became of one connection's bytes: every request as it was understood, and how it ended.
struct Heard {
    std::string requests;
    int refusal = 0;

    bool operator==(const Heard &) const = default;
};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// What an accepted head promises to everything behind it, and to any server in front that reads it differently.
void checkHead(const RequestHead &head, const HttpLimits &limits)
{
    require(!head.method.empty());
    require(head.target.size() <= limits.targetBytes && head.target.starts_with('/'));
    require(head.target.find_first_of(std::string_view(" \r\n\t\0", 5)) == std::string::npos);
    require(head.headers.size() <= limits.headerCount);
    require(!(head.chunked && head.contentLength));
    int hosts = 0;
    int lengths = 0;
    for (const auto &[name, value] : head.headers) {
        require(!name.empty() && name.find_first_of(std::string_view(" :\r\n\t\0", 6)) == std::string::npos);
        require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
        hosts += equalIgnoringCase(name, "host");
        lengths += equalIgnoringCase(name, "content-length");
    }
    require(hosts <= 1 && lengths <= 1 && (hosts == 1 || !head.http11));
}

/// Reads as a session does, `step` bytes at a time.
Heard hear(std::string_view bytes, std::size_t step, const HttpLimits &limits, const TrustedProxies &proxies)
{
    Heard heard;
    std::string in;
    const auto more = [&] {
        const auto piece = bytes.substr(0, step);
        in += piece;
        bytes.remove_prefix(piece.size());
        return !piece.empty();
    };
    for (;;) {
        HeadScanner scanner(limits);
        auto found = scanner.scan(in);
        while (std::holds_alternative<HeadScanner::More>(found)) {
            if (!more())
                return heard;
            found = scanner.scan(in);
        }
        if (const auto *refusal = std::get_if<HeadRefusal>(&found)) {
            heard.refusal = refusal->status;
            return heard;
        }
        const auto length = std::get<HeadScanner::Complete>(found).length;
        require(length <= in.size() && length <= limits.headerBytes + 1);
        auto parsed = parseHead(std::string_view(in).substr(0, length), limits);
        in.erase(0, length);
        if (const auto *refusal = std::get_if<HeadRefusal>(&parsed)) {
            heard.refusal = refusal->status;
            return heard;
        }
        const auto &head = std::get<RequestHead>(parsed);
        checkHead(head, limits);
        heard.requests += head.method + ' ' + head.target + ' ' + proxies.clientOf("127.0.0.1", head) + '\n';
        BodyReader reader(head, limits.bodyBytes);
        for (bool complete = false; !complete;) {
            std::string_view rest = in;
            const auto state = reader.read(rest);
            in.erase(0, in.size() - rest.size());
            complete = state == BodyReader::State::Complete;
            if (state == BodyReader::State::TooLarge || state == BodyReader::State::Malformed) {
                heard.refusal = state == BodyReader::State::TooLarge ? 413 : 400;
                return heard;
            }
            if (!complete && !more())
                return heard;
        }
        auto body = reader.take();
        require(body.size() <= limits.bodyBytes);
        heard.requests += body + '\n';
    }
}

} // namespace

/// The HTTP front end: no input harms it, what it accepts keeps its promises, and how the network cut the bytes into
/// pieces changes nothing of what it hears.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    static const auto proxies = *TrustedProxies::parse({"127.0.0.0/8", "10.0.0.1", "::1"});
    HttpLimits limits;
    limits.bodyBytes = 300;
    limits.headerBytes = 600;
    limits.headerCount = 8;
    limits.targetBytes = 100;
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const auto whole = hear(bytes, size + 1, limits, proxies);
    require(whole == hear(bytes, 1, limits, proxies));
    require(whole == hear(bytes, 7, limits, proxies));
    return 0;
}
