// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <utility>

/// What OpenRPC's own meta schema says of `document`: the oracle's exit code and its words.
inline std::pair<int, QString> judge(const QJsonObject &document)
{
    QProcess oracle;
    oracle.setProcessChannelMode(QProcess::MergedChannels);
    oracle.start(QStringLiteral("node"),
                 {QStringLiteral(COUNTERBELL_SOURCE_DIR "/tests/contract/openrpc/validate.mjs")});
    oracle.write(QJsonDocument(document).toJson());
    oracle.closeWriteChannel();
    if (!oracle.waitForFinished(60'000))
        return {-1, oracle.errorString()};
    return {oracle.exitCode(), QString::fromUtf8(oracle.readAll())};
}

/// A sentence when the oracle was never installed.
inline QString missingOracle()
{
    if (QFile::exists(QStringLiteral(COUNTERBELL_SOURCE_DIR "/tests/contract/node_modules/@open-rpc")))
        return {};
    return QStringLiteral("The oracle is missing: run \"npm ci --prefix tests/contract\" first.");
}
