// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/null_character.h"

#include <QJsonArray>
#include <QJsonObject>

namespace counterbell::rpc
{

bool holdsNullCharacter(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().contains(QChar(QChar::Null));
    if (value.isArray()) {
        const auto items = value.toArray();
        return std::any_of(items.begin(), items.end(), [](const QJsonValue &item) { return holdsNullCharacter(item); });
    }
    const auto members = value.toObject();
    for (auto it = members.begin(); it != members.end(); ++it) {
        if (it.key().contains(QChar(QChar::Null)) || holdsNullCharacter(it.value()))
            return true;
    }
    return false;
}

} // namespace counterbell::rpc
