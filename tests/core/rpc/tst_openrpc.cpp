// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/openrpc.h"

#include "core/api/job.h"
#include "core/rpc/event_hub.h"

#include "tests/core/rpc/rpc_bench.h"

#include <QFile>
#include <QRegularExpression>

using namespace counterbell;
using namespace counterbell::rpc;
using namespace Qt::StringLiterals;

namespace
{
QCoro::Task<Result<Job>> noJob()
{
    co_return refuse(Reason::NotFound);
}

/// What JSON Schema asks of each schema here, all the way down; the path of the first fault.
QString faultIn(const QJsonObject &schema, const QString &path)
{
    static const QStringList types{u"object"_s, u"array"_s, u"string"_s, u"integer"_s, u"number"_s, u"boolean"_s};
    const auto type = schema.value("type"_L1).toString();
    if (!types.contains(type))
        return path + u" has no type"_s;
    if (type == "array"_L1)
        return faultIn(schema.value("items"_L1).toObject(), path + u"[]"_s);
    const auto properties = schema.value("properties"_L1).toObject();
    for (const auto &name : schema.value("required"_L1).toArray()) {
        if (!properties.contains(name.toString()))
            return path + u" requires "_s + name.toString();
    }
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const auto fault = faultIn(it->toObject(), path + u'.' + it.key());
        if (!fault.isEmpty())
            return fault;
    }
    return {};
}
} // namespace

class OpenRpcTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void describesExactlyWhatIsRegistered()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        const auto document = client.result(u"rpc.discover"_s);
        QStringList names;
        for (const auto &method : document.value("methods"_L1).toArray())
            names << method["name"_L1].toString();
        QStringList registered;
        for (const auto &[name, method] : bench.registry.methods())
            registered << name;
        QCOMPARE(names, registered);
        QVERIFY(names.contains(u"rpc.discover"_s));
        QVERIFY(names.contains(u"session.login"_s));
    }

    void describesOneMethodWhole()
    {
        MethodRegistry registry;
        registry.add<SetJobStatus, Job>("jobs.setStatus"_L1, "Moves a job"_L1, Permission::All,
                                        [](const Caller &, const SetJobStatus &) { return noJob(); });
        const auto method = openRpcDocument(registry).value("methods"_L1).toArray().at(0).toObject();
        QCOMPARE(method.value("summary"_L1).toString(), u"Moves a job"_s);
        QCOMPARE(method.value("paramStructure"_L1).toString(), u"by-name"_s);
        QCOMPARE(method.value("x-permission"_L1).toString(), u"all"_s);
        QStringList parameters;
        for (const auto &parameter : method.value("params"_L1).toArray())
            parameters << parameter["name"_L1].toString() + (parameter["required"_L1].toBool() ? u"!"_s : u"?"_s);
        QCOMPARE(parameters, (QStringList{u"jobId!"_s, u"status!"_s, u"holdSeconds?"_s}));
        const auto result = method.value("result"_L1).toObject();
        QVERIFY(!result.value("name"_L1).toString().isEmpty());
        QCOMPARE(result.value("schema"_L1).toObject(), Json<Job>::schema());
    }

    void isWellFormed()
    {
        RpcBench bench;
        const auto document = openRpcDocument(bench.registry);
        QCOMPARE(document.value("openrpc"_L1).toString(), u"1.2.6"_s);
        QVERIFY(!document.value("info"_L1)["title"_L1].toString().isEmpty());
        QVERIFY(!document.value("info"_L1)["version"_L1].toString().isEmpty());
        const auto errors = document.value("components"_L1)["errors"_L1].toObject();
        for (const auto &value : document.value("methods"_L1).toArray()) {
            const auto method = value.toObject();
            const auto name = method.value("name"_L1).toString();
            QVERIFY2(fromWireName<Permission>(method.value("x-permission"_L1).toString()), qPrintable(name));
            QVERIFY2(!method.value("summary"_L1).toString().isEmpty(), qPrintable(name));
            QCOMPARE(faultIn(method.value("result"_L1)["schema"_L1].toObject(), name), QString());
            for (const auto &parameter : method.value("params"_L1).toArray())
                QCOMPARE(faultIn(parameter["schema"_L1].toObject(), name), QString());
            for (const auto &error : method.value("errors"_L1).toArray())
                QVERIFY(errors.contains(error["$ref"_L1].toString().section(u'/', -1)));
        }
        for (const auto &error : errors) {
            QVERIFY(error["code"_L1].isDouble());
            QVERIFY(error["message"_L1].isString());
        }
    }

    void listsMethodsWithoutAPermission()
    {
        // There is no way to add one without: what this proves is that the word is a known one in each.
        RpcBench bench;
        QStringList without;
        for (const auto &value : openRpcDocument(bench.registry).value("methods"_L1).toArray()) {
            if (!fromWireName<Permission>(value["x-permission"_L1].toString()))
                without << value["name"_L1].toString();
        }
        QCOMPARE(without, QStringList());
    }

    void opensExactlyTheContractsMethodsBeforeLogin()
    {
        RpcBench bench;
        QStringList open;
        for (const auto &[name, method] : bench.registry.methods()) {
            if (method.permission == Permission::Public)
                open << name;
        }
        QCOMPARE(open, (QStringList{u"rpc.discover"_s, u"session.hello"_s, u"session.login"_s, u"session.members"_s,
                                    u"system.health"_s, u"system.version"_s}));
    }

    void refusesTwoMethodsOfOneName()
    {
        RpcBench bench;
        QVERIFY_THROWS_EXCEPTION(std::logic_error, addDiscovery(bench.registry));
    }
};

QTEST_GUILESS_MAIN(OpenRpcTest)
#include "tst_openrpc.moc"
