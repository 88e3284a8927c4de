// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace counterbell::ui
{

class Paragraph;

/// A label above an editor, and below it one line: a hint, or what is wrong and how to fix it (DESIGN-SYSTEM 5).
/// The label is the editor's buddy, and the sentence its accessible description.
class Field : public QWidget
{
    Q_OBJECT

public:
    /// Takes the editor over: QLineEdit, QComboBox, QPlainTextEdit, PhoneEdit…
    Field(const QString &label, QWidget *editor, QWidget *parent = nullptr);

    void setHint(const QString &sentence);
    /// An empty sentence takes the error away; the hint comes back.
    void setError(const QString &sentence);
    [[nodiscard]] bool hasError() const { return !m_error.isEmpty(); }
    [[nodiscard]] QWidget *editor() const { return m_editor; }

private:
    void write();

    QWidget *m_editor;
    QLabel *m_label;
    Paragraph *m_below;
    QString m_hint, m_error;
};

/// Disables the field and puts a lock at its end; the reason is its tooltip and accessible description.
void setLocked(QLineEdit *field, bool isLocked, const QString &reason = {});
/// The failed icon at its end and the 2 px border, without a Field.
void setErroneous(QLineEdit *field, bool isErroneous);

} // namespace counterbell::ui
