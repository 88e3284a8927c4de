// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace counterbell::sandbox
{

/// What the scripted model says next: a sentence, or a call of one tool.
struct ModelReply {
    QString text = {};
    QString tool = {}; ///< empty for a sentence
    QJsonObject arguments = {};

    bool operator==(const ModelReply &) const = default;
};

/// Decides from the conversation as a chat-completions request carries it (`messages`) and the names of the tools
/// offered. Pure, and without any liberty: the same conversation gives the same reply.
/// The texts that call a tool are listed in README.md; a tool that isn't offered is never called, and after a tool's
/// result comes a sentence.
[[nodiscard]] ModelReply nextReply(const QJsonArray &messages, const QStringList &tools);

} // namespace counterbell::sandbox
