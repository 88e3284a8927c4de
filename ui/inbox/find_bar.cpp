// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/find_bar.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/search_field.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

FindBar::FindBar(QWidget *parent)
    : QWidget(parent), m_text(new SearchField(tr("Find in this conversation"), {}, this)), m_result(new QLabel(this))
{
    setObjectName(u"findBar"_s);
    whenScaled(this, [this] { setFixedHeight(scaled(kFilterBar)); });
    m_text->setObjectName(u"findText"_s);
    m_text->setAccessibleName(tr("Find in this conversation"));
    m_result->setObjectName(u"findResult"_s);
    m_result->setProperty("kind", u"meta"_s);
    m_result->setTextFormat(Qt::PlainText);
    auto *older = new IconButton(u"chevron-up"_s, tr("Older match"), QKeySequence(Qt::Key_Return), this);
    auto *newer = new IconButton(u"chevron-down"_s, tr("Newer match"), QKeySequence(u"Shift+Return"_s), this);
    auto *shut = new IconButton(u"close"_s, tr("Close find"), QKeySequence(Qt::Key_Escape), this);
    older->setObjectName(u"findOlder"_s);
    newer->setObjectName(u"findNewer"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace16, 0, kSpace12, 0);
    row->setSpacing(kSpace8);
    row->addWidget(m_text, 1);
    row->addWidget(m_result);
    for (auto *button : {older, newer, shut})
        row->addWidget(button);
    hide();
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::textChanged);
    connect(older, &QToolButton::clicked, this, &FindBar::olderRequested);
    connect(newer, &QToolButton::clicked, this, &FindBar::newerRequested);
    connect(shut, &QToolButton::clicked, this, &FindBar::close);
}

void FindBar::open()
{
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FindBar::close()
{
    if (isHidden())
        return;
    hide();
    m_text->clear();
    Q_EMIT closed();
}

QString FindBar::text() const
{
    return m_text->text();
}

void FindBar::setResult(const QString &sentence)
{
    m_result->setText(sentence);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers() & Qt::ShiftModifier)
        Q_EMIT newerRequested();
    else if (isEnter)
        Q_EMIT olderRequested();
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &c = colors(palette());
    painter.fillRect(rect(), c.pane);
    painter.fillRect(0, height() - 1, width(), 1, c.line);
}

} // namespace counterbell::ui
