// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/template.h"

namespace counterbell::messaging
{

/// What WhatsApp takes in a value and in the whole rendered text (FACTS 6.3).
inline constexpr qsizetype kLongestTemplateValue = 1600;
inline constexpr qsizetype kLongestRenderedTemplate = 1024;

/// The names in `{{1}}` or `{{name}}`, each once, in the order of their first appearance. A name has 1 to 16 letters,
/// digits or underscores; anything else in braces is text.
[[nodiscard]] std::vector<QString> parametersOf(QStringView body);

/// Whether `values` are exactly the template's parameters, each one fit to send (FEATURES PQ-21).
/// Reason::TemplateParameterMismatch with details.expected and .given (lists of names) and .missing; a key that is
/// missing would silently go out as the template's sample. Reason::TemplateValueInvalid with details.parameter and
/// .problem: empty, lineBreak (tabs too), tooManySpaces (more than four in a row), tooLong.
[[nodiscard]] Result<> checkTemplateValues(const Template &known, const QMap<QString, QString> &values);

/// The text as it would arrive. Placeholders without a value stay; values are never searched for placeholders.
[[nodiscard]] QString renderTemplate(QStringView body, const QMap<QString, QString> &values);

/// A text of ours made fit for a value: every run of blanks and line breaks becomes one blank.
[[nodiscard]] QString toTemplateValue(QStringView text);

} // namespace counterbell::messaging
