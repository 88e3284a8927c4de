// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/colors.h"

#include <QObject>

#include <memory>

namespace counterbell::ui
{

class DesktopSettings;
class FocusRings;
class Style;

/// Dresses the application: style, palette, font and style sheet, light or dark, at once when either changes.
/// One per program, made after the QApplication and before the first window.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        System,
        Light,
        Dark,
    };

    explicit Theme(QObject *parent = nullptr);
    /// For a bus of one's own.
    explicit Theme(std::unique_ptr<DesktopSettings> desktop, QObject *parent = nullptr);
    ~Theme() override;

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] Scheme scheme() const;
    /// The console's own text size over the desktop's: 1 is 100 %.
    void setTextScale(double scale);
    [[nodiscard]] double textScale() const { return m_textScale; }
    /// Held while windows are built: under a sheet every widget that gets a parent is dressed anew with all below it,
    /// and again when that parent gets one. Style, palette and font are there all the time.
    void setSheetHeld(bool isHeld);

Q_SIGNALS:
    void schemeChanged(Scheme scheme);

private:
    void apply();

    std::unique_ptr<DesktopSettings> m_desktop;
    std::unique_ptr<FocusRings> m_rings;
    Style *m_style; // the application's
    Mode m_mode = Mode::System;
    double m_textScale = 1;
    bool m_isSheetHeld = false;
    Scheme m_applied;
};

} // namespace counterbell::ui
