// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace counterbell::ui
{

/// The paths of the files that are pasted or dropped; empty where it is anything else.
[[nodiscard]] QStringList filesIn(const QMimeData *source);

/// The composer's text: grows with its lines, takes plain text only, and tells keys apart. Enter sends and Shift+Enter
/// begins a line, or Ctrl+Enter sends where that is set.
class ComposerEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ComposerEdit(QWidget *parent = nullptr);

    void setSendsByEnter(bool sendsByEnter) { m_sendsByEnter = sendsByEnter; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void sendRequested();
    void focusChanged(bool hasFocus);
    /// Keys that a list beside it may take first; accept them to keep them.
    void keyOffered(QKeyEvent *event);
    // Pasted or dropped in place of text.
    void filesOffered(const QStringList &paths);
    void pictureOffered(const QImage &picture);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    bool m_sendsByEnter = true;
};

} // namespace counterbell::ui
