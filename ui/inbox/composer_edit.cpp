// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/composer_edit.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QAbstractTextDocumentLayout>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>

#include <cmath>

namespace counterbell::ui
{

ComposerEdit::ComposerEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    setViewportMargins(kSpace12, 10, kSpace12, kSpace4);
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &QWidget::updateGeometry);
}

QSize ComposerEdit::sizeHint() const
{
    // The plain text layout measures in lines.
    const int lines = std::max(1, int(std::ceil(document()->documentLayout()->documentSize().height())));
    const int line = fontMetrics().lineSpacing();
    const int wanted = lines * line + 10 + kSpace4 + 4;
    return {200, std::clamp(wanted, scaled(kComposerMin), scaled(kComposerMax))};
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    event->ignore();
    Q_EMIT keyOffered(event);
    if (event->isAccepted())
        return;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isEnter && (m_sendsByEnter ? modifiers == Qt::NoModifier : modifiers == Qt::ControlModifier)) {
        event->accept();
        Q_EMIT sendRequested();
        return;
    }
    if (isEnter && modifiers == Qt::ShiftModifier) {
        event->accept();
        insertPlainText(QStringLiteral("\n"));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void ComposerEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    Q_EMIT focusChanged(true);
}

void ComposerEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT focusChanged(false);
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

} // namespace counterbell::ui
