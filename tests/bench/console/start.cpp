// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/desk.h"
#include "tests/bench/console/scenarios.h"
#include "tests/bench/console/stopwatch.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace counterbell::bench
{

void announce(const char *what)
{
    std::printf("{\"at\":\"%s\"}\n", what);
    std::fflush(stdout);
}

QJsonObject measureStart(const Course &course)
{
    Desk desk(course.core);
    auto times = desk.signIn();
    times.insert(u"pssKib"_s, qint64(pssKib()));
    return times;
}

QJsonObject measureOpening(const Course &course)
{
    constexpr int kFirstPage = 50; // what a thread asks for first
    Desk desk(course.core);
    (void)desk.signIn();
    QJsonArray longest, longestComputed, others;
    for (int i = 0; i < course.repeat; ++i) {
        others << desk.open(course.others[size_t(i) % course.others.size()], 1).tookNs;
        const auto opening = desk.open(course.longest, std::min(kFirstPage, course.longestRows));
        longest << opening.tookNs;
        longestComputed << opening.computedNs;
    }
    return {{u"longestNs"_s, longest}, {u"longestComputedNs"_s, longestComputed}, {u"othersNs"_s, others}};
}

} // namespace counterbell::bench
