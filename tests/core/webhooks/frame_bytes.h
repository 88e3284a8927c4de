// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace counterbell
{

/// One event of a binary frame with these lengths, which need not be true.
inline QByteArray rawEvent(quint32 headerLength, quint32 bodyLength, const QByteArray &header, const QByteArray &body)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToBigEndian(headerLength, bytes.data());
    qToBigEndian(bodyLength, bytes.data() + 4);
    return bytes + header + body;
}

inline QByteArray rawEvent(const QByteArray &header, const QByteArray &body)
{
    return rawEvent(quint32(header.size()), quint32(body.size()), header, body);
}

/// A header as a relay writes it.
inline QJsonObject eventHeader(qint64 seq, qint64 age = 0)
{
    return {
        {QStringLiteral("seq"), seq},
        {QStringLiteral("age"), age},
        {QStringLiteral("at"), QStringLiteral("2026-05-17T10:02:00.000Z")},
        {QStringLiteral("method"), QStringLiteral("POST")},
        {QStringLiteral("url"), QStringLiteral("https://relay.example/t/1/twilio/inbound")},
        {QStringLiteral("headers"), QJsonArray{QJsonArray{QStringLiteral("X-Twilio-Signature"), QStringLiteral("s")}}},
        {QStringLiteral("peer"), QStringLiteral("203.0.113.7")}};
}

inline QByteArray eventBytes(const QJsonObject &header, const QByteArray &body)
{
    return rawEvent(QJsonDocument(header).toJson(QJsonDocument::Compact), body);
}

inline QByteArray eventBytes(qint64 seq, const QByteArray &body = "Body=hi")
{
    return eventBytes(eventHeader(seq), body);
}

} // namespace counterbell
