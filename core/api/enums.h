// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace counterbell
{

/// The wire names of an enumeration, specialised once beside each enumeration of the contract.
/// The database keeps the same words.
template <class E>
struct WireNames; // static constexpr std::array<std::pair<E, QLatin1StringView>, N> values

template <class E>
concept WireEnum = requires { WireNames<E>::values; };

template <WireEnum E>
[[nodiscard]] constexpr QLatin1StringView wireName(E value)
{
    for (const auto &[candidate, name] : WireNames<E>::values) {
        if (candidate == value)
            return name;
    }
    return {};
}

template <WireEnum E>
[[nodiscard]] std::optional<E> fromWireName(QStringView name)
{
    for (const auto &[candidate, known] : WireNames<E>::values) {
        if (name == known)
            return candidate;
    }
    return std::nullopt;
}

/// For columns that only this program writes: an unknown word is a broken invariant and gives `fallback`.
template <WireEnum E>
[[nodiscard]] E fromWireName(QStringView name, E fallback)
{
    return fromWireName<E>(name).value_or(fallback);
}

} // namespace counterbell

/// COUNTERBELL_WIRE_NAMES(Channel, {Channel::WhatsApp, "whatsapp"}, …): placed outside any namespace.
#define COUNTERBELL_WIRE_NAMES(Enum, ...)                                                                              \
    template <>                                                                                                        \
    struct counterbell::WireNames<Enum> {                                                                              \
        static constexpr auto values = std::to_array<std::pair<Enum, QLatin1StringView>>({__VA_ARGS__});               \
    };
