// SPDX-License-Identifier: Apache-2.0
#include "app/relay/http_session.h"

#include <boost/asio/write.hpp>

#include <algorithm>

namespace counterbell::relay
{
namespace
{

/// A connection that says little is given little room; who fills it gets twice as much, up to the most.
constexpr std::size_t kReadSize = 4096;
constexpr std::size_t kMostReadSize = 16 * 1024;
/// What a connection may keep of its buffers while it idles.
constexpr std::size_t kIdleBuffer = 4 * kReadSize;
constexpr std::chrono::milliseconds kLinger{2000};
/// When the relay stops, a request that has begun may still come to its end, and one whose connection has only just
/// been made may begin.
constexpr std::chrono::milliseconds kLastRequest{3000};
constexpr std::chrono::milliseconds kFirstWord{1000};
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;

} // namespace

void Routes::upgrade(Upgrade) {}
void Routes::answered(int) {}

HttpSession::HttpSession(Wire wire, ConnectionTable::Slot slot, std::string address, const HttpEnvironment &environment,
                         Routes &routes)
    : m_environment(environment),
      m_routes(routes),
      m_wire(std::move(wire)),
      m_slot(std::move(slot)),
      m_address(std::move(address)),
      m_readSize(kReadSize)
{
    m_slot.setOwner(this);
}

void HttpSession::start()
{
    m_deadline = Steady::now() + m_environment.limits.header;
    if (!m_wire.isTls()) {
        read();
        return;
    }
    m_wire.asyncHandshake([self = shared_from_this()](error_code error) {
        if (error) {
            self->m_routes.refused(nullptr, "tls");
            self->m_wire.close();
        } else {
            self->read();
        }
    });
}

void HttpSession::enter(Stage stage)
{
    if (stage == m_stage)
        return;
    m_slot.setWaiting(stage != Stage::Serving && stage != Stage::Writing);
    m_stage = stage;
    const auto &limits = m_environment.limits;
    const auto allowed = stage == Stage::Idle        ? limits.idle
                         : stage == Stage::Header    ? limits.header
                         : stage == Stage::Lingering ? kLinger
                                                     : limits.body;
    m_deadline = Steady::now() + allowed;
}

void HttpSession::sweep(Steady::time_point now)
{
    // While a request is being kept the relay is at work, not the client; the spool answers in any case.
    if (m_stage == Stage::Serving || now < m_deadline || m_timedOut)
        return;
    m_timedOut = true;
    error_code ignored;
    if (m_stage == Stage::Header || m_stage == Stage::Body)
        m_wire.socket().cancel(ignored);
    else
        m_wire.close();
}

void HttpSession::giveWay()
{
    m_wire.close();
}

void HttpSession::drain()
{
    m_draining = true;
    const auto now = Steady::now();
    if (m_stage == Stage::Header || m_stage == Stage::Body)
        m_deadline = std::min(m_deadline, now + kLastRequest);
    else if (m_stage == Stage::Idle && m_fresh)
        m_deadline = std::min(m_deadline, now + kFirstWord);
    else if (m_stage == Stage::Idle)
        m_wire.close();
}

void HttpSession::read()
{
    const auto size = m_in.size();
    m_in.resize(size + m_readSize);
    m_wire.async_read_some(
        asio::buffer(m_in.data() + size, m_in.size() - size),
        [self = shared_from_this(), size](error_code error, std::size_t count) {
            self->m_in.resize(size + count);
            if (count == self->m_readSize && self->m_stage == Stage::Body)
                self->m_readSize = std::min(2 * count, kMostReadSize);
            if (!error) {
                self->process();
                return;
            }
            // The deadline cancelled the read: say so, if a request had begun.
            const bool begun = self->m_stage == Stage::Header || self->m_stage == Stage::Body;
            if (self->m_timedOut && begun && self->m_wire.socket().is_open()) {
                self->m_timedOut = false;
                self->refuse(plainError(408, self->m_stage == Stage::Header ? "header_seconds" : "body_seconds"));
            } else {
                self->m_wire.close();
            }
        });
}

void HttpSession::process()
{
    if (m_stage != Stage::Body && !processHead())
        return;
    if (m_stage == Stage::Body && processBody())
        serve();
}

/// True once the head is known and there is a body (possibly empty) to read.
bool HttpSession::processHead()
{
    if (m_in.empty()) {
        read();
        return false;
    }
    if (!m_scanner) {
        m_scanner.emplace(m_environment.limits);
        // The first request's time began with the connection, so that nobody gains by waiting before it.
        const auto deadline = m_deadline;
        enter(Stage::Header);
        if (std::exchange(m_fresh, false))
            m_deadline = deadline;
    }
    const auto found = m_scanner->scan(m_in);
    if (std::holds_alternative<HeadScanner::More>(found)) {
        read();
        return false;
    }
    if (const auto *refusal = std::get_if<HeadRefusal>(&found)) {
        refuse(plainError(refusal->status, refusal->limit));
        return false;
    }
    const auto length = std::get<HeadScanner::Complete>(found).length;
    auto parsed = parseHead(std::string_view(m_in).substr(0, length), m_environment.limits);
    m_in.erase(0, length);
    m_scanner.reset();
    if (const auto *refusal = std::get_if<HeadRefusal>(&parsed)) {
        refuse(plainError(refusal->status, refusal->limit));
        return false;
    }
    m_head = std::move(std::get<RequestHead>(parsed));
    auto plan = m_routes.plan(m_head);
    if (plan.upgrade) {
        if (!m_in.empty()) {
            refuse(plainError(400, kMalformed));
            return false;
        }
        // Still waiting: whoever hasn't said hello with a token gives way like anybody else.
        auto peer = m_environment.proxies.clientOf(m_address, m_head);
        m_routes.upgrade({std::move(m_head), std::move(peer), std::move(m_wire), std::move(m_slot)});
        return false;
    }
    m_close = !m_head.keepAlive;
    m_early = std::move(plan.answer);
    if (m_early) {
        // The connection outlives an early answer only if the body is here already or there is none.
        const bool bodyHere = !m_head.chunked && m_head.contentLength.value_or(0) <= m_in.size();
        if (!bodyHere) {
            refuse(*m_early, &m_head);
            return false;
        }
        plan.bodyLimit = m_in.size();
    }
    m_body.emplace(m_head, plan.bodyLimit);
    m_bodyLimitName = plan.bodyLimitName;
    enter(Stage::Body);
    m_deadline += plan.extraTime;
    return true;
}

/// True once the body is complete.
bool HttpSession::processBody()
{
    std::string_view rest = m_in;
    const auto state = m_body->read(rest);
    m_in.erase(0, m_in.size() - rest.size());
    switch (state) {
    case BodyReader::State::Complete:
        m_slot.setHeld(0);
        return true;
    case BodyReader::State::More:
        m_slot.setHeld(m_body->held() + m_in.capacity());
        if (std::exchange(m_head.expectContinue, false))
            sendContinue();
        else
            read();
        return false;
    case BodyReader::State::TooLarge:
        refuse(plainError(413, m_bodyLimitName), &m_head);
        return false;
    case BodyReader::State::Malformed:
        break;
    }
    refuse(plainError(400, kMalformed), &m_head);
    return false;
}

void HttpSession::sendContinue()
{
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(m_wire, asio::buffer(text.data(), text.size()),
                      [self = shared_from_this()](error_code error, std::size_t) {
                          if (error)
                              self->m_wire.close();
                          else
                              self->read();
                      });
}

void HttpSession::serve()
{
    enter(Stage::Serving);
    if (m_early) {
        if (!m_early->limit.empty())
            m_routes.refused(&m_head, m_early->limit);
        respond(*std::exchange(m_early, std::nullopt));
        return;
    }
    Request request{std::move(m_head), m_body->take(), {}};
    m_head = {};
    m_head.method = request.head.method;
    request.peer = m_environment.proxies.clientOf(m_address, request.head);
    m_routes.serve(std::move(request), [self = shared_from_this()](const Response &response) {
        if (self->m_wire.socket().is_open())
            self->respond(response);
    });
}

void HttpSession::refuse(const Response &response, const RequestHead *head)
{
    if (!response.limit.empty())
        m_routes.refused(head, response.limit);
    m_close = true;
    respond(response);
}

void HttpSession::respond(const Response &response)
{
    enter(Stage::Writing);
    m_routes.answered(response.status);
    m_body.reset();
    m_slot.setHeld(0);
    m_close = m_close || m_draining;
    const bool headOnly = m_head.method == "HEAD";
    m_out = serialise(response, m_environment.date, m_close, headOnly, m_environment.strictTransport);
    m_outShared = headOnly ? nullptr : response.shared;
    if (m_outShared) {
        m_deadline += timeFor(m_outShared->size());
        // A file may take its reader many minutes: nobody's webhook is to be turned away for it.
        m_slot.setWaiting(true);
    }
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(m_out),
                                                    m_outShared ? asio::buffer(*m_outShared) : asio::const_buffer()};
    asio::async_write(m_wire, buffers,
                      [self = shared_from_this()](error_code error, std::size_t) { self->written(error); });
}

void HttpSession::written(error_code error)
{
    m_outShared.reset();
    m_head = {};
    if (error) {
        m_wire.close();
        return;
    }
    if (m_close || m_draining) {
        linger();
        return;
    }
    enter(Stage::Idle);
    // A large request must not leave its room to a connection that may now idle for a minute.
    m_readSize = kReadSize;
    if (m_in.capacity() > kIdleBuffer || m_out.capacity() > kIdleBuffer) {
        m_in.shrink_to_fit();
        m_out = {};
    }
    process();
}

/// Closing with unread bytes would reset the connection, and the peer might never see its answer.
void HttpSession::linger()
{
    enter(Stage::Lingering);
    m_wire.endSending();
    discard();
}

void HttpSession::discard()
{
    m_in.resize(kReadSize);
    m_wire.socket().async_read_some(asio::buffer(m_in),
                                    [self = shared_from_this()](error_code error, std::size_t count) {
                                        self->m_discarded += count;
                                        if (error || self->m_discarded > kLingerBytes)
                                            self->m_wire.close();
                                        else
                                            self->discard();
                                    });
}

} // namespace counterbell::relay
