// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/side_section.h"

#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/section_title.h"

#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace counterbell::ui
{

SideSection::SideSection(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(title)), m_body(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    column->setSpacing(kSpace4);
    column->addWidget(m_title);
    if (auto *label = m_title->findChild<QLabel *>())
        alignToStart(label);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    column->addLayout(m_body);
    connect(m_title, &SectionTitle::actionTriggered, this, &SideSection::actionTriggered);
}

void SideSection::setAction(const QString &iconName, const QString &text)
{
    m_title->setAction(text);
    if (auto *button = m_title->findChild<QToolButton *>(); button && !iconName.isEmpty()) {
        button->setIcon(icon(iconName));
        button->setIconSize({kIconInline, kIconInline});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
}

void SideSection::setFirst(bool isFirst)
{
    m_isFirst = isFirst;
    update();
}

void SideSection::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_isFirst)
        painter.fillRect(0, 0, width(), 1, colors(palette()).line);
}

Paragraph *textLabel(const QString &text, Text role, Tone tone)
{
    auto *label = new Paragraph(role, tone);
    label->setText(text);
    return label;
}

void setMargins(QLayout *layout, int start, int top, int end, int bottom)
{
    const bool isMirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    layout->setContentsMargins(isMirrored ? end : start, top, isMirrored ? start : end, bottom);
}

void alignToStart(QLabel *label)
{
    const bool isMirrored = label->layoutDirection() == Qt::RightToLeft;
    label->setAlignment((isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
}

void clearLayout(QLayout *layout)
{
    while (auto *item = layout->takeAt(0)) {
        if (auto *inner = item->layout())
            clearLayout(inner);
        if (auto *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace counterbell::ui
