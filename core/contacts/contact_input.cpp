// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_input.h"

#include "core/api/workspace.h"
#include "core/store/settings_repository.h"

#include <QRegularExpression>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> refused(const QString &parameter)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, parameter}});
}

} // namespace

Result<QString> requiredText(const QString &text, const QString &parameter, qsizetype maximum)
{
    auto trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > maximum)
        return refused(parameter);
    return trimmed;
}

Result<QString> boundedText(const QString &text, const QString &parameter, qsizetype maximum)
{
    if (text.size() > maximum)
        return refused(parameter);
    return text;
}

Result<std::vector<QString>> checkedTags(const std::vector<QString> &tags)
{
    constexpr size_t kMaximumTags = 50;
    if (tags.size() > kMaximumTags)
        return refused(u"tags"_s);
    std::vector<QString> checked;
    for (const auto &tag : tags) {
        const auto text = requiredText(tag, u"tags"_s, 60);
        if (!text)
            return tl::unexpected(text.error());
        if (std::find(checked.begin(), checked.end(), *text) == checked.end())
            checked.push_back(*text);
    }
    return checked;
}

Result<std::optional<QString>> checkedLanguage(const QString &language)
{
    static const QRegularExpression tag(u"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$"_s);
    if (language.isEmpty())
        return std::nullopt;
    if (!tag.match(language).hasMatch())
        return refused(u"language"_s);
    return language;
}

QString regionFor(store::Connection &db, const std::optional<QString> &asked)
{
    if (asked && !asked->isEmpty())
        return asked->toUpper();
    const auto home = store::settingsOf<Workspace>(db, u"workspace"_s).region;
    return home.isEmpty() ? u"AU"_s : home;
}

} // namespace counterbell::contacts
