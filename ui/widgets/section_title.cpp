// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/section_title.h"

#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

SectionTitle::SectionTitle(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(title)), m_action(new QToolButton)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace8);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setProperty("kind", u"metaStrong"_s);
    m_action->setProperty("kind", u"link"_s);
    m_action->setProperty("small", true);
    m_action->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_action->setFocusPolicy(Qt::StrongFocus);
    m_action->setVisible(false);
    row->addWidget(m_title, 1);
    row->addWidget(m_action);
    setMinimumHeight(kSpace24);
    connect(m_action, &QToolButton::clicked, this, &SectionTitle::actionTriggered);
}

void SectionTitle::setTitle(const QString &title)
{
    m_title->setText(title);
}

void SectionTitle::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setAccessibleName(text);
    m_action->setVisible(!text.isEmpty());
}

} // namespace counterbell::ui
