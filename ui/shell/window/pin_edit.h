// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace counterbell::ui
{

/// A PIN, 4 to 12 digits, shown as dots. Other scripts' digits count as 0-9. It never gives its text to the clipboard.
class PinEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit PinEdit(QWidget *parent = nullptr);

    /// The digits typed; the field is empty afterwards.
    [[nodiscard]] QString take();
    [[nodiscard]] bool isLongEnough() const { return text().size() >= 4; }
};

} // namespace counterbell::ui
