// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/openrpc.h"

#include "core/api/workspace.h"
#include "core/rpc/json_rpc.h"
#include "core/rpc/method_registry.h"

#include "counterbell_version.h"

using namespace Qt::StringLiterals;

namespace counterbell::rpc
{

namespace
{
QJsonArray parametersOf(const QJsonObject &schema)
{
    const auto required = schema.value("required"_L1).toArray();
    const auto properties = schema.value("properties"_L1).toObject();
    QJsonArray parameters;
    // Required ones first, as the document format asks.
    for (const bool isRequired : {true, false}) {
        for (auto it = properties.begin(); it != properties.end(); ++it) {
            if (required.contains(it.key()) == isRequired)
                parameters.append(
                    QJsonObject{{u"name"_s, it.key()}, {u"required"_s, isRequired}, {u"schema"_s, it.value()}});
        }
    }
    return parameters;
}

QJsonObject methodObject(const Method &method)
{
    const auto reference = [](const QString &error) {
        return QJsonObject{{u"$ref"_s, u"#/components/errors/"_s + error}};
    };
    return {{u"name"_s, method.name},
            {u"summary"_s, method.summary},
            {u"paramStructure"_s, u"by-name"_s},
            {u"params"_s, parametersOf(method.parameterSchema())},
            {u"result"_s, QJsonObject{{u"name"_s, u"result"_s}, {u"schema"_s, method.resultSchema()}}},
            {u"errors"_s, QJsonArray{reference(u"wrongShape"_s), reference(u"refused"_s)}},
            {u"x-permission"_s, QString(wireName(method.permission))}};
}

QJsonObject components()
{
    QJsonArray reasons;
    for (const auto &[reason, name] : WireNames<Reason>::values)
        reasons.append(QString(name));
    const QJsonObject wrongShape{{u"code"_s, kWrongShape},
                                 {u"message"_s, u"The path of the parameter and what is wrong with it"_s}};
    const QJsonObject refused{{u"code"_s, kRefused},
                              {u"message"_s, u"The reason's word"_s},
                              {u"data"_s, QJsonObject{{u"reason"_s, reasons}, {u"details"_s, QJsonObject{}}}}};
    return {{u"errors"_s, QJsonObject{{u"wrongShape"_s, wrongShape}, {u"refused"_s, refused}}}};
}

QCoro::Task<Result<QJsonObject>> discover(const MethodRegistry *registry)
{
    co_return openRpcDocument(*registry);
}

QCoro::Task<Result<VersionInfo>> version()
{
    VersionInfo info;
    info.software = QStringLiteral(COUNTERBELL_VERSION);
    info.qt = QString::fromUtf8(qVersion());
    co_return info;
}
} // namespace

QJsonObject openRpcDocument(const MethodRegistry &registry)
{
    QJsonArray methods;
    for (const auto &[name, method] : registry.methods())
        methods.append(methodObject(method));
    const QJsonObject info{{u"title"_s, u"Counterbell core"_s},
                           {u"version"_s, QStringLiteral(COUNTERBELL_VERSION)},
                           {u"license"_s, QJsonObject{{u"name"_s, u"Apache-2.0"_s}}}};
    return {{u"openrpc"_s, u"1.2.6"_s}, {u"info"_s, info}, {u"methods"_s, methods}, {u"components"_s, components()}};
}

void addDiscovery(MethodRegistry &registry)
{
    registry.add<Empty, QJsonObject>("rpc.discover"_L1, "This document"_L1, Permission::Public,
                                     [&registry](const Caller &, const Empty &) { return discover(&registry); });
    registry.add<Empty, VersionInfo>("system.version"_L1, "Versions of the software and of the contract"_L1,
                                     Permission::Public, [](const Caller &, const Empty &) { return version(); });
}

} // namespace counterbell::rpc
