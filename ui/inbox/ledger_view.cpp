// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/ledger_view.h"

#include "ui/inbox/consent_words.h"
#include "ui/inbox/side_section.h"
#include "ui/theme/colors.h"

#include <QPainter>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kIndent = 20;
constexpr int kDotSize = 9;
constexpr int kDotTop = 4;
} // namespace

LedgerView::LedgerView(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
}

void LedgerView::add(const std::vector<ConsentEntry> &entries, Timestamp now)
{
    for (const auto &entry : entries) {
        auto *row = new QWidget;
        auto *lines = new QVBoxLayout(row);
        setMargins(lines, kIndent, 0, 0, 0);
        lines->setSpacing(0);
        auto *act = textLabel(consentAct(entry), Text::MetaMedium);
        lines->addWidget(act);
        lines->addWidget(textLabel(consentCircumstances(entry, now), Text::Meta, Tone::Text3));
        m_column->addWidget(row);
        m_dots.push_back({row, entry.state == ConsentState::OptedOut});
    }
}

void LedgerView::paintEvent(QPaintEvent *)
{
    if (m_dots.empty())
        return;
    const auto &color = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int first = m_dots.front().row->y() + kDotTop;
    const int last = m_dots.back().row->y() + kDotTop;
    const auto place = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    painter.fillRect(place({5, first + kDotSize / 2, 1, last - first}), color.line2);
    for (const auto &[row, isOptOut] : m_dots) {
        const QRectF dot = place({1, row->y() + kDotTop, kDotSize, kDotSize});
        painter.setPen(QPen(isOptOut ? color.dangerT : color.ok, 2));
        painter.setBrush(isOptOut ? color.dangerT : color.pane);
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1));
    }
}

} // namespace counterbell::ui
