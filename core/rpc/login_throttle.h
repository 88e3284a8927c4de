// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <chrono>

namespace counterbell::rpc
{

/// Slows whoever tries PINs, and locks nobody out for good (DESIGN 8). Two delays, the longer counts:
/// - per login: none for the first three wrong PINs, then 1, 2, 4, 8, 16 and at most 30 s each; a right PIN or a
///   quarter of an hour of peace forgets them;
/// - for all logins together: none for the first twenty, then 1, 2, 4 and at most 5 s; one is forgotten each 10 s.
/// Pure: the caller brings the steady clock's time.
class LoginThrottle
{
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// How long before this login may be tried again, rounded up; zero when now.
    [[nodiscard]] std::chrono::seconds wait(const QString &login, Instant now) const;

    void wrongPin(const QString &login, Instant now);
    void rightPin(const QString &login);

private:
    struct Failures {
        int count = 0;
        Instant last;
    };

    [[nodiscard]] static QString keyOf(const QString &login);
    void forgetOld(Instant now);

    QHash<QString, Failures> m_logins;
    Failures m_all;
};

} // namespace counterbell::rpc
