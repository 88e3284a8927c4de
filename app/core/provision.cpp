// SPDX-License-Identifier: Apache-2.0
#include "app/core/provision.h"

#include "core/api/agent.h"
#include "core/messaging/senders.h"
#include "core/messaging/setup/account_settings.h"
#include "core/webhooks/relay_settings.h"
#include "core/workspace/workspace_settings.h"

#include <QFile>
#include <QJsonDocument>
#include <QUrl>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kLargestFile = 64 * 1024;

std::optional<QString> problemOf(const Provision &p)
{
    const bool isLive = p.kind == WorkspaceKind::Live;
    if (isLive && (p.seed || !p.twilioBaseUrl.isEmpty() || p.clockOffset.count() != 0))
        return u"a live workspace has no seed, no stand-in for Twilio and no moved clock"_s;
    if (!isLive && !QUrl(p.twilioBaseUrl).isValid())
        return u"twilio.baseUrl is not a URL"_s;
    return std::nullopt;
}

/// By the names that they are kept under; what isn't given has none.
QMap<QString, QByteArray> secretsOf(const Provision &p)
{
    QMap<QString, QByteArray> values{{messaging::kAuthTokenSecret, p.authToken},
                                     {kModelKeySecret, p.modelKey},
                                     {webhooks::kPairingCodeSecret, p.pairingCode.toUtf8()}};
    values.removeIf([](const auto &item) { return item.value().isEmpty(); });
    return values;
}

} // namespace

tl::expected<Provision, QString> readProvision(const QString &path)
{
    QFile file(path);
    Provision p;
    if (!file.exists())
        return p;
    const auto wrong = [&](const QString &why) {
        return tl::unexpected(u"The file \"%1\" can't be used: %2."_s.arg(path, why));
    };
    if (file.size() > kLargestFile || !file.open(QIODevice::ReadOnly))
        return wrong(u"it can't be read"_s);
    const auto document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return wrong(u"it is not a JSON object"_s);
    const auto root = document.object();
    const auto kind = fromWireName<WorkspaceKind>(root.value(u"kind"_s).toString());
    if (!kind)
        return wrong(u"kind is neither sandbox nor live"_s);
    const auto twilio = root.value(u"twilio"_s);
    const auto senders = root.value(u"senders"_s);
    const auto model = root.value(u"model"_s);
    p.kind = *kind;
    p.seed = root.value(u"seed"_s).toBool();
    p.twilioBaseUrl = twilio[u"baseUrl"_s].toString();
    p.accountSid = twilio[u"accountSid"_s].toString();
    p.authToken = twilio[u"authToken"_s].toString().toUtf8();
    p.whatsappSender = senders[u"whatsapp"_s].toString();
    p.smsSender = senders[u"sms"_s].toString();
    p.pairingCode = root.value(u"relay"_s)[u"pairingCode"_s].toString();
    p.modelBaseUrl = model[u"baseUrl"_s].toString();
    p.modelName = model[u"name"_s].toString();
    p.modelKey = model[u"apiKey"_s].toString().toUtf8();
    p.clockOffset = std::chrono::seconds(root.value(u"clockOffsetSeconds"_s).toInteger());
    if (const auto problem = problemOf(p))
        return wrong(*problem);
    return p;
}

bool isWorkspaceMade(store::Connection &db)
{
    return !store::readSettings(db, u"workspace"_s).isEmpty();
}

void makeWorkspace(store::Tx &tx, const Provision &p)
{
    auto workspace = workspace::readWorkspace(tx);
    workspace.kind = p.kind;
    workspace::writeWorkspace(tx, workspace);
    workspace::writeClockOffset(tx, p.clockOffset);
    store::writeSettings(tx, u"twilio"_s, {{u"accountSid"_s, p.accountSid}, {u"baseUrl"_s, p.twilioBaseUrl}});
    messaging::Senders senders;
    if (!p.whatsappSender.isEmpty())
        senders.items.push_back({Channel::Whatsapp, p.whatsappSender, {}, {}, {}});
    if (!p.smsSender.isEmpty())
        senders.items.push_back({Channel::Sms, p.smsSender, workspace.region, {}, {}});
    messaging::writeSenders(tx, senders);
    AgentSettings agent;
    agent.enabled = p.kind == WorkspaceKind::Sandbox && !p.modelBaseUrl.isEmpty();
    agent.baseUrl = p.modelBaseUrl;
    agent.model = p.modelName;
    agent.hasKey = !p.modelKey.isEmpty();
    store::writeSettings(tx, u"agent"_s, toJson(agent));
}

QCoro::Task<Result<>> keepSecrets(secrets::SecretStore &secrets, Provision p)
{
    const auto values = secretsOf(p);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (const auto kept = co_await secrets.write(it.key(), it.value()); !kept)
            co_return tl::unexpected(kept.error());
    }
    co_return Result<>{};
}

} // namespace counterbell
