// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QString>

class QPalette;

namespace counterbell::ui
{

enum class Scheme {
    Light,
    Dark,
};

/// The colour roles of DESIGN-SYSTEM 1, read once from resources/theme/tokens.json.
struct Colors {
    QColor window, pane, base, raised, line, line2, control, hover, pressed, disabled, neutralSoft;
    QColor text, text2, text3, textd;
    QColor accent, accentH, accentP, accentT, onAccent, accentSoft, accentLine, sel;
    QColor attn, attnT, attnSoft, attnLine;
    QColor danger, dangerT, dangerSoft, dangerLine;
    QColor ok, okSoft, okLine;
    QColor wa, sms, smsT;
    QColor ai, aiSoft, aiLine;
    QColor bubIn, bubOut, bubAi, bubAiLine;
    QColor toast, onToast, toastAct, toastLine;
    QColor scrim, skel;
    /// Charts a to f: done, partial, none, failed, attention, other.
    QColor chartA, chartB, chartC, chartD, chartE, chartF;
    /// What tokens.json lacks because it is an exception of DESIGN-SYSTEM 1: a switch, box or option that is on,
    /// the brass count badge, the ring's track and the key caps on a toast.
    QColor checkedFill, badgeAttn, toastTrack, toastKeyLine, toastKeyText;
};

[[nodiscard]] const Colors &colors(Scheme scheme);
/// The scheme is read off the palette: painters pass `option.palette` or `palette()`.
[[nodiscard]] const Colors &colors(const QPalette &palette);
[[nodiscard]] Scheme schemeOf(const QPalette &palette);

/// DESIGN-SYSTEM 1, last paragraph.
[[nodiscard]] QPalette palette(Scheme scheme);

/// Replaces every `@token@` of a style sheet by its colour; token names as in tokens.json.
[[nodiscard]] QString withColors(QString styleSheet, Scheme scheme);

struct AvatarTint {
    QColor fill, text;
};
/// One of six, the same for a person on every machine and in every run.
[[nodiscard]] AvatarTint avatarTint(const QString &personId, Scheme scheme);

} // namespace counterbell::ui
