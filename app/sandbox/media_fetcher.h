// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/message.h"

#include <QObject>

#include <functional>

namespace counterbell::sandbox
{

struct Context;

/// Fetches the media of an outbound message before it is sent, as Twilio does: what can't be had fails the message
/// with 63019, what is larger than 16 MB with 63034. Only loopback is asked; the sandbox reaches nobody else, so
/// any other URL counts as fetched and is filled with a sample of its kind.
class MediaFetcher : public QObject
{
    Q_OBJECT
public:
    /// `done` gets 0 or the error code.
    static void start(Context &context, const Message &message, QObject *parent, std::function<void(int)> done);
};

/// The content type that a URL's file name suggests; `fallback` when it has none we know.
[[nodiscard]] QString contentTypeOfUrl(const QString &url, const QString &fallback);
/// A small sample of that kind: a picture for images, a page for PDF, a card for vCard.
[[nodiscard]] QByteArray sampleOf(const QString &contentType);

} // namespace counterbell::sandbox
