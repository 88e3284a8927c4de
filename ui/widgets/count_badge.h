// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace counterbell::ui
{

/// A number in a disc, 18 high; hidden at 0.
class CountBadge : public QWidget
{
    Q_OBJECT

public:
    explicit CountBadge(bool isBrass = false, QWidget *parent = nullptr);

    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_count = 0;
    bool m_isBrass;
};

} // namespace counterbell::ui
