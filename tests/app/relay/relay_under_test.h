// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/relay.h"
#include "app/relay/tenants.h"
#include "tests/app/relay/raw_client.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <thread>

namespace counterbell::relay::test
{

/// A whole relay on loopback, in a thread of its own, with its files in a temporary folder.
class RelayUnderTest
{
public:
    struct Shop {
        QByteArray tenant;
        QByteArray token;
        [[nodiscard]] QByteArray webhook(const QByteArray &rest = "twilio/inbound") const
        {
            return "/t/" + tenant + "/" + rest;
        }
    };

    RelayUnderTest()
    {
        config.listen = {"127.0.0.1", 0};
        config.opsListen = ListenAddress{"127.0.0.1", 0};
        config.publicUrl = "https://hooks.example/base";
        config.spool = folder.filePath(QStringLiteral("spool.db")).toStdString();
        config.limits.connections = 200;
    }
    ~RelayUnderTest() { stop(); }

    /// Adjust `config` and `timings` before. False when the relay refused to start.
    [[nodiscard]] bool start()
    {
        auto made = Relay::create(config, m_log, timings);
        if (!made) {
            sentence = made.error();
            return false;
        }
        m_relay = std::move(*made);
        port = portOf(m_relay->listenAddress());
        opsPort = portOf(m_relay->opsAddress());
        m_thread = std::thread([this] { m_relay->run(); });
        return true;
    }

    void stop()
    {
        if (!m_relay)
            return;
        m_relay->stop();
        m_thread.join();
        m_relay.reset();
    }

    [[nodiscard]] bool restart()
    {
        stop();
        return start();
    }

    /// The tenants' file as a `tenant` command opens it.
    [[nodiscard]] std::unique_ptr<Tenants> tenants() const
    {
        auto opened = Tenants::open(tenantsPath(config.spool));
        return opened ? std::move(*opened) : nullptr;
    }

    [[nodiscard]] Reply pair(const QByteArray &code, const QByteArray &claim = {}) const
    {
        RawClient client(port);
        client.send(post("/pair", "{\"code\":\"" + code + "\"" +
                                      (claim.isEmpty() ? QByteArray() : ",\"claim\":\"" + claim + "\"") + "}"));
        return client.read();
    }

    /// A paired tenant.
    [[nodiscard]] Shop addShop(const std::string &name = "Halden & Rowe") const
    {
        const auto code = tenants()->add(name);
        const auto reply = pair(QByteArray::fromStdString(code.value_or("")));
        const auto json = QJsonDocument::fromJson(reply.body).object();
        return {json[QStringLiteral("tenant")].toString().toLatin1(),
                json[QStringLiteral("linkToken")].toString().toLatin1()};
    }

    /// The status a POST gets on a connection of its own.
    [[nodiscard]] int postStatus(const Shop &shop, const QByteArray &body) const
    {
        RawClient client(port);
        client.send(post(shop.webhook(), body));
        return client.read().status;
    }

    Config config;
    LinkTimings timings;
    QTemporaryDir folder;
    quint16 port = 0;
    quint16 opsPort = 0;
    std::string sentence;

private:
    static quint16 portOf(const std::string &address)
    {
        const auto colon = address.rfind(':');
        return colon == std::string::npos ? 0 : quint16(std::stoi(address.substr(colon + 1)));
    }

    Log m_log{true};
    std::unique_ptr<Relay> m_relay;
    std::thread m_thread;
};

} // namespace counterbell::relay::test
