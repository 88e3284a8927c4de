// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>

namespace counterbell::ui
{

/// The type scale of DESIGN-SYSTEM 2: 12, 13, 15 and 18 px where the application font is 13.
enum class Text {
    Meta,
    MetaMedium,
    MetaStrong,
    Base,
    BaseMedium,
    BaseStrong,
    Heading,
    Title,
};

/// Sizes follow the application font: 13 px there is 100 %.
[[nodiscard]] QFont font(Text text);
/// The height that a line of it takes: 16, 20, 20 or 24 px at 100 %.
[[nodiscard]] int lineHeight(Text text);
/// What `pixels` of the design become under the application font's size; for heights that must hold text.
[[nodiscard]] int scaled(int pixels);
/// Inter with its fallbacks at 13 px times `scale`, which Theme gives the application.
[[nodiscard]] QFont applicationFont(double scale);

} // namespace counterbell::ui
