// SPDX-License-Identifier: Apache-2.0
#include "app/relay/json.h"
#include "app/relay/link_frames.h"
#include "app/relay/link_outbox.h"

#include <cstdlib>

using namespace counterbell::relay;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::uint32_t number(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4))
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

/// Whatever a webhook's line and headers held, an event's frame can be taken apart again and its header is JSON.
void checkEvent(std::string_view bytes)
{
    const auto part = bytes.size() / 3;
    const std::vector<std::pair<std::string, std::string>> headers{
        {std::string(bytes.substr(0, part)), std::string(bytes.substr(part, part))}};
    Event event;
    event.seq = 7;
    event.header = eventHeader(0, "POST", bytes.substr(part), headers, bytes.substr(2 * part));
    event.body = bytes;
    std::string frame;
    appendEvent(frame, event, event.received);
    const auto headerLength = number(frame);
    const auto bodyLength = number(std::string_view(frame).substr(4));
    require(frame.size() == 8u + headerLength + bodyLength);
    const auto header = Json::parse(std::string_view(frame).substr(8, headerLength));
    require(header && header->find("seq") && header->find("seq")->whole() == 7u);
    require(header->find("url") && header->find("url")->string());
    require(!isUtf8(bytes.substr(part)) || *header->find("url")->string() == bytes.substr(part));
    require(std::string_view(frame).substr(8 + headerLength) == bytes);
}

/// A link whose every step a stranger chooses: what is sent rises, fits the window, and nothing is acknowledged
/// that was not sent.
void checkOutbox(std::string_view steps, const Hello &hello)
{
    static constexpr std::uint64_t kHead = 40;
    LinkOutbox outbox(steps.size() % 9, kHead, hello.windowEvents, hello.windowBytes);
    std::uint64_t head = kHead;
    std::uint64_t sent = steps.size() % 9;
    std::uint64_t acknowledged = sent;
    for (const char step : steps.substr(0, 200)) {
        const auto amount = static_cast<std::uint64_t>(static_cast<unsigned char>(step)) >> 2;
        switch (step & 3) {
        case 0: {
            auto event = std::make_shared<Event>();
            event->seq = ++head;
            event->body.assign(amount * 1000, 'b');
            const std::vector<EventPtr> events{event};
            outbox.offer(events);
            break;
        }
        case 1:
            if (const auto first = outbox.startRead()) {
                std::vector<Item> items;
                for (auto seq = *first; seq <= std::min(head, *first + amount); ++seq) {
                    auto event = std::make_shared<Event>();
                    event->seq = seq;
                    items.emplace_back(EventPtr(event));
                }
                outbox.loaded(std::move(items));
            }
            break;
        case 2:
            for (const auto &event : outbox.takeFrame()) {
                require(event->seq == sent + 1);
                sent = event->seq;
            }
            require(sent - acknowledged <= std::max<std::uint64_t>(1, hello.windowEvents));
            break;
        default: {
            const auto seq = acknowledged + amount;
            require(outbox.acknowledge(seq) == (seq <= sent));
            if (seq <= sent)
                acknowledged = seq;
        }
        }
    }
}

} // namespace

/// The link on the relay's side: control messages of a core, and the events that strangers' requests become.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    Hello hello;
    const auto message = parseControl(bytes);
    if (const auto *said = std::get_if<Hello>(&message)) {
        require(!said->store.empty() && said->store.size() <= 200 && said->software.size() <= 200);
        require(said->windowEvents >= 1 && said->windowEvents <= 4096 && said->windowBytes >= 1);
        hello = *said;
    }
    if (!std::holds_alternative<Malformed>(message))
        require(isUtf8(bytes));
    if (const auto json = Json::parse(bytes); json && json->string())
        require(*Json::parse(jsonString(*json->string()))->string() == *json->string());
    hello.windowEvents = std::min<std::uint64_t>(hello.windowEvents, 16);
    checkOutbox(bytes, hello);
    checkEvent(bytes);
    return 0;
}
