// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/rpc_client.h"

#include <QRandomGenerator>

namespace counterbell::e2e
{

/// A PNG as far as its header goes, 640 by 480, then noise: bytes nobody can have by chance.
[[nodiscard]] inline QByteArray picture(qsizetype size)
{
    auto bytes = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000280000001e00802000000");
    const auto head = bytes.size();
    bytes.resize(size);
    for (auto i = head; i < size; ++i)
        bytes[i] = char(QRandomGenerator::global()->bounded(256));
    return bytes;
}

/// media.get, part by part.
[[nodiscard]] inline QByteArray fetched(RpcClient &rpc, const QString &attachmentId)
{
    QByteArray bytes;
    for (;;) {
        const auto part = rpc.call(QLatin1StringView("media.get"), {{QStringLiteral("attachmentId"), attachmentId},
                                                                    {QStringLiteral("offset"), bytes.size()}});
        const auto more = QByteArray::fromBase64(part[QLatin1StringView("dataBase64")].toString().toLatin1());
        bytes += more;
        if (!part.ok() || more.isEmpty() || bytes.size() >= part[QLatin1StringView("bytes")].toInteger())
            return bytes;
    }
}

} // namespace counterbell::e2e
