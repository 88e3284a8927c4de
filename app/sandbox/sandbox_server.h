// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/control_api.h"
#include "app/sandbox/router.h"

#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <tl/expected.hpp>

#include <memory>

namespace counterbell::sandbox
{

/// The stand-in for Twilio and the customers' phones, in one object: opens its directory, listens on loopback,
/// and goes on where a former run of that directory was stopped or killed. Lives on one thread.
class SandboxServer : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QString dataDir;
        quint16 port = 0;      ///< 0: the directory's former port while that is free, else any
        quint16 mediaPort = 0; ///< the same
        /// Used when the directory is new; empty ones are made up.
        QString accountSid = {};
        QString authToken = {};
        QString whatsappSender = {};
        QString smsSender = {};
        int maxConcurrent = 100; ///< more Twilio-side requests at once get 429/20429
    };
    /// Nothing, or a sentence that says why not.
    using Result = tl::expected<void, QString>;

    explicit SandboxServer(Options options, QObject *parent = nullptr);
    ~SandboxServer() override;

    /// Opens the directory and listens. Everything below is for afterwards.
    [[nodiscard]] Result start();
    /// True until a seed has been loaded into the directory.
    [[nodiscard]] bool isNew() const;
    /// Loads a seed into a new directory; does nothing in one that has had it.
    [[nodiscard]] Result loadSeed(const QJsonObject &seed);

    /// `http://127.0.0.1:4010`: Twilio's side, every host of it, and /sandbox.
    [[nodiscard]] QUrl baseUrl() const;
    [[nodiscard]] quint16 mediaPort() const;
    [[nodiscard]] QString accountSid() const;
    [[nodiscard]] QString authToken() const;
    [[nodiscard]] QString whatsappSender() const; ///< bare E.164
    [[nodiscard]] QString smsSender() const;      ///< bare E.164
    [[nodiscard]] qint64 clockOffsetSeconds() const;

    /// More calls on the same port: `router().add("POST", "/v1/chat/completions", handler)`.
    [[nodiscard]] Router &router() { return m_router; }
    /// POST /sandbox/clock waits for it before it answers.
    void setClockFollower(ClockFollower follower);
    /// Webhook URLs that begin with `publicBase` are signed as they stand and carried to `localBase`
    /// (both without a trailing slash).
    void setWebhookRoute(const QString &publicBase, const QString &localBase);

private:
    struct Parts;

    [[nodiscard]] Result openAccount();
    [[nodiscard]] Result listen();

    Options m_options;
    Router m_router;
    std::unique_ptr<Parts> m_parts;
};

} // namespace counterbell::sandbox
