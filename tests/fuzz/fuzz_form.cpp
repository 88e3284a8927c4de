// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/form_decode.h"
#include "tests/fuzz/require.h"

using namespace counterbell::webhooks;
using counterbell::fuzz::require;

/// Whatever was decoded comes back the same when it is encoded and decoded again: nothing is lost, split or merged.
extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
    const auto parameters = decodeForm(QByteArrayView(data, qsizetype(size)));
    if (!parameters)
        return 0;
    require(qsizetype(parameters->size()) <= kMaximumFormParameters);
    QByteArray encoded;
    for (const auto &parameter : *parameters)
        encoded += (encoded.isEmpty() ? "" : "&") + parameter.name.toPercentEncoding() + '=' +
                   parameter.value.toPercentEncoding();
    if (encoded.size() > kMaximumFormBytes)
        return 0;
    const auto again = decodeForm(encoded);
    require(again && *again == *parameters);
    for (const auto &parameter : *parameters)
        require(!valueOf(*parameters, parameter.name).isNull());
    return 0;
}
