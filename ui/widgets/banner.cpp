// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/banner.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/paragraph.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

struct Tint {
    QColor fill, line, mark;
};

Tint tintOf(BannerLook look, const Colors &c)
{
    switch (look) {
    case BannerLook::Danger:
        return {c.dangerSoft, c.dangerLine, c.dangerT};
    case BannerLook::Attention:
        return {c.attnSoft, c.attnLine, c.attnT};
    case BannerLook::Ok:
        return {c.okSoft, c.okLine, c.ok};
    case BannerLook::Neutral:
        break;
    }
    return {c.pane, c.line, c.text2};
}

} // namespace

Banner::Banner(BannerLook look, QWidget *parent)
    : QWidget(parent),
      m_look(look),
      m_row(new QHBoxLayout(this)),
      m_mark(new QWidget),
      m_text(new Paragraph),
      m_linkButton(new QToolButton)
{
    makeNotification(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_row->setContentsMargins(kSpace16, 6, kSpace12, 6);
    m_row->setSpacing(kSpace12);
    m_mark->setFixedSize(kIconTool, kIconTool);
    m_mark->setVisible(false); // room only; the banner paints it
    m_linkButton->setProperty("kind", u"link"_s);
    m_linkButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_linkButton->setFocusPolicy(Qt::StrongFocus);
    m_linkButton->setVisible(false);
    auto *words = new QHBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_text, 1);
    words->addWidget(m_linkButton);
    words->addStretch();
    m_row->addWidget(m_mark);
    m_row->addLayout(words, 1);
    connect(m_linkButton, &QToolButton::clicked, this, &Banner::linkActivated);
    write();
}

void Banner::setLook(BannerLook look)
{
    m_look = look;
    update();
}

void Banner::setIcon(const QString &name)
{
    m_icon = name;
    m_chip.reset();
    write();
}

void Banner::setChip(ChipLook look)
{
    m_chip = look;
    m_icon.clear();
    write();
}

void Banner::setText(const QString &fact, const QString &consequence, bool isBelow)
{
    m_fact = fact;
    m_consequence = consequence;
    m_isBelow = isBelow && !consequence.isEmpty();
    write();
}

void Banner::setLink(const QString &text)
{
    m_linkButton->setText(text);
    m_linkButton->setAccessibleName(text);
    m_linkButton->setVisible(!text.isEmpty());
    write();
}

QPushButton *Banner::setAction(const QString &text, const QString &kind)
{
    if (text.isEmpty()) {
        delete std::exchange(m_action, nullptr);
        return nullptr;
    }
    if (!m_action) {
        m_action = new QPushButton;
        m_row->addWidget(m_action);
        connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    }
    m_action->setText(text);
    m_action->setProperty("kind", kind);
    return m_action;
}

void Banner::setCard(bool isCard)
{
    m_isCard = isCard;
    const int border = isCard ? 1 : 0;
    m_row->setContentsMargins(kSpace16 + border, 6, kSpace12 + border, 6);
    update();
}

void Banner::write()
{
    m_mark->setVisible(m_chip || !m_icon.isEmpty());
    m_mark->setFixedSize(m_chip ? chipSize(*m_chip, chipText(*m_chip)) : QSize(kIconTool, kIconTool));
    m_text->setText(m_fact, m_consequence, m_isBelow);
    // Text that stands before a link keeps to its own width; any other may wrap.
    const bool hasLink = !m_linkButton->text().isEmpty();
    m_text->setSizePolicy(hasLink ? QSizePolicy::Maximum : QSizePolicy::Preferred, QSizePolicy::Preferred);
    setAccessibleName(m_consequence.isEmpty() ? m_fact : u"%1 %2"_s.arg(m_fact, m_consequence));
    setMinimumHeight(scaled(m_isBelow ? kBannerTwoLines : kBannerHeight));
    updateGeometry();
    update();
}

QSize Banner::sizeHint() const
{
    return QWidget::sizeHint().expandedTo(QSize(0, minimumHeight()));
}

void Banner::paintEvent(QPaintEvent *)
{
    const auto tint = tintOf(m_look, colors(palette()));
    QPainter painter(this);
    if (m_isCard) {
        draw::box(painter, rect(), {tint.fill, tint.line, 1, kCardRadius});
    } else {
        painter.fillRect(rect(), tint.fill);
        painter.fillRect(QRect(0, height() - 1, width(), 1), tint.line);
    }
    if (m_chip)
        paintChip(painter, m_mark->geometry(), *m_chip, chipText(*m_chip), palette(), layoutDirection());
    else
        paintIcon(painter, m_mark->geometry(), m_icon, tint.mark, layoutDirection());
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        write();
    QWidget::changeEvent(event);
}

} // namespace counterbell::ui
