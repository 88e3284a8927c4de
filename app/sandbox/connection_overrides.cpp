// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/connection_overrides.h"

#include "app/sandbox/form.h"

#include <algorithm>
#include <array>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace
{

/// A number of the fragment within its bounds, else what stands already.
template <class T>
void readNumber(const Form &fragment, const QString &key, int low, int high, T *into)
{
    bool ok = false;
    const int value = fragment.value(key).toInt(&ok);
    if (ok && value >= low && value <= high)
        *into = T(value);
}

} // namespace

ConnectionOverrides ConnectionOverrides::fromUrl(const QString &url)
{
    ConnectionOverrides overrides;
    const auto mark = url.indexOf(u'#');
    if (mark < 0)
        return overrides;
    const auto fragment = Form::parse(url.mid(mark + 1).toUtf8());
    readNumber(fragment, u"ct"_s, 100, 10000, &overrides.connectTime);
    readNumber(fragment, u"rt"_s, 100, 15000, &overrides.readTime);
    readNumber(fragment, u"tt"_s, 100, 15000, &overrides.totalTime);
    readNumber(fragment, u"rc"_s, 0, 5, &overrides.retries);
    if (const auto policy = fragment.find(u"rp"_s)) {
        const auto words = policy->split(u',');
        const bool all = words.contains("all"_L1);
        overrides.onConnect = all || words.contains("ct"_L1);
        overrides.onRead = all || words.contains("rt"_L1);
        overrides.on4xx = all || words.contains("4xx"_L1);
        overrides.on5xx = all || words.contains("5xx"_L1);
    }
    return overrides;
}

bool ConnectionOverrides::retriesAfter(const WebhookTry &failed) const
{
    switch (failed.end) {
    case WebhookTry::End::ConnectFailed:
        return onConnect;
    case WebhookTry::End::ReadFailed:
        return onRead;
    case WebhookTry::End::Answered:
        break;
    }
    return (on4xx && failed.status / 100 == 4) || (on5xx && failed.status / 100 == 5);
}

milliseconds retryWait(int retry)
{
    static constexpr std::array waits{milliseconds(500), milliseconds(1000), milliseconds(2000), milliseconds(4000),
                                      milliseconds(7000)};
    return waits[size_t(std::clamp(retry, 1, int(waits.size())) - 1)];
}

} // namespace counterbell::sandbox
