// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

namespace counterbell::ui
{

/// Something in brass that wants to be looked at, as a button that stays pressed: "1 ready for more than 7 days".
class AttentionButton : public QPushButton
{
    Q_OBJECT

public:
    explicit AttentionButton(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace counterbell::ui
