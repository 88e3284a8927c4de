// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/field.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/paragraph.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

Field::Field(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_label(new QLabel(label)), m_below(new Paragraph(Text::Meta, Tone::Text3))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace4);
    m_label->setProperty("kind", u"metaMedium"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setBuddy(editor);
    whenScaled(m_label, [label = m_label] { label->setFixedHeight(lineHeight(Text::MetaMedium)); });
    column->addWidget(m_label);
    m_label->setVisible(!label.isEmpty()); // once it has a parent: before, that would make it a window of its own
    column->addWidget(editor);
    column->addWidget(m_below);
    if (editor->accessibleName().isEmpty() && !label.isEmpty())
        editor->setAccessibleName(label);
    // What is being mended is no longer wrong; whoever judges as one types says so again.
    const auto forgive = [this] {
        if (hasError())
            setError({});
    };
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        connect(line, &QLineEdit::textEdited, this, forgive);
    else if (auto *area = qobject_cast<QPlainTextEdit *>(editor))
        connect(area, &QPlainTextEdit::textChanged, this, forgive);
    write();
}

void Field::setHint(const QString &sentence)
{
    m_hint = sentence;
    write();
}

void Field::setError(const QString &sentence)
{
    m_error = sentence;
    write();
}

void Field::write()
{
    const auto &sentence = hasError() ? m_error : m_hint;
    m_below->setTone(hasError() ? Tone::Danger : Tone::Text3);
    m_below->setText(sentence);
    m_below->setVisible(!sentence.isEmpty());
    m_editor->setProperty("error", hasError());
    m_editor->setAccessibleDescription(sentence);
}

void setLocked(QLineEdit *field, bool isLocked, const QString &reason)
{
    field->setEnabled(!isLocked);
    field->setProperty("locked", isLocked);
    field->setToolTip(isLocked ? reason : QString());
    field->setAccessibleDescription(isLocked ? reason : QString());
}

void setErroneous(QLineEdit *field, bool isErroneous)
{
    field->setProperty("error", isErroneous);
}

} // namespace counterbell::ui
