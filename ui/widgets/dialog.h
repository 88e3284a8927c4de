// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/metrics.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace counterbell::ui
{

class DialogPanel;

/// A dialog drawn in the window over a flat scrim: title 64, body, footer 64, radius 12 (DESIGN-SYSTEM 4). Nothing
/// blocks: open(), then finished. Tab stays inside, Esc is Cancel, and the focus goes back where it was. To a screen
/// reader it is modal: what it covers isn't there (setModalHost).
/// It deletes itself after finished.
class Dialog : public QWidget
{
    Q_OBJECT

public:
    enum Outcome {
        Rejected,
        Accepted,
    };

    /// `over`: any widget of the window that it covers.
    Dialog(const QString &title, QWidget *over, int width = 480);
    ~Dialog() override;

    /// The body's layout, padded 24 at the sides.
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    /// Replaces the body's padding, for panes of their own.
    void setBodyMargins(int horizontal, int vertical);
    /// At the end of the footer, in order; `outcome` is what pressing it finishes with.
    QPushButton *addButton(const QString &text, const QString &kind, Outcome outcome);
    /// At the end of the footer; pressing it finishes nothing.
    QPushButton *addPlainButton(const QString &text, const QString &kind);
    /// At the start of the footer.
    void setNote(const QString &text);
    void setTitle(const QString &title);

    /// Has the focus when it opens; without it the first field has.
    void setFirst(QWidget *field) { m_first = field; }

    void open();
    void accept() { finish(Accepted); }
    void reject() { finish(Rejected); }

Q_SIGNALS:
    void finished(int outcome);

protected:
    /// Last word before it closes as accepted: false keeps it open.
    virtual bool mayAccept() { return true; }
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool isNext) override;

private:
    void finish(Outcome outcome);
    void place();
    void putFooterLast();
    void giveFocusBack();

    DialogPanel *m_panel;
    QLabel *m_title, *m_note;
    QVBoxLayout *m_body;
    QWidget *m_footer;
    QPointer<QWidget> m_over, m_first, m_focusBefore;
    int m_width;
    bool m_isFinished = false;
};

/// The dialog on top of all others in `window`; null when none is open.
[[nodiscard]] Dialog *openDialog(const QWidget *window);

} // namespace counterbell::ui
