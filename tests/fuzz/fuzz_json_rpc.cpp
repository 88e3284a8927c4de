// SPDX-License-Identifier: Apache-2.0
#include "core/api/job.h"
#include "core/api/message.h"
#include "core/api/send_log.h"
#include "core/rpc/json_rpc.h"
#include "tests/fuzz/require.h"

#include <QJsonDocument>

using namespace counterbell;
using counterbell::fuzz::require;

namespace
{

/// What was understood is written as something that is understood the same.
template <class T>
void readBack(const QJsonObject &parameters)
{
    T value{};
    JsonProblem problem;
    if (!Json<T>::read(parameters, value, problem)) {
        require(!rpc::faultOf(problem).message.isEmpty());
        return;
    }
    T again{};
    require(Json<T>::read(Json<T>::write(value), again, problem));
    require(Json<T>::write(again) == Json<T>::write(value));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const char *data, std::size_t size)
{
    constexpr int kMostItems = 20;
    const auto batch = rpc::parseFrame(QByteArray(data, qsizetype(size)), kMostItems);
    require(!batch.items.empty() && batch.items.size() <= kMostItems && (batch.isList || batch.items.size() == 1));
    for (const auto &item : batch.items) {
        if (const auto *malformed = std::get_if<rpc::Malformed>(&item)) {
            require(malformed->fault.code <= -32600 && malformed->fault.code >= -32700);
            continue;
        }
        const auto &request = std::get<rpc::Request>(item);
        require(!request.id || request.id->isString() || request.id->isDouble() || request.id->isNull());
        readBack<SendMessage>(request.parameters);
        readBack<CreateJob>(request.parameters);
        readBack<SendLogRequest>(request.parameters);
    }
    return 0;
}
