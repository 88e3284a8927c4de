// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/launch_token.h"

#include <QTest>

using namespace counterbell::rpc;

class LaunchTokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesTheWholeTokenOnly_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *name, const char *authorization, const char *token, bool matches) {
            QTest::newRow(name) << QByteArray(authorization) << QByteArray(token) << matches;
        };
        row("the token", "Bearer abc", "abc", true);
        row("spaces around", "bearer  abc ", "abc", true);
        row("another case", "Bearer ABC", "abc", false);
        row("its beginning", "Bearer ab", "abc", false);
        row("more than it", "Bearer abcd", "abc", false);
        row("no scheme", "abc", "abc", false);
        row("another scheme", "Basic abc", "abc", false);
        row("nothing", "", "abc", false);
        row("no token is known", "Bearer ", "", false);
        row("nothing at all", "", "", false);
    }
    void matchesTheWholeTokenOnly()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(QByteArray, token);
        QTEST(bearsToken(authorization, token), "matches");
    }
};

QTEST_GUILESS_MAIN(LaunchTokenTest)
#include "tst_launch_token.moc"
