// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/secret_store.h"

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

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
