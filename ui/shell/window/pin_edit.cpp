// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/pin_edit.h"

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

PinEdit::PinEdit(QWidget *parent) : QLineEdit(parent)
{
    constexpr int kLongest = 12;
    setObjectName(u"pin"_s);
    setAccessibleName(tr("PIN"));
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    setMaxLength(kLongest);
    setLayoutDirection(Qt::LeftToRight);
    setContextMenuPolicy(Qt::NoContextMenu);
    setProperty("large", true);
    connect(this, &QLineEdit::textEdited, this, [this](const QString &typed) {
        QString digits;
        for (const auto letter : typed) {
            if (letter.digitValue() >= 0)
                digits += QChar(u'0' + letter.digitValue());
        }
        if (digits != typed)
            setText(digits);
    });
}

QString PinEdit::take()
{
    const auto pin = text();
    clear();
    return pin;
}

} // namespace counterbell::ui
