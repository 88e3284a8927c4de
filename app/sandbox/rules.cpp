// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/rules.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

bool isWindowOpen(std::optional<qint64> lastInboundMs, qint64 nowMs)
{
    constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;
    return lastInboundMs && nowMs < *lastInboundMs + kDayMs;
}

Keyword keywordOf(const QString &body)
{
    static const QStringList optOut{u"STOP"_s,    u"UNSUBSCRIBE"_s, u"END"_s,    u"QUIT"_s,
                                    u"STOPALL"_s, u"REVOKE"_s,      u"OPTOUT"_s, u"CANCEL"_s};
    static const QStringList optIn{u"START"_s, u"YES"_s, u"UNSTOP"_s};
    static const QStringList help{u"HELP"_s, u"INFO"_s};
    const auto word = body.trimmed().toUpper();
    if (optOut.contains(word))
        return Keyword::OptOut;
    if (optIn.contains(word))
        return Keyword::OptIn;
    return help.contains(word) ? Keyword::Help : Keyword::None;
}

QString keywordAnswer(Keyword keyword)
{
    switch (keyword) {
    case Keyword::OptOut:
        return u"You have successfully been unsubscribed. You will not receive any more messages from this number."
               " Reply START to resubscribe."_s;
    case Keyword::OptIn:
        return u"You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply"
               " STOP to unsubscribe. Msg&Data Rates May Apply."_s;
    case Keyword::Help:
        return u"Reply STOP to unsubscribe. Msg&Data Rates May Apply."_s;
    case Keyword::None:
        break;
    }
    return {};
}

bool isE164(const QString &number)
{
    static const QRegularExpression form(u"\\A\\+[1-9][0-9]{6,14}\\z"_s);
    return form.match(number).hasMatch();
}

bool isBsuid(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{1,128}\\z"_s);
    return form.match(text).hasMatch();
}

int magicToError(const QString &to)
{
    static const QMap<QString, int> magic{{u"+15005550001"_s, 21211},
                                          {u"+15005550002"_s, 21612},
                                          {u"+15005550003"_s, 21408},
                                          {u"+15005550004"_s, 21610},
                                          {u"+15005550009"_s, 21614}};
    return magic.value(to, 0);
}

int magicFromError(const QString &from)
{
    static const QMap<QString, int> magic{
        {u"+15005550001"_s, 21212}, {u"+15005550007"_s, 21606}, {u"+15005550008"_s, 21611}};
    return magic.value(from, 0);
}

qsizetype characterCount(const QString &text)
{
    return text.size() - std::ranges::count_if(text, [](QChar c) { return c.isLowSurrogate(); });
}

bool isCallbackUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return text.size() <= 4000 && url.isValid() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) &&
           !url.host().isEmpty() && !url.host().contains(u'_');
}

std::optional<TemplateValues> parseContentVariables(const QString &json)
{
    const auto document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isObject())
        return std::nullopt;
    TemplateValues values;
    const auto object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString() || it->toString().isEmpty() || characterCount(it->toString()) > 1600)
            return std::nullopt;
        values.insert(it.key(), it->toString());
    }
    return values;
}

QString renderTemplate(const QString &body, const TemplateValues &values, const QJsonObject &samples)
{
    static const QRegularExpression blank(u"\\{\\{\\s*([A-Za-z0-9_]{1,16})\\s*\\}\\}"_s);
    QString out;
    qsizetype copied = 0;
    for (auto it = blank.globalMatch(body); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(body).sliced(copied, match.capturedStart() - copied);
        const auto name = match.captured(1);
        out += values.contains(name) ? values.value(name) : samples[name].toString();
        copied = match.capturedEnd();
    }
    return out + body.mid(copied);
}

int templateError(const TemplateSend &send)
{
    const auto approval = send.approval.toLower();
    if (approval == "paused"_L1)
        return 63041;
    if (approval == "disabled"_L1)
        return 63042;
    if (approval != "approved"_L1 && !send.windowOpen)
        return 63016;
    if (send.category.compare("marketing"_L1, Qt::CaseInsensitive) == 0 && bareAddress(send.to).startsWith("+1"_L1))
        return 63049;
    for (const auto &value : send.values) {
        if (value.contains("     "_L1))
            return 63013;
        if (value.contains(u'\n') || value.contains(u'\r') || value.contains(u'\t'))
            return 63021;
    }
    return characterCount(send.rendered) > 1024 ? 63021 : 0;
}

} // namespace counterbell::sandbox
