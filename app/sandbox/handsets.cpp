// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/handsets.h"

#include "app/sandbox/database.h"
#include "app/sandbox/rules.h"

#include <QSqlQuery>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

/// The country that a business-scoped user id begins with; ZZ is nobody's.
QLatin1StringView countryOf(const QString &number)
{
    struct Prefix {
        QLatin1StringView digits;
        QLatin1StringView country;
    };
    static constexpr Prefix prefixes[] = {{"+61"_L1, "AU"_L1}, {"+64"_L1, "NZ"_L1}, {"+44"_L1, "GB"_L1},
                                          {"+49"_L1, "DE"_L1}, {"+31"_L1, "NL"_L1}, {"+33"_L1, "FR"_L1},
                                          {"+55"_L1, "BR"_L1}, {"+1"_L1, "US"_L1}};
    for (const auto &prefix : prefixes) {
        if (number.startsWith(prefix.digits))
            return prefix.country;
    }
    return "ZZ"_L1;
}

/// `+61412345678` → `AU.1000061412345678`: a user id that leads back to its number.
QString derivedBsuid(const QString &number)
{
    return countryOf(number) + u".1"_s + number.mid(1).rightJustified(15, u'0');
}

} // namespace

QString Handset::displayName() const
{
    return name.isEmpty() ? u"Customer "_s + number.right(4) : name;
}

QString Handset::externalUserId() const
{
    if (isBsuid(number)) // a customer without a number is known by the id alone
        return u"whatsapp:"_s + number;
    return u"whatsapp:"_s + (bsuid.isEmpty() ? derivedBsuid(number) : bsuid);
}

Handset Handsets::get(const QString &number) const
{
    Handset handset{.number = number, .name = {}, .bsuid = {}};
    m_database.select(u"SELECT on_whatsapp, reachable, reads, landline, name, bsuid FROM handsets WHERE number=?"_s,
                      {number}, [&](const QSqlQuery &row) {
                          handset.onWhatsApp = row.value(0).toBool();
                          handset.reachable = row.value(1).toBool();
                          handset.reads = row.value(2).toBool();
                          handset.landline = row.value(3).toBool();
                          handset.name = row.value(4).toString();
                          handset.bsuid = row.value(5).toString();
                      });
    return handset;
}

bool Handsets::put(const Handset &handset)
{
    return m_database.run(
        u"INSERT OR REPLACE INTO handsets (number, on_whatsapp, reachable, reads, landline, name, bsuid)"
        " VALUES (?,?,?,?,?,?,?)"_s,
        {handset.number, int(handset.onWhatsApp), int(handset.reachable), int(handset.reads), int(handset.landline),
         handset.name, handset.bsuid});
}

QString Handsets::numberOfBsuid(const QString &bsuid) const
{
    const auto number = m_database.single(u"SELECT number FROM handsets WHERE bsuid=?"_s, {bsuid}).toString();
    if (!number.isEmpty())
        return number;
    const auto derived = u"+"_s + QString::number(bsuid.section(u'.', 1).mid(1).toULongLong());
    return derivedBsuid(derived) == bsuid ? derived : bsuid;
}

bool Handsets::isOptedOut(const QString &sender, const QString &number) const
{
    return m_database.single(u"SELECT 1 FROM opt_outs WHERE sender=? AND number=?"_s, {sender, number}).isValid();
}

bool Handsets::setOptedOut(const QString &sender, const QString &number, bool optedOut)
{
    return optedOut
               ? m_database.run(u"INSERT OR REPLACE INTO opt_outs (sender, number) VALUES (?,?)"_s, {sender, number})
               : m_database.run(u"DELETE FROM opt_outs WHERE sender=? AND number=?"_s, {sender, number});
}

std::optional<qint64> Handsets::lastInboundMs(const QString &sender, const QString &number) const
{
    const auto ms =
        m_database.single(u"SELECT inbound_ms FROM windows WHERE sender=? AND number=?"_s, {sender, number});
    return ms.isValid() ? std::optional(ms.toLongLong()) : std::nullopt;
}

bool Handsets::setLastInbound(const QString &sender, const QString &number, qint64 ms)
{
    return m_database.run(u"INSERT OR REPLACE INTO windows (sender, number, inbound_ms) VALUES (?,?,?)"_s,
                          {sender, number, ms});
}

} // namespace counterbell::sandbox
