// SPDX-License-Identifier: Apache-2.0
#include "core/store/setup_change.h"

namespace counterbell::store
{

using namespace Qt::StringLiterals;

void noteSetupChange(Tx &tx, const SetupChange &change)
{
    QJsonObject data{{u"part"_s, QString(wireName(change.part))}};
    if (!change.secret.isEmpty())
        data.insert(u"secret"_s, change.secret);
    tx.record(Topic::SetupChanged, data);
}

std::optional<SetupChange> setupChange(const Event &event)
{
    if (event.name != wireName(Topic::SetupChanged))
        return std::nullopt;
    const auto part = fromWireName<SetupPart>(event.data.value(u"part"_s).toString());
    if (!part)
        return std::nullopt; // of a newer program
    return SetupChange{*part, event.data.value(u"secret"_s).toString()};
}

} // namespace counterbell::store
