// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/secret_store.h"

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

QCoro::Task<Result<QByteArray>> SecretStore::keepOnce(QString name, QByteArray value)
{
    const auto present = co_await read(name);
    if (!present)
        co_return tl::unexpected(present.error());
    if (*present)
        co_return **present;
    const auto kept = co_await write(name, value);
    if (!kept)
        co_return tl::unexpected(kept.error());
    co_return value;
}

tl::unexpected<Error> secretProblem(QLatin1StringView problem)
{
    return refuse(Reason::Internal, {{"problem"_L1, problem}});
}

Result<> checkSecretName(const QString &name)
{
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'_' || c == u'-';
    };
    if (name.isEmpty() || name.size() > 64 || !std::ranges::all_of(name, isAllowed))
        return refuse(Reason::InvalidArgument, {{"what"_L1, "name"_L1}});
    return {};
}

Result<> checkSecretValue(const QByteArray &value)
{
    if (value.size() > 64 * 1024)
        return refuse(Reason::InvalidArgument, {{"what"_L1, "value"_L1}});
    return {};
}

} // namespace counterbell::secrets
