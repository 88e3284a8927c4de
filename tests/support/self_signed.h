// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace counterbell::test
{

/// A certificate for 127.0.0.1 that nobody has signed but itself; its key is made for tests and public.
[[nodiscard]] inline QSslConfiguration selfSignedTls()
{
    static constexpr QByteArrayView kCertificate{R"(-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUUQVsZnTMJWn1Mt2WCt0vlenldA8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMDExMjMwMVoYDzIxMjYxMDI3
MTEyMzAxWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASCg1/Bh3UiU00MrEBazu+SzFb0CXaWxGwo6iO/pWYN0bxLDmPvpIH5
WGVcgutmhDVgqOcs7C5dlztCrIG3Y6ryo2QwYjAdBgNVHQ4EFgQUZ+NpOEICnx4x
mKZmJ1PwYxkv6fAwHwYDVR0jBBgwFoAUZ+NpOEICnx4xmKZmJ1PwYxkv6fAwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IBp8+jWMpUFTKHqSFnzXhnHk24oEylHNdP263fhmX1zOAiEArBQ7a2rRWgwsTL9Q
viYAp3CZ8IaNyEAKwdTywPE5qOE=
-----END CERTIFICATE-----
)"};
    static constexpr QByteArrayView kKey{R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOvpAEFyuv6yvkEB9
9vUbokJLIz6Iw4K+2qk6dQ+xZF2hRANCAASCg1/Bh3UiU00MrEBazu+SzFb0CXaW
xGwo6iO/pWYN0bxLDmPvpIH5WGVcgutmhDVgqOcs7C5dlztCrIG3Y6ry
-----END PRIVATE KEY-----
)"};
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(kCertificate.toByteArray()));
    tls.setPrivateKey(QSslKey(kKey.toByteArray(), QSsl::Ec));
    return tls;
}

} // namespace counterbell::test
