// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/phone_edit.h"

#include "ui/theme/fonts.h"

#include <QGuiApplication>
#include <QTimer>
#include <QValidator>

#include <algorithm>

namespace counterbell::ui
{

namespace
{

constexpr int kLongest = 40;
constexpr int kEnough = 5; // no number anywhere is shorter
constexpr std::chrono::milliseconds kPause{300};

/// Turns every script's digits into 0-9, and drops what can't be seen (pasted numbers bring direction marks).
class Notation : public QValidator
{
public:
    using QValidator::QValidator;

    State validate(QString &input, int &position) const override
    {
        QString kept;
        int shift = 0;
        for (int at = 0; at < input.size(); ++at) {
            const QChar letter = input[at];
            if (letter.isDigit())
                kept += QChar(u'0' + letter.digitValue());
            else if (letter.isSpace())
                kept += u' ';
            else if (letter.isPrint() && letter.category() != QChar::Other_Format)
                kept += letter;
            else if (at < position)
                ++shift;
        }
        input = kept;
        position = std::clamp(position - shift, 0, static_cast<int>(kept.size()));
        return Acceptable;
    }
};

} // namespace

PhoneEdit::PhoneEdit(bool isLarge, QWidget *parent) : QLineEdit(parent)
{
    setLayoutDirection(Qt::LeftToRight);
    setAlignment((QGuiApplication::isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    setInputMethodHints(Qt::ImhDialableCharactersOnly);
    setMaxLength(kLongest);
    setValidator(new Notation(this));
    if (isLarge) {
        setProperty("large", true);
        setFont(ui::font(Text::Heading));
    }
    auto *pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(kPause);
    connect(this, &QLineEdit::textChanged, this, [pause](const QString &now) {
        const auto digits = std::ranges::count_if(now, [](QChar letter) { return letter.isDigit(); });
        if (digits >= kEnough)
            pause->start();
        else
            pause->stop();
    });
    connect(pause, &QTimer::timeout, this, [this] { Q_EMIT numberTyped(text()); });
}

} // namespace counterbell::ui
