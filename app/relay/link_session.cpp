// SPDX-License-Identifier: Apache-2.0
#include "app/relay/link_session.h"

#include "app/relay/http_session.h"
#include "app/relay/link_frames.h"
#include "app/relay/link_outbox.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>

namespace counterbell::relay
{
namespace
{

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using link::CloseCode;

constexpr std::chrono::milliseconds kCloseWithin{2000};

std::string_view bearer(const RequestHead &head)
{
    auto value = head.header("authorization");
    return value.size() > 7 && equalIgnoringCase(value.substr(0, 7), "bearer ") ? value.substr(7) : std::string_view();
}

bool offersSubprotocol(const RequestHead &head)
{
    for (const auto &[name, value] : head.headers) {
        if (!equalIgnoringCase(name, "sec-websocket-protocol"))
            continue;
        for (const auto &token : http::token_list(boost::beast::string_view(value.data(), value.size())))
            if (std::string_view(token.data(), token.size()) == link::kSubprotocol)
                return true;
    }
    return false;
}

class LinkSession : public std::enable_shared_from_this<LinkSession>, public Connection, public Link
{
public:
    LinkSession(Upgrade upgrade, LinkEnvironment &environment)
        : m_environment(environment),
          m_head(std::move(upgrade.head)),
          m_slot(std::move(upgrade.slot)),
          m_socket(std::move(upgrade.wire)),
          m_heard(Steady::now()),
          m_helloBy(m_heard + environment.timings.hello),
          m_pingAt(m_heard + environment.timings.ping),
          m_statusAt(m_heard + environment.timings.status)
    {
        m_slot.setOwner(this);
        error_code ignored;
        m_socket.next_layer().socket().set_option(Tcp::no_delay(true), ignored);
    }

    ~LinkSession() override { leave(); }

    void accept();

    // Connection
    void giveWay() override { m_socket.next_layer().close(); }
    void sweep(Steady::time_point now) override;
    void drain() override { end(CloseCode::Restart); }

    // Link
    [[nodiscard]] const std::string &tenant() const override { return m_tenant; }
    [[nodiscard]] const std::string &store() const override { return m_hello.store; }
    [[nodiscard]] std::uint64_t term() const override { return m_hello.term; }
    void end(CloseCode code) override { end(code, {}); }
    void end(CloseCode code, std::string_view reason);
    void offer(std::span<const EventPtr> events) override;

private:
    [[nodiscard]] std::optional<CloseCode> refusal();
    void leave();
    void read();
    void handle(std::string_view text);
    void welcome(Hello hello);
    void acknowledged(std::uint64_t seq);
    void send(std::string text);
    void pump();
    bool nextFrame();
    void load();
    void noteWindow();

    LinkEnvironment &m_environment;
    RequestHead m_head;
    ConnectionTable::Slot m_slot;
    websocket::stream<Wire, false> m_socket;
    http::request<http::empty_body> m_request;
    std::string m_tenant;
    std::string m_token;
    Hello m_hello;
    std::optional<LinkOutbox> m_outbox;
    boost::beast::flat_buffer m_in;
    std::deque<std::string> m_texts;
    std::string m_out;
    bool m_open = false;
    bool m_joined = false;
    bool m_writing = false;
    bool m_pinging = false;
    bool m_closing = false;
    Steady::time_point m_heard;
    Steady::time_point m_helloBy;
    Steady::time_point m_pingAt;
    Steady::time_point m_statusAt;
    Steady::time_point m_closeBy;
    /// Since when the window has been full without an acknowledgement.
    std::optional<Steady::time_point> m_fullSince;
};

std::optional<CloseCode> LinkSession::refusal()
{
    if (!offersSubprotocol(m_head))
        return CloseCode::Version;
    m_token = bearer(m_head);
    const auto *tenant = m_token.empty() ? nullptr : m_environment.tenants.byToken(m_token);
    if (!tenant)
        return CloseCode::WrongToken;
    if (tenant->state != Tenant::State::Active)
        return CloseCode::TenantOff;
    m_tenant = tenant->id;
    return std::nullopt;
}

void LinkSession::accept()
{
    m_request.method(http::verb::get);
    m_request.target(m_head.target);
    m_request.version(11);
    for (const auto &[name, value] : m_head.headers)
        m_request.insert(name, value);
    const auto wrong = refusal();
    m_socket.set_option(websocket::stream_base::decorator(
        [versionFits = wrong != CloseCode::Version](websocket::response_type &response) {
            response.erase(http::field::server);
            if (versionFits)
                response.set(http::field::sec_websocket_protocol,
                             boost::beast::string_view(link::kSubprotocol.data(), link::kSubprotocol.size()));
        }));
    m_socket.auto_fragment(false);
    m_socket.read_message_max(0); // counted in read(), where the contract's own close code can be given
    m_socket.control_callback([this](websocket::frame_type, boost::beast::string_view) { m_heard = Steady::now(); });
    m_socket.async_accept(m_request, [self = shared_from_this(), wrong](error_code error) {
        if (error) {
            self->m_socket.next_layer().close();
            return;
        }
        self->m_open = true;
        self->read();
        if (wrong)
            self->end(*wrong);
    });
}

void LinkSession::leave()
{
    if (std::exchange(m_joined, false)) {
        m_environment.registry.leave(*this);
        m_environment.log.info("link.closed", {{"tenant", m_tenant}, {"store", m_hello.store}});
    }
}

void LinkSession::end(CloseCode code, std::string_view reason)
{
    if (std::exchange(m_closing, true))
        return;
    leave();
    m_closeBy = Steady::now() + kCloseWithin;
    if (!m_open) {
        m_socket.next_layer().close();
        return;
    }
    m_socket.async_close(websocket::close_reason(static_cast<websocket::close_code>(code),
                                                 boost::beast::string_view(reason.data(), reason.size())),
                         [self = shared_from_this()](error_code) { self->m_socket.next_layer().close(); });
}

void LinkSession::read()
{
    m_socket.async_read_some(m_in, link::kControlFrameBytes,
                             [self = shared_from_this()](error_code error, std::size_t) {
                                 if (error) {
                                     self->leave();
                                     // While closing, async_close reads on by itself until the peer's close frame.
                                     if (!std::exchange(self->m_closing, true))
                                         self->m_socket.next_layer().close();
                                     return;
                                 }
                                 self->m_heard = Steady::now();
                                 // What comes behind our close frame is said to nobody: its sender may be a stranger,
                                 // or count in a spool that has been replaced.
                                 if (self->m_closing)
                                     return;
                                 if (self->m_in.size() > link::kControlFrameBytes) {
                                     self->end(CloseCode::TooLarge);
                                     return;
                                 }
                                 if (self->m_socket.is_message_done()) {
                                     const auto data = self->m_in.data();
                                     if (self->m_socket.got_text())
                                         self->handle({static_cast<const char *>(data.data()), data.size()});
                                     else
                                         self->end(CloseCode::Malformed);
                                     self->m_in.consume(self->m_in.size());
                                 }
                                 if (!self->m_closing)
                                     self->read();
                             });
}

void LinkSession::handle(std::string_view text)
{
    auto message = parseControl(text);
    if (auto *hello = std::get_if<Hello>(&message); hello && !m_outbox)
        welcome(std::move(*hello));
    else if (const auto *ack = std::get_if<Ack>(&message); ack && m_outbox)
        acknowledged(ack->seq);
    else if (!std::holds_alternative<Unknown>(message) || !m_outbox)
        end(CloseCode::Malformed); // no JSON, a second hello, or anything at all before the first
}

void LinkSession::welcome(Hello hello)
{
    m_hello = std::move(hello);
    auto &spool = m_environment.spool;
    const auto state = spool.state(m_tenant);
    const auto known = m_hello.cursors.find(spool.id());
    const auto cursor = known == m_hello.cursors.end() ? 0 : known->second;
    if (cursor > state.head) {
        // This spool never gave that number out: it was restored from a copy, and would hand it out again.
        end(CloseCode::CursorBeyondHead, spool.id());
        return;
    }
    if (!m_environment.registry.join(*this)) {
        end(CloseCode::Superseded);
        return;
    }
    m_joined = true;
    m_slot.setWaiting(false);
    ++m_environment.metrics.linksOpened;
    m_environment.tenants.tokenUsed(m_token);
    m_environment.log.info("link.opened", {{"tenant", m_tenant},
                                           {"store", m_hello.store},
                                           {"term", static_cast<std::int64_t>(m_hello.term)},
                                           {"software", m_hello.software}});
    m_outbox.emplace(cursor, state.head, m_hello.windowEvents, m_hello.windowBytes);
    if (cursor > 0)
        spool.acknowledge(m_tenant, cursor);
    send(encodeWelcome({spool.id(), m_tenant, state, m_environment.publicUrl, spool.quota()}, unixNow()));
}

void LinkSession::acknowledged(std::uint64_t seq)
{
    if (!m_outbox->acknowledge(seq)) {
        end(CloseCode::Malformed);
        return;
    }
    m_environment.spool.acknowledge(m_tenant, seq);
    m_fullSince.reset();
    pump();
}

void LinkSession::offer(std::span<const EventPtr> events)
{
    m_outbox->offer(events);
    pump();
}

void LinkSession::send(std::string text)
{
    m_texts.push_back(std::move(text));
    pump();
}

void LinkSession::noteWindow()
{
    if (!m_outbox->blocked())
        m_fullSince.reset();
    else if (!m_fullSince)
        m_fullSince = Steady::now();
}

/// Puts what goes out next into m_out; false when there is nothing.
bool LinkSession::nextFrame()
{
    m_out.clear();
    m_socket.text(true);
    if (!m_texts.empty()) {
        m_out = std::move(m_texts.front());
        m_texts.pop_front();
        return true;
    }
    if (!m_outbox)
        return false;
    if (const auto gap = m_outbox->takeGap()) {
        m_out = encodeGap(*gap);
        return true;
    }
    const auto now = Steady::now();
    const auto events = m_outbox->takeFrame();
    for (const auto &event : events)
        appendEvent(m_out, *event, now);
    m_environment.metrics.eventsPushed += events.size();
    m_socket.binary(true);
    return !events.empty();
}

void LinkSession::pump()
{
    if (m_writing || m_closing)
        return;
    if (!nextFrame()) {
        if (m_outbox) {
            noteWindow();
            load();
        }
        return;
    }
    ++m_environment.metrics.framesSent;
    m_writing = true;
    m_socket.async_write(asio::buffer(m_out), [self = shared_from_this()](error_code error, std::size_t) {
        self->m_writing = false;
        if (!error)
            self->pump();
    });
}

void LinkSession::load()
{
    const auto first = m_outbox->startRead();
    if (!first)
        return;
    m_environment.spool.read(m_tenant, *first, [weak = weak_from_this()](std::vector<Item> items) {
        const auto self = weak.lock();
        if (!self || self->m_closing)
            return;
        if (items.empty()) {
            // The spool has what was committed, so this is a fault of ours; the core will dial again.
            self->end(CloseCode::Internal);
            return;
        }
        self->m_outbox->loaded(std::move(items));
        self->pump();
    });
}

void LinkSession::sweep(Steady::time_point now)
{
    const auto &timings = m_environment.timings;
    if (m_closing) {
        if (now >= m_closeBy)
            m_socket.next_layer().close();
        return;
    }
    if (!m_outbox && now >= m_helloBy) {
        end(CloseCode::Malformed);
        return;
    }
    if (now - m_heard >= timings.ping * (link::kPingsMissed + 1)) {
        // Nobody is there to read a close frame.
        m_closing = true;
        m_closeBy = now;
        leave();
        m_socket.next_layer().close();
        return;
    }
    if (m_fullSince && now - *m_fullSince >= timings.stalled) {
        end(CloseCode::NoAcknowledgement);
        return;
    }
    if (m_open && now >= m_pingAt && !m_pinging) {
        m_pingAt = now + timings.ping;
        m_pinging = true;
        m_socket.async_ping({}, [self = shared_from_this()](error_code) { self->m_pinging = false; });
    }
    if (m_outbox && now >= m_statusAt) {
        m_statusAt = now + timings.status;
        const auto state = m_environment.spool.state(m_tenant);
        send(encodeStatus(state.bytes, m_environment.spool.quota(), m_environment.metrics.refusedByTenant[m_tenant]));
    }
}

} // namespace

void startLink(Upgrade upgrade, LinkEnvironment &environment)
{
    std::make_shared<LinkSession>(std::move(upgrade), environment)->accept();
}

} // namespace counterbell::relay
