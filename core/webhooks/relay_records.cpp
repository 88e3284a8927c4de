// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/relay_records.h"

#include "core/store/setup_change.h"
#include "core/webhooks/registration.h"

#include <QCryptographicHash>

#include <algorithm>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

PairedRelays pairedIn(store::Connection &db)
{
    return store::settingsOf<PairedRelays>(db, kRelaysGroup);
}

void write(store::Tx &tx, const PairedRelays &relays)
{
    const auto urls = relays.items.empty() ? messaging::RegisteredWebhooks{} : webhooksUnder(relays.items.front());
    store::writeSettings(tx, u"webhooks"_s, toJson(urls));
    store::writeSettings(tx, kRelaysGroup, toJson(relays));
    store::noteSetupChange(tx, {store::SetupPart::Relays, {}});
}

} // namespace

store::Pending<PairedShop> readPairedShop(store::Store &store)
{
    return store.read([](store::Connection &db) -> Result<PairedShop> {
        return PairedShop{pairedIn(db), messaging::readSenders(db)};
    });
}

QString fingerprintOf(const QString &code)
{
    return QString::fromLatin1(QCryptographicHash::hash(code.toUtf8(), QCryptographicHash::Sha256).toHex());
}

store::Pending<void> keepRedeemed(store::Store &store, QString code, PairedRelay paired)
{
    return store.write([code, paired](store::Tx &tx) -> Result<> {
        auto relays = pairedIn(tx);
        const auto known = std::ranges::find(relays.items, paired.tenant, &PairedRelay::tenant);
        if (known == relays.items.end())
            relays.items.push_back(paired);
        else {
            known->url = paired.url;
            known->moveTo(paired.publicUrl);
        }
        relays.redeemedCode = fingerprintOf(code);
        write(tx, relays);
        return {};
    });
}

store::Pending<void> keepMoved(store::Store &store, QString tenant, QString publicUrl)
{
    return store.write([tenant, publicUrl](store::Tx &tx) -> Result<> {
        auto relays = pairedIn(tx);
        const auto known = std::ranges::find(relays.items, tenant, &PairedRelay::tenant);
        if (known == relays.items.end() || known->publicUrl == publicUrl)
            return {};
        known->moveTo(publicUrl);
        write(tx, relays);
        return {};
    });
}

store::Pending<void> keepLeft(store::Store &store, QString tenant)
{
    return store.write([tenant](store::Tx &tx) -> Result<> {
        write(tx, pairedIn(tx).without(tenant));
        return {};
    });
}

store::Pending<void> keepMms(store::Store &store, QMap<QString, bool> mms)
{
    return store.write([mms](store::Tx &tx) -> Result<> {
        for (auto it = mms.begin(); it != mms.end(); ++it)
            messaging::markSenderMms(tx, Channel::Sms, it.key(), it.value());
        return {};
    });
}

} // namespace counterbell::webhooks
