// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/segment_control.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/segment.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace counterbell::ui
{

SegmentControl::SegmentControl(const QString &accessibleName, QWidget *parent) : QWidget(parent)
{
    useAccessibleRoles();
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(3, 3, 3, 3);
    row->setSpacing(2);
}

void SegmentControl::addSegment(const QString &key, const QString &text)
{
    add(key, text);
}

void SegmentControl::addSegment(const QString &key, const QString &text, const QString &iconName)
{
    add(key, text)->setIconName(iconName);
}

void SegmentControl::addSegment(const QString &key, const QString &text, Channel channel)
{
    add(key, text)->setChannel(channel);
}

Segment *SegmentControl::add(const QString &key, const QString &text)
{
    auto *segment = new Segment(key, text, this);
    segment->setObjectName(key);
    layout()->addWidget(segment);
    m_segments.push_back(segment);
    connect(segment, &Segment::chosen, this, [this, segment] { choose(segment); });
    if (m_segments.size() == 1)
        select(segment);
    return segment;
}

void SegmentControl::select(Segment *segment)
{
    for (auto *other : m_segments) {
        other->setChecked(other == segment);
        other->setFocusPolicy(other == segment ? Qt::StrongFocus : Qt::ClickFocus);
    }
}

void SegmentControl::choose(Segment *segment)
{
    if (segment->isChecked())
        return;
    select(segment);
    Q_EMIT currentChanged(segment->key());
}

void SegmentControl::setCurrent(const QString &key)
{
    const auto found = std::ranges::find(m_segments, key, &Segment::key);
    if (found != m_segments.end())
        select(*found);
}

QString SegmentControl::current() const
{
    const auto found = std::ranges::find_if(m_segments, [](const Segment *segment) { return segment->isChecked(); });
    return found == m_segments.end() ? QString() : (*found)->key();
}

void SegmentControl::setSegmentEnabled(const QString &key, bool isEnabled, const QString &reason)
{
    const auto found = std::ranges::find(m_segments, key, &Segment::key);
    if (found == m_segments.end())
        return;
    (*found)->setEnabled(isEnabled);
    (*found)->setToolTip(isEnabled ? QString() : reason);
    (*found)->setAccessibleDescription(isEnabled ? QString() : reason);
}

void SegmentControl::keyPressEvent(QKeyEvent *event)
{
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    int step = 0;
    if (event->key() == Qt::Key_Left)
        step = isMirrored ? 1 : -1;
    else if (event->key() == Qt::Key_Right)
        step = isMirrored ? -1 : 1;
    if (step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto found = std::ranges::find_if(m_segments, [](const Segment *segment) { return segment->isChecked(); });
    for (auto at = found - m_segments.begin() + step; at >= 0 && at < std::ssize(m_segments); at += step) {
        auto *next = m_segments[static_cast<std::size_t>(at)];
        if (!next->isEnabled())
            continue;
        next->setFocus(Qt::TabFocusReason);
        choose(next);
        break;
    }
}

void SegmentControl::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    draw::box(painter, rect(), {schemeOf(palette()) == Scheme::Dark ? c.window : c.neutralSoft, {}, 0, kButtonRadius});
}

} // namespace counterbell::ui
