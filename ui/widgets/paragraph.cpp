// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/paragraph.h"

#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace counterbell::ui
{

namespace
{

constexpr int kUnbounded = 1 << 20;

QColor ink(Tone tone, const Colors &c)
{
    switch (tone) {
    case Tone::Text2:
        return c.text2;
    case Tone::Text3:
        return c.text3;
    case Tone::Danger:
        return c.dangerT;
    case Tone::Attention:
        return c.attnT;
    case Tone::Ok:
        return c.ok;
    case Tone::OnToast:
        return c.onToast;
    case Tone::Text:
        break;
    }
    return c.text;
}

} // namespace

Paragraph::Paragraph(Text role, Tone tone, QWidget *parent)
    : QWidget(parent), m_role(role), m_tone(tone), m_layout(std::make_unique<QTextLayout>())
{
    useAccessibleRoles();
    auto policy = QSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    rewrite();
}

Paragraph::~Paragraph() = default;

void Paragraph::setText(const QString &text)
{
    setText({}, text);
}

void Paragraph::setText(const QString &strong, const QString &rest, bool isBelow)
{
    if (strong == m_strong && rest == m_rest && isBelow == m_isBelow)
        return;
    m_strong = strong;
    m_rest = rest;
    m_isBelow = isBelow;
    rewrite();
    updateGeometry();
    update();
}

QString Paragraph::text() const
{
    if (m_strong.isEmpty() || m_rest.isEmpty())
        return m_strong + m_rest;
    return m_strong + u' ' + m_rest;
}

void Paragraph::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Paragraph::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    rewrite();
    update();
}

void Paragraph::rewrite()
{
    auto text = m_strong;
    if (!m_strong.isEmpty() && !m_rest.isEmpty())
        text += m_isBelow ? QChar(QChar::LineSeparator) : QChar(u' ');
    auto rest = m_rest;
    rest.replace(u'\n', QChar(QChar::LineSeparator));
    text += rest;
    setAccessibleName(this->text());

    const auto letters = ui::font(m_role);
    m_layout->setFont(letters);
    m_layout->setText(text);
    QTextCharFormat heavy;
    auto heavyLetters = letters;
    heavyLetters.setWeight(QFont::DemiBold);
    heavy.setFont(heavyLetters);
    m_layout->setFormats({{0, static_cast<int>(m_strong.size()), heavy}});
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(layoutDirection());
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), m_alignment));
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
}

int Paragraph::arrange(int width) const
{
    const int step = lineHeight(m_role);
    m_layout->beginLayout();
    int lines = 0;
    for (auto line = m_layout->createLine(); line.isValid(); line = m_layout->createLine(), ++lines) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, lines * step + std::floor((step - line.height()) / 2)));
    }
    m_layout->endLayout();
    return std::max(lines, 1);
}

int Paragraph::heightForWidth(int width) const
{
    return arrange(std::max(width, 1)) * lineHeight(m_role);
}

QSize Paragraph::sizeHint() const
{
    const int lines = arrange(kUnbounded);
    double widest = 0;
    for (int at = 0; at < m_layout->lineCount(); ++at)
        widest = std::max(widest, m_layout->lineAt(at).naturalTextWidth());
    return {static_cast<int>(std::ceil(widest)), lines * lineHeight(m_role)};
}

QSize Paragraph::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), kSpace48), lineHeight(m_role)};
}

void Paragraph::paintEvent(QPaintEvent *)
{
    const int lines = arrange(width());
    QPainter painter(this);
    painter.setPen(ink(m_tone, colors(palette())));
    m_layout->draw(&painter, QPointF(0, std::max(0, (height() - lines * lineHeight(m_role)) / 2)));
}

void Paragraph::changeEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::ApplicationFontChange:
    case QEvent::LayoutDirectionChange:
        rewrite();
        updateGeometry();
        break;
    default:
        break;
    }
    QWidget::changeEvent(event);
}

} // namespace counterbell::ui
