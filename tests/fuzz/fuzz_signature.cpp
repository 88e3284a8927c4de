// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/signature.h"
#include "tests/fuzz/raw_request.h"
#include "tests/fuzz/require.h"

using namespace counterbell;
using namespace counterbell::webhooks;
using counterbell::fuzz::require;

/// Whatever the request: what the token signed is valid under it alone, and not once a byte of the URL is another.
extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
    const std::vector<QByteArray> right{"12345678901234567890123456789012"};
    const std::vector<QByteArray> wrong{"12345678901234567890123456789013"};
    auto request = fuzz::requestFrom(data, size);
    require(checkSignature(request, right) != SignatureVerdict::Valid);
    const auto form = decodeForm(request.body);
    if (!form)
        return 0;
    request.headers.front().second = "application/x-www-form-urlencoded";
    request.headers.emplace_back("X-Twilio-Signature", twilioSignature(right.front(), request.url, *form));
    const auto verdict = checkSignature(request, right);
    require(checkSignature(request, wrong) != SignatureVerdict::Valid);
    if (verdict != SignatureVerdict::Valid)
        return 0; // a fragment, a GET with a body: signed over something else
    auto other = request;
    other.url.insert(other.url.size() / 2, 'x');
    require(checkSignature(other, right) != SignatureVerdict::Valid);
    return 0;
}
