// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/fonts.h"

#include <QTextLayout>
#include <QWidget>

#include <memory>

namespace counterbell::ui
{

enum class Tone {
    Text,
    Text2,
    Text3,
    Danger,
    Attention,
    Ok,
    OnToast,
};

/// Plain text in the type scale with the design's line heights, which QLabel doesn't keep; wraps to its width. Its
/// first part may be strong: "**80 % is used.** Sending stops at…". Its accessible name is its text.
class Paragraph : public QWidget
{
    Q_OBJECT

public:
    explicit Paragraph(Text role = Text::Base, Tone tone = Tone::Text, QWidget *parent = nullptr);
    ~Paragraph() override;

    void setText(const QString &text);
    /// With `isBelow` the rest begins on its own line.
    void setText(const QString &strong, const QString &rest, bool isBelow = false);
    [[nodiscard]] QString text() const;
    void setTone(Tone tone);
    void setAlignment(Qt::Alignment alignment);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Lays out to a width; the number of lines.
    int arrange(int width) const;
    void rewrite();

    Text m_role;
    Tone m_tone;
    Qt::Alignment m_alignment = Qt::AlignLeading;
    QString m_strong, m_rest;
    bool m_isBelow = false;
    std::unique_ptr<QTextLayout> m_layout;
};

} // namespace counterbell::ui
