// SPDX-License-Identifier: Apache-2.0
#include "app/core/seed_loader.h"

#include "app/core/seed_messages.h"
#include "app/core/seed_people.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace counterbell
{

using namespace Qt::StringLiterals;

QJsonObject builtInSeed()
{
    QFile file(u":/seed/halden-rowe.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

void loadSeed(store::Tx &tx, const QJsonObject &seed, Timestamp now)
{
    tx.silence();
    SeedKeys keys;
    keys.now = now;
    const auto account = seed.value(u"account"_s).toObject();
    const auto conversations = seed.value(u"conversations"_s).toArray();
    loadShop(tx, seed.value(u"workspace"_s).toObject());
    loadMembers(tx, seed.value(u"members"_s).toArray(), keys);
    loadCustomers(tx, seed.value(u"customers"_s).toArray(), keys);
    loadJobs(tx, seed.value(u"jobs"_s).toArray(), keys);
    loadConversations(tx, conversations, keys);
    loadMessages(tx, seed.value(u"messages"_s).toArray(), account, keys);
    loadSends(tx, seed.value(u"sends"_s).toArray(), account, keys);
    settleConversations(tx, conversations, keys);
}

} // namespace counterbell
