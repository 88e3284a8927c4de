// SPDX-License-Identifier: Apache-2.0
// Credentials that a running core is given are what it calls the provider with from then on (FEATURES CB-01, CB-02).
#include "tests/e2e/support/account.h"
#include "tests/e2e/support/health.h"
#include "tests/e2e/support/verify.h"

using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

class TestCredentials : public QObject
{
    Q_OBJECT
private:
    Stage m_stage;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open()); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }
    void cleanup() { m_stage.showLogOfFailure(); }

    void whatIsGivenToARunningCoreIsUsedAtOnce_CB01()
    {
        auto &manager = m_stage.manager();
        QVERIFY(manager.subscribe());
        QCOMPARE(providerProblem(manager), QString());
        VERIFY_OK(manager.call("providers.setCredentials"_L1, Account::wrongKey()));
        QTRY_COMPARE_WITH_TIMEOUT(providerProblem(manager), u"credentialsRefused"_s, 5'000);
        VERIFY_REFUSED(m_stage.agent().call("providers.setCredentials"_L1, Account::wrongKey()), "notPermitted");
        VERIFY_OK(manager.call("providers.setCredentials"_L1, Account(m_stage).newKey()));
        QTRY_COMPARE_WITH_TIMEOUT(providerProblem(manager), QString(), 5'000);
        for (const auto &event : manager.events())
            QVERIFY2(!event.name.startsWith("setup."_L1), "consoles are told what is between cores");
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestCredentials)
#include "tst_credentials.moc"
