// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/composer_edit.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QAbstractTextDocumentLayout>
#include <QImage>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>
#include <QUrl>

#include <cmath>

namespace counterbell::ui
{

QStringList filesIn(const QMimeData *source)
{
    QStringList paths;
    for (const auto &url : source->urls()) {
        if (!url.isLocalFile())
            return {};
        paths << url.toLocalFile();
    }
    return paths;
}

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

bool ComposerEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || source->hasImage() || !filesIn(source).isEmpty();
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    // A file manager's files are text too, and a word processor's text is a picture too.
    if (const auto files = filesIn(source); !files.isEmpty())
        Q_EMIT filesOffered(files);
    else if (source->hasText())
        insertPlainText(source->text());
    else if (source->hasImage())
        Q_EMIT pictureOffered(source->imageData().value<QImage>());
}

} // namespace counterbell::ui
