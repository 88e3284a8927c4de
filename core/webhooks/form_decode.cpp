// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/form_decode.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::webhooks
{

namespace
{

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

QByteArray decoded(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hexDigit(text[i + 2]);
        if (low >= 0) {
            out += char(high * 16 + low);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace

Result<FormParameters> decodeForm(QByteArrayView form)
{
    if (form.size() > kMaximumFormBytes)
        return refuse(Reason::InvalidArgument, {{u"problem"_s, u"tooLarge"_s}});
    FormParameters parameters;
    while (!form.isEmpty()) {
        const auto end = std::find(form.begin(), form.end(), '&');
        const auto pair = form.first(end - form.begin());
        form = form.sliced(std::min(pair.size() + 1, form.size()));
        if (pair.isEmpty())
            continue;
        if (qsizetype(parameters.size()) == kMaximumFormParameters)
            return refuse(Reason::InvalidArgument, {{u"problem"_s, u"tooManyParameters"_s}});
        const qsizetype equals = std::find(pair.begin(), pair.end(), '=') - pair.begin();
        parameters.push_back({decoded(pair.first(equals)), decoded(pair.sliced(std::min(equals + 1, pair.size())))});
    }
    return parameters;
}

QByteArray valueOf(const FormParameters &parameters, QByteArrayView name)
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const FormParameter &parameter) { return parameter.name == name; });
    return found == parameters.end() ? QByteArray() : found->value;
}

} // namespace counterbell::webhooks
