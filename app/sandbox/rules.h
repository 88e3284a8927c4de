// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/message.h"

#include <QJsonObject>
#include <QMap>

#include <optional>

namespace counterbell::sandbox
{

/// The rules that need no I/O, written from FACTS and sharing nothing with the core's, so that one misreading
/// can't hide in both.

/// Free-form WhatsApp messages pass while less than 24 hours have gone by since the customer last wrote (FACTS 7).
[[nodiscard]] bool isWindowOpen(std::optional<qint64> lastInboundMs, qint64 nowMs);

enum class Keyword { None, OptOut, OptIn, Help };
/// Twilio's default words for long codes: the whole body, trimmed, whatever the case (FACTS 8).
[[nodiscard]] Keyword keywordOf(const QString &body);
/// What Twilio itself answers to a keyword.
[[nodiscard]] QString keywordAnswer(Keyword keyword);

/// `+` and 7 to 15 digits, the first not 0.
[[nodiscard]] bool isE164(const QString &number);
/// A business-scoped user id, `AU.1234` (FACTS 4.5), without prefix.
[[nodiscard]] bool isBsuid(const QString &text);
/// The code with which a create to, or from, one of Twilio's magic numbers is refused (FACTS 7.3); 0 for others.
[[nodiscard]] int magicToError(const QString &to);
[[nodiscard]] int magicFromError(const QString &from);
/// Counted as people count: a character beyond the BMP is one.
[[nodiscard]] qsizetype characterCount(const QString &text);
/// http(s), a host without `_`, at most 4000 characters (FACTS 1.1).
[[nodiscard]] bool isCallbackUrl(const QString &url);

/// What fills a template, by the names of its blanks.
using TemplateValues = QMap<QString, QString>;
/// ContentVariables: a JSON object whose values are strings, none empty; nullopt is 21656 (FACTS 6.3).
[[nodiscard]] std::optional<TemplateValues> parseContentVariables(const QString &json);
/// Fills `{{name}}`; a name that has no value takes the template's sample, as Twilio does (FACTS 6.3).
[[nodiscard]] QString renderTemplate(const QString &body, const TemplateValues &values, const QJsonObject &samples);

/// What a WhatsApp template meets after its 201.
struct TemplateSend {
    QString approval; ///< as Meta writes it, any case
    QString category;
    TemplateValues values = {};
    QString rendered = {};
    QString to = {};
    bool windowOpen = false;
};
/// The code it fails with, 0 when it goes out: paused 63041, disabled 63042, unapproved outside the window 63016,
/// marketing to +1 63049, five spaces in a row 63013, line break or tab or more than 1024 characters 63021.
[[nodiscard]] int templateError(const TemplateSend &send);

} // namespace counterbell::sandbox
