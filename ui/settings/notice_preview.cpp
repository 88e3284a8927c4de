// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/notice_preview.h"

#include "ui/client/sms_count.h"
#include "ui/settings/settings_parts.h"
#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// The phone's screen: window, radius 8.
class Screen : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors(palette()).window);
        painter.drawRoundedRect(rect(), kCardRadius, kCardRadius);
    }
};

class Badge : public QWidget
{
public:
    Badge() { setFixedSize(16, 16); }
    void setChannel(Channel channel)
    {
        m_channel = channel;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintChannelBadge(painter, rect(), m_channel, {}, layoutDirection());
    }

private:
    Channel m_channel = Channel::Sms;
};

class Info : public QWidget
{
public:
    Info() { setFixedSize(kIconInline, kIconInline); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, rect(), u"info"_s, colors(palette()).text2, layoutDirection());
    }
};

} // namespace

NoticePreview::NoticePreview(QWidget *parent)
    : QWidget(parent),
      m_title(settingsLabel({}, u"metaStrong"_s)),
      m_from(settingsLabel({}, u"metaPlain"_s)),
      m_length(settingsLabel({}, u"meta"_s)),
      m_route(settingsLabel({}, u"metaPlain"_s)),
      m_badge(new Badge),
      m_text(new BubbleText(BubbleText::Side::In)),
      m_edit(new QToolButton)
{
    m_text->setObjectName(u"noticeText"_s);
    m_edit->setProperty("kind", u"link"_s);
    m_edit->setText(tr("Edit wording…"));
    m_edit->setObjectName(u"editWording"_s);
    connect(m_edit, &QToolButton::clicked, this, &NoticePreview::editRequested);
    auto *screen = new Screen;
    auto *inside = new QVBoxLayout(screen);
    inside->setContentsMargins(kSpace16, kSpace16, kSpace16, kSpace16);
    inside->setSpacing(kSpace8);
    auto *from = new QHBoxLayout;
    from->setSpacing(kSpace8);
    from->addWidget(m_badge);
    from->addWidget(m_from, 1);
    inside->addLayout(from);
    inside->addWidget(m_text);
    inside->addWidget(m_length);
    auto *route = new QHBoxLayout;
    route->setContentsMargins(0, kSpace12, 0, kSpace8);
    route->setSpacing(kSpace8);
    route->addWidget(new Info, 0, Qt::AlignTop);
    route->addWidget(m_route, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addSpacing(kSpace8);
    column->addWidget(screen);
    column->addLayout(route);
    column->addWidget(m_edit, 0, Qt::AlignLeading);
    column->addStretch(1);
}

void NoticePreview::setNotice(const NoticeWords &words, const NoticeSample &sample, Channel channel)
{
    m_title->setText(words.preview);
    static_cast<Badge *>(m_badge)->setChannel(channel);
    m_from->setText(channel == Channel::Sms ? tr("SMS from the shop's number") : tr("WhatsApp from the shop"));
    m_text->setText(sample.text, sample.marks);
    const auto count = countSms(sample.text);
    const auto characters = tr("%n characters", nullptr, int(sample.text.toUcs4().size()));
    //: %1 "1 SMS", %2 "115 characters"
    m_length->setText(channel == Channel::Sms ? tr("%1, %2").arg(tr("%n SMS", nullptr, count.segments), characters)
                                              : characters);
    m_route->setText(words.route);
}

void NoticePreview::setEditable(bool isEditable)
{
    m_edit->setVisible(isEditable);
}

} // namespace counterbell::ui
