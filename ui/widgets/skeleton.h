// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QWidget>

namespace counterbell::ui
{

/// Static shapes while a list loads; nothing in the first 200 ms (DESIGN-SYSTEM 5).
class Skeleton : public QWidget
{
    Q_OBJECT

public:
    enum class Shape {
        Conversations, // rows of 64 with a disc and two bars
        Thread,        // bubbles on both sides
        Table,         // rows of 32
        Cards,
    };

    explicit Skeleton(Shape shape, QWidget *parent = nullptr);

    [[nodiscard]] bool isPainted() const { return m_isPainted; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    Shape m_shape;
    QTimer m_delay;
    bool m_isPainted = false;
};

} // namespace counterbell::ui
