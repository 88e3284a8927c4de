// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <random>

namespace counterbell::bench
{

/// The same numbers from the same seed, with every compiler: the engine's sequence is the standard's, the
/// distributions of the standard library are anybody's.
class Chance
{
public:
    explicit Chance(quint64 seed) : m_engine(seed) {}

    /// 0 … count - 1
    [[nodiscard]] qint64 below(qint64 count) { return qint64(m_engine() % quint64(count)); }
    [[nodiscard]] bool inHundred(int share) { return below(100) < share; }
    /// 0 … 1
    [[nodiscard]] double part() { return double(m_engine() >> 11) / double(1ULL << 53); }

private:
    std::mt19937_64 m_engine;
};

} // namespace counterbell::bench
