// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/rail.h"

#include "ui/shell/window/rail_button.h"
#include "ui/shell/window/rail_foot.h"
#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// The bell-counter mark, 40 square with an icon of 24 in accent.
class Brand : public QWidget
{
public:
    explicit Brand(QWidget *parent) : QWidget(parent) { setFixedSize(kLargeControl, kLargeControl); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QRect mark(0, 0, kIconRail + 2, kIconRail + 2);
        mark.moveCenter(rect().center());
        paintIcon(painter, mark, u"bell-counter"_s, colors(palette()).accentT, layoutDirection());
    }
};

} // namespace

Rail::Rail(CoreClient &client, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"rail"_s);
    setAccessibleName(tr("Sections"));
    setProperty("pane", true);
    m_brand = new Brand(this);
    m_connection = new ConnectionMark(client, this);
    m_member = new MemberButton(client, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, kSpace12, 1, kSpace12);
    column->setSpacing(0);
    column->addWidget(m_brand, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace12);
    m_items = new QVBoxLayout;
    m_items->setSpacing(kSpace4);
    column->addLayout(m_items);
    column->addStretch();
    column->addWidget(m_connection, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace8);
    column->addWidget(m_member, 0, Qt::AlignHCenter);
    connect(m_member, &QAbstractButton::clicked, this, &Rail::memberPressed);
    setFolded(false);
}

RailButton *Rail::addSection(const QString &iconName, const QString &title)
{
    auto *button = new RailButton(iconName, title, this);
    button->setFolded(m_isFolded);
    m_items->addWidget(button, 0, Qt::AlignHCenter);
    // Between the section before it and the avatar, though the pages are there already.
    setTabOrder(m_member, button);
    setTabOrder(button, m_member);
    const int index = int(m_sections.size());
    m_sections.push_back(button);
    // Toggled, not clicked: what a screen reader does to a checkable button emits only that (Qt 6.4).
    connect(button, &QAbstractButton::toggled, this, [this, index](bool isOn) {
        if (isOn)
            Q_EMIT chosen(index);
    });
    return button;
}

void Rail::setCurrent(int index)
{
    m_sections.at(size_t(index))->setChecked(true);
}

void Rail::setFolded(bool isFolded)
{
    m_isFolded = isFolded;
    setFixedWidth(isFolded ? kRailFolded : kRailWidth);
    m_connection->setFolded(isFolded);
    m_member->setFolded(isFolded);
    for (auto *section : m_sections)
        section->setFolded(isFolded);
}

void Rail::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.window);
    const QRect edge(width() - 1, 0, 1, height());
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), edge), c.line);
}

} // namespace counterbell::ui
