// SPDX-License-Identifier: Apache-2.0
#include "app/relay/tls.h"

namespace counterbell::relay
{

Outcome<TlsContext> openTls(const std::string &certificate, const std::string &key)
{
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    error_code error;
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    // Thousands of connections that wait need no room for what they don't say.
    SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    context->use_certificate_chain_file(certificate, error);
    if (error)
        return fault("tls.certificate: " + certificate + " can't be used: " + error.message());
    context->use_private_key_file(key, asio::ssl::context::pem, error);
    if (error)
        return fault("tls.key: " + key + " can't be used: " + error.message());
    if (SSL_CTX_check_private_key(context->native_handle()) != 1)
        return fault("tls.key: " + key + " does not belong to the certificate");
    return context;
}

} // namespace counterbell::relay
