// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

namespace counterbell::ui
{

/// A chip as a widget (DESIGN-SYSTEM 4). Its accessible name is its text.
class Chip : public QWidget
{
    Q_OBJECT

public:
    /// An empty text stands for the look's own word.
    explicit Chip(ChipLook look, const QString &text = {}, QWidget *parent = nullptr);

    void setLook(ChipLook look, const QString &text = {});
    [[nodiscard]] ChipLook look() const { return m_look; }
    [[nodiscard]] QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    ChipLook m_look;
    QString m_text;
};

} // namespace counterbell::ui
