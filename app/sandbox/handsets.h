// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace counterbell::sandbox
{

class Database;

/// A customer's phone. Numbers nobody has spoken of exist with these defaults (CONTRACT 2).
struct Handset {
    QString number = {};
    bool onWhatsApp = true;
    bool reachable = true;
    bool reads = true;
    bool landline = false;
    QString name = {};  ///< the WhatsApp profile name
    QString bsuid = {}; ///< `AU.1234…`, without prefix; empty until the handset wrote under one

    /// The profile name, or one made of the number's last digits.
    [[nodiscard]] QString displayName() const;
    /// The business-scoped user id that WhatsApp webhooks carry (FACTS 4.3): the one given, or one that follows
    /// from the number.
    [[nodiscard]] QString externalUserId() const;
};

/// Handsets, what they opted out of, and when they last wrote.
class Handsets
{
public:
    explicit Handsets(Database &database) : m_database(database) {}

    [[nodiscard]] Handset get(const QString &number) const;
    [[nodiscard]] bool put(const Handset &handset);
    /// The number behind a business-scoped user id; the id itself when it is nobody's.
    [[nodiscard]] QString numberOfBsuid(const QString &bsuid) const;

    /// Opt-outs are per sender and number (FACTS 8).
    [[nodiscard]] bool isOptedOut(const QString &sender, const QString &number) const;
    [[nodiscard]] bool setOptedOut(const QString &sender, const QString &number, bool optedOut);

    [[nodiscard]] std::optional<qint64> lastInboundMs(const QString &sender, const QString &number) const;
    [[nodiscard]] bool setLastInbound(const QString &sender, const QString &number, qint64 ms);

private:
    Database &m_database;
};

} // namespace counterbell::sandbox
