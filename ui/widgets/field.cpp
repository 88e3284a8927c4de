// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/field.h"

#include "ui/theme/metrics.h"

#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// Style sheets look at a property when a widget is polished.
void setKind(QLabel *label, const QString &kind)
{
    if (label->property("kind").toString() == kind)
        return;
    label->setProperty("kind", kind);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

} // namespace

Field::Field(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_label(new QLabel(label)), m_below(new QLabel)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace4);
    m_label->setProperty("kind", u"metaMedium"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setBuddy(editor);
    m_label->setVisible(!label.isEmpty());
    m_below->setTextFormat(Qt::PlainText);
    m_below->setWordWrap(true);
    column->addWidget(m_label);
    column->addWidget(editor);
    column->addWidget(m_below);
    if (editor->accessibleName().isEmpty() && !label.isEmpty())
        editor->setAccessibleName(label);
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
    setKind(m_below, hasError() ? u"error"_s : u"meta"_s);
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
