// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/form_decode.h"
#include "core/webhooks/raw_request.h"

#include <span>

namespace counterbell::webhooks
{

/// What X-Twilio-Signature says about a request. Everything but Valid is journalled as rejected, never processed.
enum class SignatureVerdict {
    Valid,
    Missing,       ///< no header, or an empty one
    Wrong,         ///< made with none of the tokens, or for another URL or other parameters
    BodyHashWrong, ///< a body that isn't a form needs bodySHA256 in the URL, and this one is absent or of another body
    Malformed,     ///< the form could not be decoded
};

/// base64(HMAC-SHA1(token, url + sorted parameters)) (FACTS 3): names in byte order, the values of a repeated name
/// de-duplicated and sorted.
[[nodiscard]] QByteArray twilioSignature(QByteArrayView token, QByteArrayView url, FormParameters parameters);

/// Checks a request against each token in turn: the current and, while it is being rotated, the previous one. The URL
/// is tried as it is, without its port and with the scheme's standard port, since Twilio signs any of these, and with
/// an apostrophe of the query as %27; never normalised otherwise. Comparisons take constant time.
[[nodiscard]] SignatureVerdict checkSignature(const RawRequest &request, std::span<const QByteArray> tokens);

} // namespace counterbell::webhooks
