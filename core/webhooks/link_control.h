// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QString>

#include <variant>

/// The control messages of the link as values (CONTRACT 4). Pure.
namespace counterbell::webhooks
{

/// What the core says first. `cursors` is the last event of each spool that is committed.
struct LinkHello {
    QString store; ///< the database's UUID
    qint64 term = 0;
    QMap<QString, qint64> cursors;
    QString software;

    bool operator==(const LinkHello &) const = default;
};

/// The relay's answer: which spool this is, and what it holds.
struct LinkWelcome {
    QString spool;
    QString tenant;
    qint64 oldest = 0;
    qint64 head = 0;
    QString publicUrl;

    bool operator==(const LinkWelcome &) const = default;
};

/// Events `from` to `to` are lost to the link; catch-up has to look for them.
struct LinkGap {
    qint64 from = 0;
    qint64 to = 0;
    QString reason; ///< quota, expired, corrupt

    bool operator==(const LinkGap &) const = default;
};

/// How full the relay is, and how much it refused by its limits since it started.
struct LinkStatus {
    qint64 used = 0;
    qint64 quota = 0;
    qint64 refused = 0;

    bool operator==(const LinkStatus &) const = default;
};

struct LinkUnknown {
    bool operator==(const LinkUnknown &) const = default;
};
struct LinkMalformed {
    bool operator==(const LinkMalformed &) const = default;
};

using LinkControl = std::variant<LinkWelcome, LinkGap, LinkStatus, LinkUnknown, LinkMalformed>;

/// Unknown messages and fields are passed over; a known one that lacks what it needs is malformed.
[[nodiscard]] LinkControl parseControl(const QString &text);

[[nodiscard]] QString encodeHello(const LinkHello &hello);
[[nodiscard]] QString encodeAck(qint64 seq);

} // namespace counterbell::webhooks
