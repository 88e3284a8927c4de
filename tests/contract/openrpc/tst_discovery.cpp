// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/permissions.h"

#include "tests/contract/openrpc/oracle.h"
#include "tests/core/rpc/rpc_client.h"
#include "tests/support/line_process.h"

#include <QTemporaryDir>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{

/// CONTRACT 3's table: each permission's word and its methods. What answers before login is `public`.
const QMap<QString, QString> kTable{
    {u"public"_s, u"session.login session.hello session.members system.version system.health rpc.discover"_s},
    {u"all"_s,
     u"session.whoAmI session.logout inbox.conversations inbox.conversation inbox.counts inbox.messages inbox.addNote "
     "inbox.search contacts.create contacts.list contacts.get contacts.update contacts.parsePhone "
     "consent.history templates.list templates.preview jobs.list jobs.get jobs.create jobs.update "
     "jobs.assign jobs.setUrgent jobs.setStatus jobs.undo jobs.history sends.sendNow sends.cancel sends.edit "
     "notifications.get team.list media.get sendLog.query sendLog.counts workspace.get quickReplies.list "
     "events.subscribe sandbox.advanceClock "
     "reports.summary"_s},
    {u"agent_up"_s, u"inbox.takeOver inbox.release inbox.retry inbox.assign inbox.markRead inbox.noReplyNeeded "
                    "inbox.close inbox.reopen inbox.snooze inbox.setDraft inbox.open contacts.merge contacts.unmerge "
                    "sendLog.get sendLog.export "
                    "sendLog.retry media.upload quickReplies.set"_s},
    {u"agent_up_or_assigned_staff"_s, u"inbox.send"_s},
    {u"agent_up_or_staff_at_intake"_s, u"consent.record"_s},
    {u"manager_up"_s, u"templates.sync notifications.set team.create team.update workspace.set budgets.list "
                      "budgets.set agent.get agent.set agent.testReply contacts.export providers.list providers.test "
                      "providers.setCredentials providers.setSenders relays.list relays.pair relays.remove"_s},
    {u"own_pin_or_manager_up"_s, u"team.setPin"_s},
    {u"self_or_manager_up"_s, u"team.setPersonalOptOut"_s},
    {u"owner"_s, u"contacts.erase"_s},
};

QMap<QString, QString> permissionsByMethod()
{
    QMap<QString, QString> permissions;
    for (auto it = kTable.begin(); it != kTable.end(); ++it) {
        for (const auto &method : it.value().split(u' '))
            permissions.insert(method, it.key());
    }
    return permissions;
}

} // namespace

/// The document of a running core, all three programs being up (CONTRACT 3).
class DiscoveryTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<test::LineProcess> m_up;
    RpcClient m_core;
    QJsonObject m_document;
    QMap<QString, QString> m_said; ///< permission by method, as the document says it

private Q_SLOTS:
    void initTestCase()
    {
        const auto trouble = missingOracle();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        m_up = std::make_unique<test::LineProcess>(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"),
                                                   QStringList{u"up"_s, u"--data"_s, m_folder.path()});
        static const QRegularExpression readyLine(u"^(\\{[^\\n]*\"webhookUrl\"[^\\n]*\\})$"_s,
                                                  QRegularExpression::MultilineOption);
        const auto ready = QJsonDocument::fromJson(m_up->waitFor(readyLine).captured(1).toUtf8()).object();
        QVERIFY2(!ready.isEmpty(), qPrintable(m_up->said()));
        QVERIFY(m_core.open(QUrl(ready["core"_L1].toString()), ready["token"_L1].toString().toLatin1()));
        m_document = m_core.result(u"rpc.discover"_s);
        for (const auto &method : m_document["methods"_L1].toArray())
            m_said.insert(method["name"_L1].toString(), method["x-permission"_L1].toString());
        QVERIFY(!m_said.isEmpty());
    }
    void cleanupTestCase() { m_up.reset(); }

    void isAnOpenRpcDocument()
    {
        const auto [code, words] = judge(m_document);
        QVERIFY2(code == 0, qPrintable(words));
        QVERIFY2(words.contains(u"%1 methods, 0 faults"_s.arg(m_said.size())), qPrintable(words));
    }

    void everyMethodSaysWhoMayCallIt()
    {
        for (auto it = m_said.begin(); it != m_said.end(); ++it)
            QVERIFY2(fromWireName<rpc::Permission>(it.value()), qPrintable(it.key() + u" says "_s + it.value()));
    }

    void everyMethodOfTheTableIsThere_data()
    {
        QTest::addColumn<QString>("permission");
        const auto permissions = permissionsByMethod();
        for (auto it = permissions.begin(); it != permissions.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.value();
    }
    void everyMethodOfTheTableIsThere()
    {
        QFETCH(const QString, permission);
        QCOMPARE(m_said.value(QString::fromLatin1(QTest::currentDataTag()), u"no such method"_s), permission);
    }

    void nothingIsThereThatTheTableLacks()
    {
        const auto known = permissionsByMethod();
        for (auto it = m_said.begin(); it != m_said.end(); ++it)
            QVERIFY2(known.contains(it.key()), qPrintable(it.key() + u" has no row in this test's table"_s));
    }

    void beforeLoginOnlyThePublicOnesAnswer()
    {
        for (auto it = m_said.begin(); it != m_said.end(); ++it) {
            const auto reason = RpcClient::reason(m_core.call(it.key(), {{u"nothing"_s, 1}}));
            QVERIFY2((reason == u"notSignedIn"_s) == (it.value() != u"public"_s),
                     qPrintable(it.key() + u": "_s + reason));
        }
    }
};

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "tst_discovery.moc"
