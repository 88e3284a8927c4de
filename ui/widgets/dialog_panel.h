// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace counterbell::ui
{

/// The drawn part of a Dialog: raised, bordered, radius 12. A dialog to screen readers.
class DialogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DialogPanel(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
};

} // namespace counterbell::ui
