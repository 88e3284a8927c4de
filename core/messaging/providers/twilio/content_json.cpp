// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/content_json.h"

#include "core/messaging/providers/twilio/account.h"

#include <QJsonDocument>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

TemplateStatus readStatus(const QString &word)
{
    if (word == "received"_L1)
        return TemplateStatus::Pending;
    return fromWireName<TemplateStatus>(word, TemplateStatus::Unsubmitted);
}

TemplateCategory readCategory(const QString &word)
{
    // An unsubmitted template has none; TRANSACTIONAL is what UTILITY was called before.
    if (word.isEmpty() || word == "transactional"_L1)
        return TemplateCategory::Utility;
    return fromWireName<TemplateCategory>(word, TemplateCategory::Marketing);
}

/// The text of the richest type that has one.
QString readBody(const QJsonObject &types)
{
    for (const auto *type : {"twilio/text", "twilio/media", "twilio/quick-reply", "twilio/call-to-action"}) {
        const auto body = types.value(QLatin1StringView(type)).toObject().value("body"_L1).toString();
        if (!body.isEmpty())
            return body;
    }
    for (const auto &type : types) {
        for (const auto key : {"body"_L1, "title"_L1, "header_text"_L1}) {
            const auto text = type.toObject().value(key).toString();
            if (!text.isEmpty())
                return text;
        }
    }
    return {};
}

void addPlaceholders(const QString &text, std::vector<QString> &names)
{
    static const QRegularExpression placeholder(u"\\{\\{\\s*([A-Za-z0-9_]{1,16})\\s*\\}\\}"_s);
    for (auto it = placeholder.globalMatch(text); it.hasNext();)
        names.push_back(it.next().captured(1));
}

} // namespace

std::vector<QString> parameterNames(const QJsonObject &variables, const QJsonObject &types, const QString &body)
{
    std::vector<QString> found;
    addPlaceholders(body, found);
    addPlaceholders(QString::fromUtf8(QJsonDocument(types).toJson(QJsonDocument::Compact)), found);
    for (const auto &key : variables.keys())
        found.push_back(key);

    std::vector<QString> names;
    for (const auto &name : found) {
        if (std::ranges::find(names, name) == names.end())
            names.push_back(name);
    }
    const auto isNumber = [](const QString &name) {
        bool ok = false;
        name.toUInt(&ok);
        return ok;
    };
    const auto firstName = std::ranges::stable_partition(names, isNumber).begin();
    std::ranges::sort(names.begin(), firstName, {}, [](const QString &name) { return name.toUInt(); });
    return names;
}

std::optional<Template> readTemplate(const QJsonObject &content)
{
    const auto sid = content.value("sid"_L1).toString();
    if (!isSid(sid, "HX"_L1))
        return std::nullopt;
    auto approval = content.value("approval_requests"_L1).toObject();
    if (approval.value("whatsapp"_L1).isObject())
        approval = approval.value("whatsapp"_L1).toObject();
    const auto types = content.value("types"_L1).toObject();
    const auto approvedName = approval.value("name"_L1).toString();
    const auto rejection = approval.value("rejection_reason"_L1).toString();

    Template out;
    out.sid = sid;
    out.name = approvedName.isEmpty() ? content.value("friendly_name"_L1).toString() : approvedName;
    out.language = content.value("language"_L1).toString();
    out.category = readCategory(approval.value("category"_L1).toString().toLower());
    out.status = readStatus(approval.value("status"_L1).toString().toLower());
    out.body = readBody(types);
    out.parameters = parameterNames(content.value("variables"_L1).toObject(), types, out.body);
    if (!rejection.isEmpty())
        out.rejectionReason = rejection;
    return out;
}

} // namespace counterbell::messaging
