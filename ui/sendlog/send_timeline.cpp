// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_timeline.h"

#include "ui/client/format.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kIndent = 20;
constexpr int kRing = 9;

/// With seconds: what happened within one minute is the point here.
QString exactTime(Timestamp at)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(toMillis(at)).time();
    return leftToRight(QLocale().toString(time, u"HH:mm:ss"_s));
}

QLabel *label(const QString &text, const QString &kind)
{
    auto *made = new QLabel(text);
    made->setTextFormat(Qt::PlainText);
    made->setProperty("kind", kind);
    made->setWordWrap(true);
    return made;
}

} // namespace

SendTimeline::SendTimeline(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout)
{
    // Spacing is mirrored, margins aren't.
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addSpacing(kIndent);
    row->addLayout(m_column, 1);
    m_column->setSpacing(kSpace12);
}

void SendTimeline::setSteps(const std::vector<SendStep> &steps)
{
    for (const auto &row : std::exchange(m_rows, {}))
        delete row.widget;
    for (const auto &step : steps) {
        auto *row = new QWidget;
        auto *grid = new QGridLayout(row);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setSpacing(0);
        grid->setHorizontalSpacing(kSpace8);
        grid->setColumnStretch(0, 1);
        grid->addWidget(label(step.text, u"medium"_s), 0, 0);
        auto *time = label(exactTime(step.at), u"meta"_s);
        time->setWordWrap(false);
        grid->addWidget(time, 0, 1, Qt::AlignTop);
        if (!step.detail.isEmpty()) {
            auto *detail = label(step.detail, u"meta"_s);
            detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
            grid->addWidget(detail, 1, 0, 1, 2);
        }
        m_column->addWidget(row);
        m_rows.push_back({row, step.isBad});
    }
    update();
}

void SendTimeline::paintEvent(QPaintEvent *)
{
    if (m_rows.empty())
        return;
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - kRing : 0;
    const auto ringOf = [&](const Row &row) {
        const int y = row.widget->y() + (lineHeight(Text::Base) - kRing) / 2;
        return QRectF(x + 0.5, y + 0.5, kRing - 1, kRing - 1);
    };
    const auto first = ringOf(m_rows.front()).center();
    painter.setPen(QPen(c.line2, 1));
    painter.drawLine(first, QPointF(first.x(), m_rows.back().widget->geometry().bottom()));
    for (const auto &row : m_rows) {
        painter.setPen(QPen(row.isBad ? c.dangerT : c.control, 1.5));
        painter.setBrush(row.isBad ? c.dangerT : c.pane);
        painter.drawEllipse(ringOf(row));
    }
}

} // namespace counterbell::ui
