// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

class QVariantAnimation;

namespace counterbell::ui
{

/// On or off, 36 x 20, with the word beside it (DESIGN-SYSTEM 4). It emits toggled as every checkable button; give it
/// an accessible name that says of what. A screen reader hears a check box.
class Switch : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Switch(const QString &accessibleName, QWidget *parent = nullptr);

    /// The word On or Off beside it; shown unless told otherwise.
    void setWordShown(bool isShown);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    void moveKnob(bool isOn);
    [[nodiscard]] QString word(bool isOn) const;

    QVariantAnimation *m_knob; // 0 off … 1 on
    double m_at = 0;
    bool m_hasWord = true;
};

/// A click anywhere on `row` flips `control` while that is enabled: "the whole row is the target".
void setRowTarget(QWidget *row, QAbstractButton *control);

} // namespace counterbell::ui
