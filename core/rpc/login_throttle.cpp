// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/login_throttle.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace counterbell::rpc
{

namespace
{
constexpr int kFreePerLogin = 3;
constexpr auto kLongestPerLogin = 30s;
constexpr auto kPeace = 15min;
constexpr int kFreeForAll = 20;
constexpr auto kLongestForAll = 5s;
constexpr auto kForgetOneOfAll = 10s;
constexpr qsizetype kMostLogins = 1000; // made-up names must not fill the memory

std::chrono::seconds delayAfter(int failures, int free, std::chrono::seconds longest)
{
    if (failures < free)
        return 0s;
    return std::min(std::chrono::seconds(1LL << std::min(failures - free, 10)), longest);
}

std::chrono::seconds remaining(std::chrono::seconds delay, std::chrono::steady_clock::duration since)
{
    return since >= delay ? 0s : std::chrono::ceil<std::chrono::seconds>(delay - since);
}

int remembered(int count, std::chrono::steady_clock::duration since)
{
    const auto forgotten = since / kForgetOneOfAll;
    return forgotten >= count ? 0 : count - static_cast<int>(forgotten);
}
} // namespace

QString LoginThrottle::keyOf(const QString &login)
{
    return login.left(64).toCaseFolded();
}

std::chrono::seconds LoginThrottle::wait(const QString &login, Instant now) const
{
    auto longest =
        remaining(delayAfter(remembered(m_all.count, now - m_all.last), kFreeForAll, kLongestForAll), now - m_all.last);
    const auto own = m_logins.constFind(keyOf(login));
    if (own != m_logins.constEnd() && now - own->last < kPeace)
        longest =
            std::max(longest, remaining(delayAfter(own->count, kFreePerLogin, kLongestPerLogin), now - own->last));
    return longest;
}

void LoginThrottle::wrongPin(const QString &login, Instant now)
{
    m_all = {remembered(m_all.count, now - m_all.last) + 1, now};
    forgetOld(now);
    auto &own = m_logins[keyOf(login)];
    if (now - own.last >= kPeace)
        own.count = 0;
    own = {own.count + 1, now};
}

void LoginThrottle::rightPin(const QString &login)
{
    m_logins.remove(keyOf(login));
}

void LoginThrottle::forgetOld(Instant now)
{
    if (m_logins.size() < kMostLogins)
        return;
    m_logins.removeIf([&](const std::pair<const QString &, Failures &> &entry) {
        return now - entry.second.last >= kLongestPerLogin;
    });
    if (m_logins.size() >= kMostLogins)
        m_logins.erase(std::min_element(m_logins.begin(), m_logins.end(),
                                        [](const Failures &a, const Failures &b) { return a.last < b.last; }));
}

} // namespace counterbell::rpc
