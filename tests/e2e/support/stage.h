// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/desk.h"
#include "tests/e2e/support/handset.h"
#include "tests/e2e/support/stack_under_test.h"

#include <QTest>

#include <memory>

namespace counterbell::e2e
{

/// Where a story is played: a stack, the sandbox, and somebody of each role signed in (CONTRACT 3, Sandbox shop).
class Stage
{
public:
    /// Starts the stack; a member signs in when first asked for.
    [[nodiscard]] bool open()
    {
        if (!m_stack.start())
            return false;
        m_sandbox = std::make_unique<SandboxControl>(m_stack.ready());
        return true;
    }
    /// For each test's `cleanup()`: prints the log's end when the test has failed.
    void showLogOfFailure() const
    {
        if (QTest::currentTestFailed())
            qWarning("the log ends with:\n%s", m_stack.logTail().constData());
    }
    /// SIGTERM: true when everything ended as CONTRACT 1 says.
    [[nodiscard]] bool close()
    {
        m_members.clear();
        return m_stack.stop();
    }

    /// After a core was killed: the agent signs in to the new one, the others when they are next asked for.
    [[nodiscard]] bool signInAgain()
    {
        m_members.clear();
        return agent().isConnected();
    }

    StackUnderTest &stack() { return m_stack; }
    SandboxControl &sandbox() { return *m_sandbox; }
    Handset phone(const QString &number) { return {*m_sandbox, number}; }

    RpcClient &owner() { return member(QStringLiteral("owner"), QStringLiteral("1111")); }
    RpcClient &manager() { return member(QStringLiteral("manager"), QStringLiteral("2222")); }
    RpcClient &agent() { return member(QStringLiteral("agent"), QStringLiteral("3333")); }
    RpcClient &staff() { return member(QStringLiteral("staff"), QStringLiteral("4444")); }

private:
    RpcClient &member(const QString &login, const QString &pin)
    {
        auto &client = m_members[login];
        if (!client) {
            client = std::make_unique<RpcClient>(m_stack.ready());
            if (!client->login(login, pin))
                qWarning("%s could not sign in", qPrintable(login));
        }
        return *client;
    }

    StackUnderTest m_stack;
    std::unique_ptr<SandboxControl> m_sandbox;
    std::map<QString, std::unique_ptr<RpcClient>> m_members;
};

} // namespace counterbell::e2e
