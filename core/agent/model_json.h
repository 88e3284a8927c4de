// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_message.h"

#include <QJsonArray>

#include <tl/expected.hpp>

namespace counterbell::agent
{

/// The most tools that one answer may call; more is malformed.
inline constexpr int kMaximumToolCalls = 4;

/// The body of an OpenAI-compatible POST /chat/completions, not streamed. Without tools the member is left out.
[[nodiscard]] QByteArray writeModelRequest(const QString &model, const std::vector<ModelMessage> &messages,
                                           const QJsonArray &tools);

/// Reads the answer's first choice. The error is a stable word: modelAnswerMalformed, modelAnswerEmpty (neither text
/// nor tools), modelAnswerCut (out of tokens: half a sentence is no reply), modelAnswerFiltered.
[[nodiscard]] tl::expected<ModelAnswer, QString> readModelAnswer(const QByteArray &body);

} // namespace counterbell::agent
