// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace counterbell::ui
{

/// A telephone number in any notation, written left to right under every locale. It keeps what a number is made of
/// (digits, spaces, + - ( ) . / and "ext") and takes other scripts' digits as 0-9; whether it is a number is the core's
/// to say.
class PhoneEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// `isLarge`: 40 high in 15 px, as in dialogs.
    explicit PhoneEdit(bool isLarge = false, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A moment after the last key, when there are at least 5 digits: time to ask the core.
    void numberTyped(const QString &text);
};

} // namespace counterbell::ui
