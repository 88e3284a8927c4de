// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/fonts.h"

#include <QFontInfo>
#include <QGuiApplication>

#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr double kBasePixels = 13;

struct Face {
    int pixels;
    int line;
    QFont::Weight weight;
    double letterSpacing; // of the size
};

constexpr Face face(Text text)
{
    switch (text) {
    case Text::Meta:
        return {12, 16, QFont::Normal, 0};
    case Text::MetaMedium:
        return {12, 16, QFont::Medium, 0};
    case Text::MetaStrong:
        return {12, 16, QFont::DemiBold, 0};
    case Text::Base:
        return {13, 20, QFont::Normal, 0};
    case Text::BaseMedium:
        return {13, 20, QFont::Medium, 0};
    case Text::BaseStrong:
        return {13, 20, QFont::DemiBold, 0};
    case Text::Heading:
        return {15, 20, QFont::DemiBold, -0.01};
    case Text::Title:
        return {18, 24, QFont::DemiBold, -0.014};
    }
    return {13, 20, QFont::Normal, 0};
}

double scale()
{
    const auto base = QGuiApplication::font();
    const int pixels = base.pixelSize() > 0 ? base.pixelSize() : QFontInfo(base).pixelSize();
    return pixels / kBasePixels;
}

} // namespace

QFont font(Text text)
{
    const auto look = face(text);
    auto font = QGuiApplication::font();
    font.setPixelSize(static_cast<int>(std::lround(look.pixels * scale())));
    font.setWeight(look.weight);
    // Joined letters must stay joined, so right-to-left scripts keep their spacing (DESIGN-SYSTEM 2).
    if (look.letterSpacing != 0 && !QGuiApplication::isRightToLeft())
        font.setLetterSpacing(QFont::AbsoluteSpacing, look.letterSpacing * font.pixelSize());
    return font;
}

int lineHeight(Text text)
{
    return scaled(face(text).line);
}

int scaled(int pixels)
{
    return static_cast<int>(std::lround(pixels * scale()));
}

QFont applicationFont(double scale)
{
    QFont font;
    font.setFamilies({u"Inter"_s, u"Noto Sans"_s, u"Noto Sans Arabic"_s, u"Noto Color Emoji"_s});
    font.setPixelSize(static_cast<int>(std::lround(kBasePixels * scale)));
    // Letters keep their own widths: full hinting rounds each advance and makes words wider than drawn.
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

} // namespace counterbell::ui
