// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/body_reader.h"
#include "app/relay/connection_table.h"
#include "app/relay/http_routes.h"
#include "app/relay/peers.h"
#include "app/relay/request_head.h"
#include "app/relay/wire.h"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace counterbell::relay
{

/// What all sessions of a listener share.
struct HttpEnvironment {
    HttpLimits limits;
    TrustedProxies proxies;
    bool strictTransport = false;
    /// The Date header's value, renewed by the relay's tick.
    std::string date;
};

/// A connection that turned out to be a link: everything needed to go on with it.
struct Upgrade {
    RequestHead head;
    std::string peer;
    Wire wire;
    ConnectionTable::Slot slot;
};

/// One HTTP/1.1 connection: reads a request within the limits, asks the routes, answers, and goes on. Requests
/// on one connection are served one after the other, so pipelined ones are answered in order and none is read
/// before the one in front of it is safe. Lives as long as one of its handlers; network thread only.
class HttpSession : public std::enable_shared_from_this<HttpSession>, public Connection
{
public:
    HttpSession(Wire wire, ConnectionTable::Slot slot, std::string address, const HttpEnvironment &environment,
                Routes &routes);
    void start();

    void giveWay() override;
    void sweep(Steady::time_point now) override;
    void drain() override;

private:
    enum class Stage { Idle, Header, Body, Serving, Writing, Lingering };

    void enter(Stage stage);
    void read();
    void process();
    bool processHead();
    bool processBody();
    void serve();
    void refuse(const Response &response, const RequestHead *head = nullptr);
    void sendContinue();
    void respond(const Response &response);
    void written(error_code error);
    void linger();
    void discard();

    const HttpEnvironment &m_environment;
    Routes &m_routes;
    Wire m_wire;
    ConnectionTable::Slot m_slot;
    std::string m_address;
    Stage m_stage = Stage::Idle;
    Steady::time_point m_deadline;
    bool m_timedOut = false;
    bool m_fresh = true;
    bool m_close = false;
    bool m_draining = false;
    std::string m_in;
    std::size_t m_readSize;
    std::optional<HeadScanner> m_scanner;
    RequestHead m_head;
    std::optional<Response> m_early;
    std::optional<BodyReader> m_body;
    std::string_view m_bodyLimitName;
    std::string m_out;
    std::shared_ptr<const std::string> m_outShared;
    std::size_t m_discarded = 0;
};

} // namespace counterbell::relay
