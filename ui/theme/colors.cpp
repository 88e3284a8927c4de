// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/colors.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QRegularExpression>

#include <array>
#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

struct Token {
    QLatin1StringView name;
    QColor Colors::*role;
};

constexpr auto kTokens = std::to_array<Token>({
    {"window"_L1, &Colors::window},
    {"pane"_L1, &Colors::pane},
    {"base"_L1, &Colors::base},
    {"raised"_L1, &Colors::raised},
    {"line"_L1, &Colors::line},
    {"line2"_L1, &Colors::line2},
    {"control"_L1, &Colors::control},
    {"hover"_L1, &Colors::hover},
    {"pressed"_L1, &Colors::pressed},
    {"disabled"_L1, &Colors::disabled},
    {"neutral-soft"_L1, &Colors::neutralSoft},
    {"text"_L1, &Colors::text},
    {"text2"_L1, &Colors::text2},
    {"text3"_L1, &Colors::text3},
    {"textd"_L1, &Colors::textd},
    {"accent"_L1, &Colors::accent},
    {"accent-h"_L1, &Colors::accentH},
    {"accent-p"_L1, &Colors::accentP},
    {"accent-t"_L1, &Colors::accentT},
    {"on-accent"_L1, &Colors::onAccent},
    {"accent-soft"_L1, &Colors::accentSoft},
    {"accent-line"_L1, &Colors::accentLine},
    {"sel"_L1, &Colors::sel},
    {"attn"_L1, &Colors::attn},
    {"attn-t"_L1, &Colors::attnT},
    {"attn-soft"_L1, &Colors::attnSoft},
    {"attn-line"_L1, &Colors::attnLine},
    {"danger"_L1, &Colors::danger},
    {"danger-t"_L1, &Colors::dangerT},
    {"danger-soft"_L1, &Colors::dangerSoft},
    {"danger-line"_L1, &Colors::dangerLine},
    {"ok"_L1, &Colors::ok},
    {"ok-soft"_L1, &Colors::okSoft},
    {"ok-line"_L1, &Colors::okLine},
    {"wa"_L1, &Colors::wa},
    {"sms"_L1, &Colors::sms},
    {"sms-t"_L1, &Colors::smsT},
    {"ai"_L1, &Colors::ai},
    {"ai-soft"_L1, &Colors::aiSoft},
    {"ai-line"_L1, &Colors::aiLine},
    {"bub-in"_L1, &Colors::bubIn},
    {"bub-out"_L1, &Colors::bubOut},
    {"bub-ai"_L1, &Colors::bubAi},
    {"bub-ai-line"_L1, &Colors::bubAiLine},
    {"toast"_L1, &Colors::toast},
    {"on-toast"_L1, &Colors::onToast},
    {"toast-act"_L1, &Colors::toastAct},
    {"toast-line"_L1, &Colors::toastLine},
    {"scrim"_L1, &Colors::scrim},
    {"skel"_L1, &Colors::skel},
    {"c-a"_L1, &Colors::chartA},
    {"c-b"_L1, &Colors::chartB},
    {"c-c"_L1, &Colors::chartC},
    {"c-d"_L1, &Colors::chartD},
    {"c-e"_L1, &Colors::chartE},
    {"c-f"_L1, &Colors::chartF},
});

QColor parsed(const QString &text)
{
    static const QRegularExpression rgba(u"^rgba\\((\\d+),(\\d+),(\\d+),([\\d.]+)\\)$"_s);
    const auto match = rgba.match(text);
    if (!match.hasMatch())
        return QColor(text);
    const auto part = [&](int index) { return match.captured(index).toInt(); };
    return QColor(part(1), part(2), part(3), static_cast<int>(std::lround(match.captured(4).toDouble() * 255)));
}

Colors load(Scheme scheme)
{
    QFile file(u":/theme/tokens.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("tokens.json is missing from the program's resources");
    const bool isDark = scheme == Scheme::Dark;
    const auto tokens = QJsonDocument::fromJson(file.readAll()).object()[isDark ? "dark"_L1 : "light"_L1].toObject();
    Colors colors;
    for (const auto &[name, role] : kTokens)
        colors.*role = parsed(tokens[name].toString());
    colors.checkedFill = isDark ? QColor(0x158A80) : colors.accent;
    colors.badgeAttn = QColor(0xB45309);
    colors.toastTrack = QColor(0x8A847B);
    colors.toastKeyLine = QColor(isDark ? 0xB5AEA5 : 0x57514B);
    colors.toastKeyText = QColor(isDark ? 0x56514B : 0xC9C2B8);
    return colors;
}

} // namespace

const Colors &colors(Scheme scheme)
{
    static const Colors light = load(Scheme::Light);
    static const Colors dark = load(Scheme::Dark);
    return scheme == Scheme::Dark ? dark : light;
}

Scheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

const Colors &colors(const QPalette &palette)
{
    return colors(schemeOf(palette));
}

QPalette palette(Scheme scheme)
{
    const auto &c = colors(scheme);
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor &enabled, const QColor &disabled) {
        palette.setColor(QPalette::Active, role, enabled);
        palette.setColor(QPalette::Inactive, role, enabled);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    set(QPalette::Window, c.window, c.window);
    set(QPalette::WindowText, c.text, c.text3);
    set(QPalette::Base, c.base, c.disabled);
    set(QPalette::AlternateBase, c.pane, c.pane);
    set(QPalette::Text, c.text, c.text3);
    set(QPalette::Button, c.base, c.disabled);
    set(QPalette::ButtonText, c.text, c.textd);
    set(QPalette::BrightText, c.onAccent, c.onAccent);
    set(QPalette::PlaceholderText, c.text3, c.text3);
    set(QPalette::Highlight, c.sel, c.sel);
    set(QPalette::HighlightedText, c.text, c.text3);
    set(QPalette::Link, c.accentT, c.text3);
    set(QPalette::LinkVisited, c.accentT, c.text3);
    set(QPalette::ToolTipBase, c.toast, c.toast);
    set(QPalette::ToolTipText, c.onToast, c.onToast);
    set(QPalette::Light, c.line, c.line);
    set(QPalette::Midlight, c.line, c.line);
    set(QPalette::Mid, c.line2, c.line2);
    set(QPalette::Dark, c.control, c.line2);
    set(QPalette::Shadow, c.control, c.line2);
    return palette;
}

QString withColors(QString styleSheet, Scheme scheme)
{
    const auto &c = colors(scheme);
    for (const auto &[name, role] : kTokens)
        styleSheet.replace("@"_L1 + name + "@"_L1, (c.*role).name(QColor::HexArgb));
    return styleSheet;
}

AvatarTint avatarTint(const QString &personId, Scheme scheme)
{
    // DESIGN-SYSTEM 1, avatar tints. qHash is seeded per run in places, so the sum is ours (FNV-1a).
    constexpr std::array<std::array<QRgb, 4>, 6> tints{{{0xE9E1D6, 0x5E4A33, 0x43392E, 0xE3D3BE},
                                                        {0xDCE7E3, 0x2C564F, 0x28403B, 0xB5DAD2},
                                                        {0xE4E0EB, 0x4B4466, 0x37324A, 0xCDC5E6},
                                                        {0xEDDFDB, 0x73433A, 0x472F2A, 0xEBC6BC},
                                                        {0xDDE4EB, 0x38506A, 0x2B3947, 0xBCD0E4},
                                                        {0xE8E6D5, 0x57532C, 0x3C3A27, 0xDDD9B3}}};
    quint32 hash = 2166136261u;
    for (const QChar letter : personId)
        hash = (hash ^ letter.unicode()) * 16777619u;
    const auto &tint = tints[hash % tints.size()];
    const std::size_t first = scheme == Scheme::Dark ? 2 : 0;
    return {QColor(tint[first]), QColor(tint[first + 1])};
}

} // namespace counterbell::ui
