// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/ledger_view.h"

#include "ui/inbox/consent_event.h"
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

void LedgerView::add(const std::vector<ConsentEntry> &entries, Timestamp now, size_t most)
{
    m_entries.insert(m_entries.end(), entries.begin(), entries.end());
    clearLayout(m_column); // a page may end amid an event
    m_dots.clear();
    auto events = consentEvents(m_entries);
    events.resize(std::min(most, events.size()));
    for (const auto &event : events) {
        auto *row = new QWidget;
        auto *lines = new QVBoxLayout(row);
        setMargins(lines, kIndent, 0, 0, 0);
        lines->setSpacing(0);
        lines->addWidget(textLabel(consentAct(event), Text::MetaMedium));
        lines->addWidget(textLabel(consentCircumstances(event.entry, now), Text::Meta, Tone::Text3));
        m_column->addWidget(row);
        m_dots.push_back({row, event.entry.state == ConsentState::OptedOut});
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
