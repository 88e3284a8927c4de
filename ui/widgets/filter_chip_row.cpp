// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/filter_chips.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace counterbell::ui
{

FilterChipRow::FilterChipRow(const QString &accessibleName, QWidget *parent) : QScrollArea(parent)
{
    useAccessibleRoles();
    setAccessibleName(accessibleName);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setWidgetResizable(true);
    viewport()->setAutoFillBackground(false);
    auto *chips = new QWidget;
    chips->setAutoFillBackground(false);
    m_row = new QHBoxLayout(chips);
    // The focus ring reaches 4 beyond the outermost chips.
    m_row->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    m_row->setSpacing(2);
    m_row->addStretch();
    setWidget(chips);
    chips->setAutoFillBackground(false); // QScrollArea::setWidget fills it
}

FilterChip *FilterChipRow::addChip(const QString &key, const QString &text)
{
    auto *chip = new FilterChip(text);
    chip->setObjectName(key);
    chip->setAutoExclusive(true);
    m_row->insertWidget(m_row->count() - 1, chip);
    m_entries.push_back({key, chip});
    // clicked and not toggled: setCurrent() is no choice of the person's.
    connect(chip, &QAbstractButton::clicked, this, [this, key, chip] {
        ensureWidgetVisible(chip, kSpace16, 0);
        if (std::exchange(m_current, key) != key)
            Q_EMIT currentChanged(key);
    });
    connect(chip, &QAbstractButton::toggled, chip, [chip] { chip->updateGeometry(); });
    return chip;
}

void FilterChipRow::setCount(const QString &key, std::optional<int> count, bool hasMore)
{
    if (const auto found = std::ranges::find(m_entries, key, &Entry::key); found != m_entries.end())
        found->chip->setCount(count, hasMore);
}

void FilterChipRow::setCurrent(const QString &key)
{
    for (const auto &entry : m_entries)
        entry.chip->setAutoExclusive(false); // an exclusive button refuses to be unchecked
    m_current.clear();
    for (const auto &entry : m_entries) {
        entry.chip->setChecked(entry.key == key);
        if (entry.key == key)
            m_current = key;
    }
    for (const auto &entry : m_entries)
        entry.chip->setAutoExclusive(true);
}

QSize FilterChipRow::sizeHint() const
{
    return widget()->sizeHint();
}

QSize FilterChipRow::minimumSizeHint() const
{
    return {kSpace48, widget()->sizeHint().height()};
}

void FilterChipRow::step(int by)
{
    const auto focused = std::ranges::find_if(m_entries, [](const Entry &entry) { return entry.chip->hasFocus(); });
    const auto next = focused - m_entries.begin() + by;
    if (focused == m_entries.end() || next < 0 || next >= std::ssize(m_entries))
        return;
    auto *chip = m_entries[static_cast<std::size_t>(next)].chip;
    chip->setFocus(Qt::TabFocusReason);
    chip->click();
}

void FilterChipRow::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    if (event->key() == Qt::Key_Right)
        step(forward);
    else if (event->key() == Qt::Key_Left)
        step(-forward);
    else
        QScrollArea::keyPressEvent(event);
}

void FilterChipRow::wheelEvent(QWheelEvent *event)
{
    const auto turned = event->angleDelta();
    const int by = turned.x() != 0 ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by);
    event->accept();
}

} // namespace counterbell::ui
