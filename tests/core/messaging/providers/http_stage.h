// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/http_client.h"
#include "tests/support/script_server.h"
#include "tests/support/self_signed.h"

#include <QTest>

namespace counterbell::test
{

enum class Kind {
    NotConnected,
    Answered,
    Unknown,
};

[[nodiscard]] inline Kind kindOf(const messaging::HttpOutcome &outcome)
{
    return static_cast<Kind>(outcome.index());
}

[[nodiscard]] inline messaging::HttpRequest post(const QUrl &url)
{
    return {.method = messaging::HttpRequest::Method::Post,
            .url = url,
            .body = "Body=ready&To=%2B61491573001",
            .contentType = "application/x-www-form-urlencoded",
            .auth = messaging::BasicAuth{QStringLiteral("SK1"), QStringLiteral("secret")},
            .timeout = std::chrono::seconds{10}};
}

/// Runs every test of a class plain and over TLS. For the encrypted runs alone the test certificate is one to trust;
/// `usual()` brings back that it is not.
class PlainAndEncrypted
{
public:
    static void addRuns()
    {
        QTest::addColumn<bool>("encrypted");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS") << true;
    }
    void prepare() const
    {
        QFETCH_GLOBAL(bool, encrypted);
        auto tls = m_usual;
        if (encrypted)
            tls.addCaCertificate(selfSignedTls().localCertificate());
        QSslConfiguration::setDefaultConfiguration(tls);
    }
    void usual() const { QSslConfiguration::setDefaultConfiguration(m_usual); }
    [[nodiscard]] static std::unique_ptr<ScriptServer> newServer()
    {
        QFETCH_GLOBAL(bool, encrypted);
        return encrypted ? std::make_unique<ScriptServer>(selfSignedTls()) : std::make_unique<ScriptServer>();
    }

private:
    const QSslConfiguration m_usual = QSslConfiguration::defaultConfiguration();
};

} // namespace counterbell::test

Q_DECLARE_METATYPE(counterbell::test::Reaction)
Q_DECLARE_METATYPE(counterbell::test::Kind)
