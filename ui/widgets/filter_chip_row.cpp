// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/icon_button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

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
    m_step = new IconButton(u"chevron-next"_s, tr("Show more"), {}, this);
    m_step->setFocusPolicy(Qt::NoFocus); // the arrow keys scroll
    m_step->hide();
    connect(m_step, &QToolButton::clicked, this, &FilterChipRow::showMore);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &FilterChipRow::showStep);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, &FilterChipRow::showStep);
}

/// Closer where they don't fit, and a place for the button where even that is too wide.
void FilterChipRow::fit()
{
    using enum FilterChip::Fit;
    const auto fit = widthOf(Full) <= width() ? Full : widthOf(Closer) <= width() ? Closer : Closest;
    for (const auto &entry : m_entries)
        entry.chip->setFit(fit);
    m_row->invalidate();
    const bool isScrolled = widget()->sizeHint().width() > width();
    const int room = isScrolled ? m_step->sizeHint().width() : 0;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    setViewportMargins(isMirrored ? room : 0, 0, isMirrored ? 0 : room, 0);
    m_step->setVisible(isScrolled);
    const QRect place(width() - room, (height() - m_step->sizeHint().height()) / 2, room, m_step->sizeHint().height());
    m_step->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    for (const auto &entry : m_entries) {
        if (entry.key == m_current)
            ensureWidgetVisible(entry.chip, kSpace16, 0);
    }
    showStep();
}

void FilterChipRow::showStep()
{
    const auto *bar = horizontalScrollBar();
    const bool isAtEnd = bar->maximum() > 0 && bar->value() >= bar->maximum();
    m_step->setLook(isAtEnd ? u"chevron-back"_s : u"chevron-next"_s, isAtEnd ? tr("Show the first") : tr("Show more"));
}

void FilterChipRow::showMore()
{
    auto *bar = horizontalScrollBar();
    bar->setValue(bar->value() >= bar->maximum() ? 0 : bar->value() + viewport()->width() - kSpace48);
}

QStringList FilterChipRow::cutKeys() const
{
    QStringList keys;
    for (const auto &entry : m_entries) {
        const QRect place(entry.chip->mapTo(viewport(), QPoint(0, 0)), entry.chip->size());
        if (place.left() < 0 || place.right() >= viewport()->width())
            keys << entry.key;
    }
    return keys;
}

void FilterChipRow::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

void FilterChipRow::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::LayoutDirectionChange)
        fit();
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
    connect(chip, &QAbstractButton::toggled, this, [this, chip] {
        chip->updateGeometry();
        fit();
    });
    fit();
    return chip;
}

void FilterChipRow::setCount(const QString &key, std::optional<int> count, bool hasMore)
{
    if (const auto found = std::ranges::find(m_entries, key, &Entry::key); found != m_entries.end())
        found->chip->setCount(count, hasMore);
    fit();
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
    fit();
}

int FilterChipRow::widthOf(FilterChip::Fit fit) const
{
    const auto margins = m_row->contentsMargins();
    int whole = margins.left() + margins.right() + m_row->spacing() * int(m_entries.size());
    for (const auto &entry : m_entries)
        whole += entry.chip->widthOf(fit);
    return whole;
}

QSize FilterChipRow::sizeHint() const
{
    return {widthOf(FilterChip::Fit::Full), widget()->sizeHint().height()};
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
