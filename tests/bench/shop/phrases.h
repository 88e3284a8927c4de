// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/shop/chance.h"

#include <QString>

namespace counterbell::bench
{

/// What customers and the shop write to each other. Frequent words are frequent and rare ones rare, as in speech:
/// names of makers and places follow 1/rank over some thousands.
class Phrases
{
public:
    explicit Phrases(Chance &chance);

    [[nodiscard]] QString fromCustomer();
    [[nodiscard]] QString fromShop(const QString &customer);
    [[nodiscard]] QString note();
    [[nodiscard]] QString name();
    [[nodiscard]] QString piece();

private:
    [[nodiscard]] QString filled(QString sentence, const QString &customer);
    [[nodiscard]] QString pick(const QStringList &from);
    [[nodiscard]] QString properName();

    Chance &m_chance;
    QStringList m_properNames;
};

} // namespace counterbell::bench
