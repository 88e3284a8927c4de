// SPDX-License-Identifier: Apache-2.0
#include "ui/phone/talk_view.h"

#include "ui/client/format.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/paint.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

namespace counterbell::ui
{

namespace
{

constexpr int kWidestText = 240;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TalkView)
};

/// The badge's shape in words: "The shop by SMS: Your ring is ready., 14:31".
QString sentence(const TalkLine &line, Timestamp now)
{
    const bool isSms = line.channel == Channel::Sms;
    const auto who = line.isOwn ? (isSms ? Words::tr("You by SMS") : Words::tr("You by WhatsApp"))
                                : (isSms ? Words::tr("The shop by SMS") : Words::tr("The shop by WhatsApp"));
    //: %1 who wrote and how, %2 the text, %3 when
    return Words::tr("%1: %2, %3").arg(who, isolated(line.text), listTime(line.at, now));
}

/// A bubble with its channel's badge and the time below the text.
class Bubble : public QWidget
{
public:
    Bubble(const TalkLine &line, Timestamp now, QWidget *parent) : QWidget(parent), m_line(line)
    {
        setAccessibleRole(this, QAccessible::ListItem);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(kSpace12, kSpace8, kSpace12, kSpace8);
        column->setSpacing(kSpace4);
        auto *text = new QLabel(isolated(line.text), this);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        // A wrapping label hints at a shape of its own and is cut off in a bubble that hugs it.
        whenScaled(text, [text] {
            text->setFont(ui::font(Text::Base));
            // A fixed size bounds what the label says of its height.
            text->setMinimumSize(0, 0);
            text->setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
            const int width = std::min(kWidestText, text->fontMetrics().horizontalAdvance(text->text()) + 4);
            text->setFixedSize(width, text->heightForWidth(width));
        });
        column->addWidget(text);
        auto *meta = new QLabel(listTime(line.at, now), this);
        meta->setTextFormat(Qt::PlainText);
        keepFont(meta, Text::Meta);
        meta->setForegroundRole(QPalette::PlaceholderText);
        // Margins and letters' sides are not mirrored of themselves; the badge is.
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        const int badge = kChannelBadge + kSpace4;
        meta->setContentsMargins(isMirrored ? 0 : badge, 0, isMirrored ? badge : 0, 0);
        meta->setAlignment((isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
        meta->setObjectName(QStringLiteral("talkMeta"));
        column->addWidget(meta);
        setAccessibleName(sentence(line, now));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const auto &c = colors(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_line.isOwn ? c.bubOut : c.bubIn);
        painter.drawRoundedRect(rect(), kBubbleRadius, kBubbleRadius);
        const QRect badge(kSpace12, height() - kSpace8 - kIconInline, kIconInline, kIconInline);
        paintChannelBadge(painter, QStyle::visualRect(layoutDirection(), rect(), badge), m_line.channel, QColor(),
                          layoutDirection());
    }

private:
    TalkLine m_line;
};

} // namespace

TalkView::TalkView(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("talk"));
    setAccessibleName(tr("What this phone received and wrote"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_page = new QWidget(this);
    m_page->setBackgroundRole(QPalette::Base);
    m_page->setAutoFillBackground(true);
    m_column = new QVBoxLayout(m_page);
    m_column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    m_column->setSpacing(kSpace8);
    m_column->addStretch();
    m_nothing = new QLabel(tr("Nothing yet. Write to the shop, or mark this customer's job ready: what the shop sends "
                              "shows here."),
                           m_page);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment((layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) |
                            Qt::AlignAbsolute);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_column->addWidget(m_nothing);
    setWidget(m_page);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this,
            [this] { verticalScrollBar()->setValue(verticalScrollBar()->maximum()); });
}

void TalkView::show(std::vector<TalkLine> lines, Timestamp now)
{
    constexpr size_t kMost = 100; // the newest: this is a phone's screen, not an archive
    if (lines.size() > kMost)
        lines.erase(lines.begin(), lines.end() - kMost);
    if (lines == m_lines)
        return;
    constexpr int kFixedItems = 2; // the stretch, and what is said of an empty screen
    m_nothing->setVisible(lines.empty());
    const bool isLonger = m_lines.size() < lines.size() && std::equal(m_lines.begin(), m_lines.end(), lines.begin());
    const size_t from = isLonger ? m_lines.size() : 0;
    if (!isLonger) {
        while (m_column->count() > kFixedItems) {
            auto *item = m_column->takeAt(kFixedItems);
            delete item->widget();
            delete item;
        }
    }
    for (size_t at = from; at < lines.size(); ++at) {
        auto *bubble = new Bubble(lines[at], now, m_page);
        m_column->addWidget(bubble, 0, lines[at].isOwn ? Qt::AlignRight : Qt::AlignLeft);
        bubble->setMaximumWidth(kDetailWidth - 3 * kSpace24);
    }
    m_lines = std::move(lines);
}

} // namespace counterbell::ui
