// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/search_field.h"

#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/key_cap.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

namespace counterbell::ui
{

namespace
{

constexpr int kPadding = 11; // with the border
constexpr int kGap = 8;
constexpr std::chrono::milliseconds kPause{150};

} // namespace

SearchField::SearchField(const QString &placeholder, const QKeySequence &shortcut, QWidget *parent)
    : QLineEdit(parent), m_shortcut(shortcut)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setProperty("soft", true);
    setClearButtonEnabled(true);
    if (auto *clear = findChild<QToolButton *>()) // Qt's own, which has no name
        clear->setAccessibleName(tr("Clear"));
    setMaxLength(200);
    place();
    auto *pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(kPause);
    connect(this, &QLineEdit::textChanged, this, [this, pause](const QString &now) {
        if (!now.isEmpty()) {
            pause->start();
            return;
        }
        pause->stop();
        Q_EMIT searchChanged(now);
    });
    connect(pause, &QTimer::timeout, this, [this] { Q_EMIT searchChanged(text()); });
}

void SearchField::place()
{
    const int before = kIconButton + kGap;
    if (layoutDirection() == Qt::RightToLeft)
        setTextMargins(0, 0, before, 0);
    else
        setTextMargins(before, 0, 0, 0);
}

QSize SearchField::sizeHint() const
{
    return {kSpace48 * 5, QLineEdit::sizeHint().height()};
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const auto &c = colors(palette());
    QPainter painter(this);
    const QRect mark(kPadding, (height() - kIconButton) / 2, kIconButton, kIconButton);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), QStringLiteral("search"), c.text3,
              layoutDirection());
    if (m_shortcut.isEmpty() || !text().isEmpty() || hasFocus())
        return;
    const auto key = keyText(m_shortcut);
    const auto size = keyCapSize(key);
    // It helps those who know the field already: the words come first.
    const int words = kPadding + kIconButton + kGap + fontMetrics().horizontalAdvance(placeholderText()) + kGap;
    if (words > width() - kPadding - size.width())
        return;
    const QRect cap(QPoint(width() - kPadding - size.width(), (height() - size.height()) / 2), size);
    paintKeyCap(painter, QStyle::visualRect(layoutDirection(), rect(), cap), key, {c.base, c.line2, c.text3});
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
    QLineEdit::changeEvent(event);
}

} // namespace counterbell::ui
