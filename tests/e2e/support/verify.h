// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/rpc_client.h"

#include <QTest>

/// The call went well; its error is printed otherwise.
#define VERIFY_OK(reply)                                                                                               \
    do {                                                                                                               \
        const counterbell::e2e::Reply verified = (reply);                                                              \
        QVERIFY2(verified.ok(), verified.text().constData());                                                          \
    } while (false)

/// The call was refused with this reason (CONTRACT 3).
#define VERIFY_REFUSED(reply, expected)                                                                                \
    do {                                                                                                               \
        const counterbell::e2e::Reply verified = (reply);                                                              \
        QVERIFY2(verified.code == -32000 && verified.reason == QLatin1StringView(expected),                            \
                 verified.text().constData());                                                                         \
    } while (false)
