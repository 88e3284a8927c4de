// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/prompts.h"

#include "ui/theme/fonts.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/field.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

using Answered = std::function<void(std::optional<QString>)>;

constexpr int kLongEditor = 96;

QString cancelText()
{
    return QCoreApplication::translate("Prompts", "Cancel");
}

/// One line or several, read the same way.
struct Editor {
    QWidget *widget;
    std::function<QString()> text;
};

void askFile(QFileDialog *dialog, const Answered &answered)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog, answered](int outcome) {
        const auto files = dialog->selectedFiles();
        answered(outcome == QDialog::Accepted && !files.isEmpty() ? std::optional(files.first()) : std::nullopt);
    });
    dialog->open();
}

} // namespace

DialogPrompts::DialogPrompts(QWidget *window) : m_window(window) {}

void DialogPrompts::confirm(const Question &question, std::function<void(bool)> answered)
{
    if (!m_window)
        return;
    auto *dialog = new Dialog(question.title, m_window);
    auto *text = new QLabel(question.text);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    dialog->body()->addWidget(text);
    dialog->addButton(cancelText(), {}, Dialog::Rejected);
    dialog->addButton(question.confirm, question.isDanger ? u"danger"_s : u"primary"_s, Dialog::Accepted);
    QObject::connect(dialog, &Dialog::finished, dialog,
                     [answered = std::move(answered)](int outcome) { answered(outcome == Dialog::Accepted); });
    dialog->open();
}

void DialogPrompts::askText(const TextQuestion &question, Answered answered)
{
    if (!m_window)
        return;
    auto *dialog = new Dialog(question.title, m_window);
    QPushButton *cancel = dialog->addButton(cancelText(), {}, Dialog::Rejected);
    QPushButton *confirm = dialog->addButton(question.confirm, u"primary"_s, Dialog::Accepted);
    cancel->setAutoDefault(false);
    Editor editor;
    const auto judge = [confirm, mayBeEmpty = question.mayBeEmpty](const QString &text) {
        confirm->setEnabled(mayBeEmpty || !text.trimmed().isEmpty());
    };
    if (question.isLong) {
        auto *area = new QPlainTextEdit(question.value);
        area->setTabChangesFocus(true);
        keepScaled(area, &QWidget::setFixedHeight, kLongEditor);
        QObject::connect(area, &QPlainTextEdit::textChanged, dialog, [area, judge, most = question.maxLength] {
            const auto text = area->toPlainText();
            if (text.size() > most) {
                area->setPlainText(text.left(most));
                area->moveCursor(QTextCursor::End);
            }
            judge(text);
        });
        editor = {area, [area] { return area->toPlainText(); }};
    } else {
        auto *line = new QLineEdit(question.value);
        line->setMaxLength(question.maxLength);
        QObject::connect(line, &QLineEdit::textChanged, dialog, judge);
        QObject::connect(line, &QLineEdit::returnPressed, dialog, [confirm] { confirm->click(); });
        editor = {line, [line] { return line->text(); }};
    }
    auto *field = new Field(question.label, editor.widget);
    field->setHint(question.hint);
    dialog->body()->addWidget(field);
    judge(question.value);
    QObject::connect(dialog, &Dialog::finished, dialog,
                     [answered = std::move(answered), text = editor.text](int outcome) {
                         answered(outcome == Dialog::Accepted ? std::optional(text().trimmed()) : std::nullopt);
                     });
    dialog->open();
}

void DialogPrompts::saveFile(const FileQuestion &question, Answered answered)
{
    if (!m_window)
        return;
    // Not where the program was started from, which means nothing to a person.
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(m_window, question.title, folder, question.filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(question.suggestedName);
    askFile(dialog, answered);
}

void DialogPrompts::openFile(const FileQuestion &question, Answered answered)
{
    if (!m_window)
        return;
    auto *dialog = new QFileDialog(m_window, question.title, {}, question.filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    askFile(dialog, answered);
}

} // namespace counterbell::ui
