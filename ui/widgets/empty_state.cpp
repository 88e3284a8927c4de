// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/empty_state.h"

#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paragraph.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kIcon = 32;
constexpr int kWidth = 344;
constexpr double kStroke = 1.5;

} // namespace

class EmptyState::Mark : public QWidget
{
public:
    Mark() { setFixedSize(kIcon, kIcon); }

    void setName(const QString &name)
    {
        m_name = name;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, rect(), m_name, colors(palette()).text3, layoutDirection(), kStroke);
    }

private:
    QString m_name;
};

EmptyState::EmptyState(const QString &iconName, const QString &fact, const QString &nextStep, QWidget *parent)
    : QWidget(parent),
      m_mark(new Mark),
      m_fact(new Paragraph(Text::Heading)),
      m_nextStep(new Paragraph(Text::Base, Tone::Text2)),
      m_buttons(new QHBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace16, kSpace16, kSpace16, kSpace16);
    column->setSpacing(0);
    column->addStretch();
    column->addWidget(m_mark, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace12);
    for (auto *label : {m_fact, m_nextStep}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setMaximumWidth(kWidth);
        label->setMinimumWidth(kIcon);
        auto *line = new QHBoxLayout;
        line->addStretch();
        line->addWidget(label, 100);
        line->addStretch();
        column->addLayout(line);
        if (label == m_fact)
            column->addSpacing(kSpace4);
    }
    column->addSpacing(kSpace16);
    m_buttons->setSpacing(kSpace8);
    column->addLayout(m_buttons);
    column->setAlignment(m_buttons, Qt::AlignHCenter);
    column->addStretch();
    setText(iconName, fact, nextStep);
}

void EmptyState::setText(const QString &iconName, const QString &fact, const QString &nextStep)
{
    m_mark->setName(iconName);
    m_fact->setText(fact);
    m_nextStep->setText(nextStep);
    m_nextStep->setVisible(!nextStep.isEmpty());
    setAccessibleName(nextStep.isEmpty() ? fact : u"%1. %2"_s.arg(fact, nextStep));
}

QPushButton *EmptyState::addButton(const QString &text, const QString &kind)
{
    auto *button = new QPushButton(text);
    button->setProperty("kind", kind);
    m_buttons->addWidget(button);
    return button;
}

} // namespace counterbell::ui
