// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/signer.h"

#include <QMessageAuthenticationCode>

#include <map>
#include <set>

namespace counterbell::sandbox
{

QByteArray twilioSignature(const QString &authToken, const QString &url, const Form &params)
{
    // UTF-8 bytes sort as code points do, and case-sensitively.
    std::map<QByteArray, std::set<QByteArray>> sorted;
    for (const auto &[name, value] : params.pairs())
        sorted[name.toUtf8()].insert(value.toUtf8());

    const auto fragment = url.indexOf(QLatin1Char('#'));
    QByteArray data = (fragment < 0 ? url : url.left(fragment)).toUtf8();
    for (const auto &[name, values] : sorted) {
        for (const auto &value : values)
            data += name + value;
    }
    return QMessageAuthenticationCode::hash(data, authToken.toUtf8(), QCryptographicHash::Sha1).toBase64();
}

} // namespace counterbell::sandbox
