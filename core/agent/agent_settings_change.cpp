// SPDX-License-Identifier: Apache-2.0
#include "core/agent/agent_settings_service.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kLongestName = 60;
constexpr qsizetype kLongestUrl = 2048;
constexpr qsizetype kLongestModel = 200;
constexpr qsizetype kLongestPrompt = 8000;
constexpr qsizetype kLongestKey = 4096;
constexpr int kMost = 100;

tl::unexpected<Error> invalid(const QString &argument, const QString &problem)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, argument}, {u"problem"_s, problem}});
}

/// A key becomes a header: a line break in it would add another one.
bool isVisibleAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

bool isUsableUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return messaging::isSafeTarget(url) && !url.hasQuery() && !url.hasFragment();
}

bool isInRange(const std::optional<int> &value)
{
    return !value || (*value >= 1 && *value <= kMost);
}

Result<> check(const SetAgent &change)
{
    if (change.name && change.name->simplified().size() > kLongestName)
        return invalid(u"name"_s, u"tooLong"_s);
    if (change.baseUrl && change.baseUrl->size() > kLongestUrl)
        return invalid(u"baseUrl"_s, u"tooLong"_s);
    if (change.baseUrl && !change.baseUrl->isEmpty() && !isUsableUrl(*change.baseUrl))
        return invalid(u"baseUrl"_s, u"unsafe"_s);
    if (change.model && change.model->size() > kLongestModel)
        return invalid(u"model"_s, u"tooLong"_s);
    if (change.prompt && change.prompt->size() > kLongestPrompt)
        return invalid(u"prompt"_s, u"tooLong"_s);
    if (change.key && change.key->size() > kLongestKey)
        return invalid(u"key"_s, u"tooLong"_s);
    if (change.key && !isVisibleAscii(*change.key))
        return invalid(u"key"_s, u"characters"_s);
    if (!isInRange(change.maximumReplies))
        return invalid(u"maximumReplies"_s, u"range"_s);
    if (!isInRange(change.historyMessages))
        return invalid(u"historyMessages"_s, u"range"_s);
    return {};
}

} // namespace

Result<AgentSettings> changed(AgentSettings settings, const SetAgent &change)
{
    if (const auto checked = check(change); !checked)
        return tl::unexpected(checked.error());
    settings.enabled = change.enabled.value_or(settings.enabled);
    if (change.name)
        settings.name = change.name->simplified().isEmpty() ? AgentSettings().name : change.name->simplified();
    settings.baseUrl = change.baseUrl.value_or(settings.baseUrl);
    settings.model = change.model.value_or(settings.model);
    settings.prompt = change.prompt.value_or(settings.prompt);
    settings.maximumReplies = change.maximumReplies.value_or(settings.maximumReplies);
    settings.historyMessages = change.historyMessages.value_or(settings.historyMessages);
    if (change.key)
        settings.hasKey = !change.key->isEmpty();
    if (settings.enabled && (settings.baseUrl.isEmpty() || settings.model.isEmpty()))
        return invalid(u"enabled"_s, settings.baseUrl.isEmpty() ? u"baseUrlMissing"_s : u"modelMissing"_s);
    return settings;
}

} // namespace counterbell::agent
