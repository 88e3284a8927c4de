// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_parts.h"

#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"

#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace counterbell::ui
{

QLabel *settingsLabel(const QString &text, const QString &kind)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (!kind.isEmpty())
        label->setProperty("kind", kind);
    return label;
}

SettingsCard::SettingsCard(QWidget *parent) : QFrame(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(1);
}

void SettingsCard::addRow(QWidget *row)
{
    m_rows.push_back(row);
    m_column->addWidget(row);
}

void SettingsCard::clear()
{
    for (auto *row : std::exchange(m_rows, {}))
        delete row;
}

void SettingsCard::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.line);
    painter.setBrush(c.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCardRadius, kCardRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const auto *row : m_rows) {
        if (row != m_rows.back() && row->isVisible())
            painter.fillRect(QRect(1, row->geometry().bottom() + 1, width() - 2, 1), c.line);
    }
}

} // namespace counterbell::ui
