// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace counterbell::ui
{

enum class PillLook {
    Open,    // accent: "Free reply for 3 h 12 min"
    Closing, // brass: "Closes in 1 h 40 min"
    Closed,  // neutral: "Window closed: templates only"
    Stopped, // danger, with the octagon: "Sending is disabled"
    Unknown, // neutral, with a question: "Window time unknown"
};

/// The reply window's pill, 28 high (DESIGN-SYSTEM 4). The page words it; its accessible name is its text.
class Pill : public QWidget
{
    Q_OBJECT

public:
    explicit Pill(QWidget *parent = nullptr);

    /// `share`: how much of 24 h is left, for Open and Closing.
    void setState(PillLook look, const QString &text, double share = 0);
    [[nodiscard]] PillLook look() const { return m_look; }
    [[nodiscard]] QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    PillLook m_look = PillLook::Closed;
    QString m_text;
    double m_share = 0;
};

} // namespace counterbell::ui
