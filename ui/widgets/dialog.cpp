// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/dialog.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/dialog_panel.h"
#include "ui/widgets/icon_button.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// After a press closed a dialog, the second half of a double click belongs to nothing that came to light below.
class SecondClick : public QObject
{
public:
    explicit SecondClick(QWidget *window) : QObject(window)
    {
        qApp->installEventFilter(this);
        QTimer::singleShot(QApplication::doubleClickInterval(), this, &QObject::deleteLater);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (!watched->isWidgetType())
            return false;
        m_isOver = m_isOver || event->type() == QEvent::MouseButtonPress; // a click of its own
        return !m_isOver && event->type() == QEvent::MouseButtonDblClick;
    }

private:
    bool m_isOver = false;
};

} // namespace

Dialog::Dialog(const QString &title, QWidget *over, int width)
    : QWidget(over->window()),
      m_panel(new DialogPanel(this)),
      m_title(new QLabel(title)),
      m_note(new QLabel),
      m_body(new QVBoxLayout),
      m_footer(new QWidget),
      m_over(over),
      m_width(width)
{
    setObjectName(u"dialog"_s);
    setVisible(false);
    m_panel->setAccessibleName(title);

    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 0, 1, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(kSpace24 - 1, 0, kSpace16 - 1, 0);
    m_title->setProperty("kind", u"title"_s);
    m_title->setTextFormat(Qt::PlainText);
    keepScaled(m_title, &QWidget::setMinimumHeight, kDialogTitle);
    auto *close = new IconButton(u"close"_s, tr("Close"), QKeySequence(Qt::Key_Escape));
    close->setObjectName(u"dialogClose"_s);
    connect(close, &QToolButton::clicked, this, &Dialog::reject);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    column->addLayout(head);
    m_body->setContentsMargins(kSpace24 - 1, kSpace4, kSpace24 - 1, kSpace16);
    m_body->setSpacing(kSpace12);
    column->addLayout(m_body, 1);

    keepScaled(m_footer, &QWidget::setFixedHeight, kDialogFooter);
    auto *row = new QHBoxLayout(m_footer);
    row->setContentsMargins(kSpace24 - 1, 0, kSpace24 - 1, 0);
    row->setSpacing(kSpace8);
    m_note->setProperty("kind", u"meta"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    row->addWidget(m_note, 1);
    column->addWidget(m_footer);
    m_footer->setVisible(false);
    window()->installEventFilter(this);
    m_panel->installEventFilter(this);
}

Dialog::~Dialog() = default;

void Dialog::setTitle(const QString &title)
{
    m_title->setText(title);
    m_panel->setAccessibleName(title);
}

void Dialog::setBodyMargins(int horizontal, int vertical)
{
    m_body->setContentsMargins(horizontal, vertical, horizontal, vertical);
}

QPushButton *Dialog::addPlainButton(const QString &text, const QString &kind)
{
    auto *button = new QPushButton(text);
    button->setProperty("kind", kind);
    button->setProperty("large", true);
    m_footer->layout()->addWidget(button);
    m_footer->setVisible(true);
    return button;
}

QPushButton *Dialog::addButton(const QString &text, const QString &kind, Outcome outcome)
{
    auto *button = addPlainButton(text, kind);
    connect(button, &QPushButton::clicked, this, [this, outcome] { finish(outcome); });
    return button;
}

void Dialog::setNote(const QString &text)
{
    m_note->setText(text);
}

void Dialog::open()
{
    m_focusBefore = QApplication::focusWidget();
    setGeometry(window()->rect());
    m_panel->ensurePolished();
    place();
    putFooterLast();
    show();
    raise();
    if (m_first)
        return m_first->setFocus(Qt::OtherFocusReason);
    // The first field, not the cross.
    for (auto *next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
        if (isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) && next->isVisibleTo(this) &&
            next->isEnabled() && next->objectName() != "dialogClose"_L1) {
            next->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    m_panel->setFocus(Qt::OtherFocusReason);
}

void Dialog::finish(Outcome outcome)
{
    if (m_isFinished || (outcome == Accepted && !mayAccept()))
        return;
    m_isFinished = true;
    hide();
    new SecondClick(window());
    giveFocusBack();
    Q_EMIT finished(outcome);
    deleteLater();
}

// Buttons are often made before the fields; they come after them for Tab and for a screen reader.
void Dialog::putFooterLast()
{
    m_footer->raise();
    std::vector<QWidget *> fields, buttons;
    for (auto *next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
        if (!isAncestorOf(next) || !(next->focusPolicy() & Qt::TabFocus) || next->focusProxy())
            continue;
        (m_footer->isAncestorOf(next) ? buttons : fields).push_back(next);
    }
    auto *before = fields.empty() ? nullptr : fields.back();
    for (auto *button : buttons) {
        if (before)
            setTabOrder(before, button);
        before = button;
    }
}

void Dialog::giveFocusBack()
{
    if (m_focusBefore && m_focusBefore->isVisible() && m_focusBefore->isEnabled())
        return m_focusBefore->setFocus(Qt::OtherFocusReason);
    // What had it has gone meanwhile: the nearest that is there, not nothing.
    for (auto *near = m_over.data(); near; near = near->parentWidget()) {
        for (auto *next = near->nextInFocusChain(); next != near; next = next->nextInFocusChain()) {
            if (near->isAncestorOf(next) && !isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) &&
                next->isVisible() && next->isEnabled())
                return next->setFocus(Qt::OtherFocusReason);
        }
    }
}

void Dialog::place()
{
    const int most = width() - 2 * kSpace24;
    const int wide = std::min(m_width, most);
    m_panel->setMinimumWidth(wide);
    m_panel->setMaximumWidth(wide);
    auto *layout = m_panel->layout();
    const int wanted =
        layout->hasHeightForWidth() ? layout->totalHeightForWidth(wide) : layout->totalSizeHint().height();
    const int high = std::min(std::max(wanted, layout->totalMinimumSize().height()), height() - 2 * kSpace24);
    m_panel->setGeometry((width() - wide) / 2, (height() - high) / 2, wide, high);
}

bool Dialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == window() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(window()->rect());
        place();
    }
    // What is shown in it has grown or shrunk.
    if (watched == m_panel && event->type() == QEvent::LayoutRequest && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Dialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors(palette()).scrim);
}

void Dialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        reject();
    // Qt would press a button by Enter in a QDialog alone.
    auto *button = qobject_cast<QPushButton *>(QApplication::focusWidget());
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && button && isAncestorOf(button) && !event->isAutoRepeat())
        button->click();
    // Nothing below hears a key while the dialog is open.
    event->accept();
}

bool Dialog::focusNextPrevChild(bool isNext)
{
    auto *from = QApplication::focusWidget() ? QApplication::focusWidget() : this;
    const auto step = [&](QWidget *widget) {
        return isNext ? widget->nextInFocusChain() : widget->previousInFocusChain();
    };
    for (auto *widget = step(from); widget && widget != from; widget = step(widget)) {
        // The line within a spin box hands the focus back to it: Tab would stay there for good.
        if (isAncestorOf(widget) && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy() &&
            widget->isEnabled() && widget->isVisibleTo(this)) {
            widget->setFocus(isNext ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true;
}

Dialog *openDialog(const QWidget *window)
{
    const auto all = window->findChildren<Dialog *>(QString(), Qt::FindDirectChildrenOnly); // in stacking order
    const auto top = std::find_if(all.rbegin(), all.rend(), [](const Dialog *dialog) { return !dialog->isHidden(); });
    return top == all.rend() ? nullptr : *top;
}

} // namespace counterbell::ui
