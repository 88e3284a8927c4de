// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/notice_row.h"

#include "ui/settings/settings_parts.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/switch.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kBadge = 16;
constexpr int kLock = 18;

class Badge : public QWidget
{
public:
    explicit Badge(Channel channel) : m_channel(channel) { setFixedSize(kBadge, kBadge); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintChannelBadge(painter, rect(), m_channel, {}, layoutDirection());
    }

private:
    Channel m_channel;
};

class Lock : public QWidget
{
public:
    Lock() { setFixedSize(kLock, kLock); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, rect(), u"lock"_s, colors(palette()).text3, layoutDirection());
    }
};

QLabel *quiet(const QString &kind)
{
    auto *label = settingsLabel({}, kind);
    label->setWordWrap(false);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

} // namespace

NoticeRow::NoticeRow(NotificationCategory category, QWidget *parent)
    : QWidget(parent),
      m_category(category),
      m_name(quiet(u"strong"_s)),
      m_when(quiet(u"secondary"_s)),
      m_recipient(quiet(u"meta"_s)),
      m_sent(quiet(u"meta"_s)),
      m_badge(new Badge(category == NotificationCategory::TaskAssignment ? Channel::Whatsapp : Channel::Sms)),
      m_lock(new Lock),
      m_switch(new Switch({}))
{
    m_when->setWordWrap(true);
    for (auto *label : {m_name, m_when})
        whenScaled(label, [label] { label->setMinimumHeight(lineHeight(Text::Base)); });
    auto *meta = new QHBoxLayout;
    meta->setContentsMargins(0, kSpace4, 0, 0);
    meta->setSpacing(6);
    meta->addWidget(m_badge);
    meta->addWidget(m_recipient);
    meta->addSpacing(6);
    meta->addWidget(m_sent);
    meta->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_name);
    words->addWidget(m_when);
    words->addLayout(meta);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    row->setSpacing(kSpace16);
    row->addLayout(words, 1);
    row->addWidget(m_lock);
    row->addWidget(m_switch);
    m_lock->hide();
    keepScaled(this, &QWidget::setMinimumHeight, 80);
    setRowTarget(this, m_switch);
    m_switch->installEventFilter(this);
    connect(m_switch, &QAbstractButton::toggled, this, [this](bool isOn) {
        if (!m_isWriting)
            Q_EMIT flipped(isOn);
    });
}

void NoticeRow::setWords(const NoticeWords &words)
{
    m_name->setText(words.name);
    m_when->setText(words.when);
    m_recipient->setText(words.recipient);
    m_switch->setAccessibleName(words.name);
    m_switch->setObjectName(u"switch."_s + words.wireName);
}

void NoticeRow::setSentThisWeek(const QString &text)
{
    m_sent->setText(text);
}

void NoticeRow::setOn(bool isOn)
{
    m_isWriting = true; // blocked signals would leave the knob where it is
    m_switch->setChecked(isOn);
    m_isWriting = false;
}

void NoticeRow::setLocked(bool isLocked, const QString &reason)
{
    m_lock->setVisible(isLocked);
    m_switch->setEnabled(!isLocked);
    m_switch->setAccessibleDescription(isLocked ? reason : m_when->text());
    setToolTip(isLocked ? reason : QString());
}

void NoticeRow::setCurrent(bool isCurrent)
{
    m_isCurrent = isCurrent;
    update();
}

void NoticeRow::paintEvent(QPaintEvent *)
{
    if (!m_isCurrent)
        return;
    // Within the card's rounded corners.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &c = colors(palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.pane);
    painter.drawRoundedRect(rect(), kCardRadius - 1, kCardRadius - 1);
    const bool isFirst = m_category == NotificationCategory::JobReady;
    const bool isLast = m_category == NotificationCategory::UrgentFlagged;
    if (!isFirst)
        painter.drawRect(0, 0, width(), kCardRadius);
    if (!isLast)
        painter.drawRect(0, height() - kCardRadius, width(), kCardRadius);
}

void NoticeRow::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    Q_EMIT entered();
}

bool NoticeRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        Q_EMIT entered();
    return QWidget::eventFilter(watched, event);
}

} // namespace counterbell::ui
