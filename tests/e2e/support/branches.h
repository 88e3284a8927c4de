// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/database_server.h"
#include "tests/e2e/support/second_core.h"
#include "tests/e2e/support/stack_under_test.h"
#include "tests/support/postgres/cutting_proxy.h"

#include <array>

namespace counterbell::e2e
{

/// A shop of two branches: two cores on one PostgreSQL server of the test's own, each with a way there that can be cut.
/// Core 0 is the stack's, core 1 the other.
class Branches
{
public:
    /// Before the stack is started for the first time.
    explicit Branches(StackUnderTest &stack) : m_stack(stack) {}

    /// The server, before the stack is started; the stack works on it from now on.
    [[nodiscard]] bool openDatabase();
    /// The other core, when the stack has made the shop.
    [[nodiscard]] bool openSecond();
    /// Starts what has died, and lets everything through.
    [[nodiscard]] bool recover();
    /// False when the second core or the server didn't end as they should.
    [[nodiscard]] bool close();

    [[nodiscard]] DatabaseServer &database() { return m_database; }
    [[nodiscard]] CuttingProxy &wayOf(int core) { return *m_ways.at(size_t(core)); }
    [[nodiscard]] qint64 pidOf(int core) const { return core == 0 ? m_stack.corePid() : m_second->pid(); }
    /// {core, token} of the second, empty while it isn't there.
    [[nodiscard]] QJsonObject second() const;
    [[nodiscard]] QByteArray logOfSecond() const { return m_second ? m_second->logTail(100'000) : QByteArray(); }

private:
    StackUnderTest &m_stack;
    DatabaseServer m_database;
    std::array<std::unique_ptr<CuttingProxy>, 2> m_ways;
    std::unique_ptr<SecondCore> m_second;
};

} // namespace counterbell::e2e
