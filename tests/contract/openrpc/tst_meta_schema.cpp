// SPDX-License-Identifier: Apache-2.0
#include "core/api/budget.h"
#include "core/api/contact.h"
#include "core/api/conversation.h"
#include "core/api/job.h"
#include "core/api/message.h"
#include "core/api/send_log.h"
#include "core/api/template.h"
#include "core/rpc/event_hub.h"

#include "tests/contract/openrpc/oracle.h"
#include "tests/core/rpc/rpc_bench.h"

using namespace counterbell;
using namespace counterbell::rpc;
using namespace Qt::StringLiterals;

namespace
{
/// Types of every shape that the contract has: nested, optional, lists, maps, enumerations, money, ids, pages.
template <class P, class R>
void addType(MethodRegistry &registry, QLatin1StringView name)
{
    registry.add<P, R>(name, "Stands for its types"_L1, Permission::All, [](const Caller &, const P &) {
        return []() -> QCoro::Task<Result<R>> { co_return refuse(Reason::NotFound); }();
    });
}

QJsonObject documentOfEveryShape()
{
    RpcBench bench;
    addType<SendMessage, Message>(bench.registry, "test.send"_L1);
    addType<JobListRequest, Page<Job>>(bench.registry, "test.jobs"_L1);
    addType<Subscribe, Subscribed>(bench.registry, "events.subscribe"_L1);
    addType<SetBudget, Budgets>(bench.registry, "test.budgets"_L1);
    addType<CreateMember, Members>(bench.registry, "test.team"_L1);
    addType<SetWorkspace, Workspace>(bench.registry, "test.workspace"_L1);
    addType<Empty, Page<Conversation>>(bench.registry, "test.conversations"_L1);
    addType<Empty, Page<Contact>>(bench.registry, "test.contacts"_L1);
    addType<Empty, Page<Send>>(bench.registry, "test.sends"_L1);
    return openRpcDocument(bench.registry);
}
} // namespace

class MetaSchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto trouble = missingOracle();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    }

    void acceptsWhatDiscoverySays()
    {
        const auto [code, words] = judge(documentOfEveryShape());
        QVERIFY2(code == 0, qPrintable(words));
        QVERIFY2(words.contains(u"21 methods, 0 faults"_s), qPrintable(words));
    }

    void wouldNoticeAFault()
    {
        auto document = documentOfEveryShape();
        auto methods = document.value("methods"_L1).toArray();
        auto method = methods.at(0).toObject();
        method.remove("params"_L1);
        methods.replace(0, method);
        document.insert("methods"_L1, methods);
        QVERIFY(judge(document).first != 0);
    }
};

QTEST_GUILESS_MAIN(MetaSchemaTest)
#include "tst_meta_schema.moc"
