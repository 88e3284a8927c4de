// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/due_field.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/menu.h"

#include <QCalendarWidget>
#include <QDateTime>
#include <QLocale>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kEndOfDay = 17;

QDateTime localTime(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at));
}

} // namespace

DueField::DueField(std::function<Timestamp()> now, QWidget *parent) : QPushButton(parent), m_now(std::move(now))
{
    setObjectName(u"due"_s);
    setIcon(ui::icon(u"calendar"_s));
    setIconSize(QSize(kIconButton, kIconButton));
    auto *menu = new MenuWithReasons(this);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &DueField::fill);
    write();
}

void DueField::setDue(std::optional<Timestamp> due)
{
    m_due = due;
    write();
}

void DueField::setRemovable(bool isRemovable)
{
    m_isRemovable = isRemovable;
}

void DueField::fill()
{
    auto *menu = this->menu();
    menu->clear();
    const auto today = localTime(m_now()).date();
    const auto add = [&](const QString &text, int days) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, day = today.addDays(days)] { choose(day); });
    };
    add(tr("Today"), 0);
    add(tr("Tomorrow"), 1);
    add(tr("In 3 days"), 3);
    add(tr("In 1 week"), 7);
    add(tr("In 2 weeks"), 14);
    auto *others = menu->addMenu(tr("Another day"));
    auto *calendar = new QCalendarWidget;
    calendar->setMinimumDate(today);
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    calendar->setSelectedDate(m_due ? localTime(*m_due).date() : today);
    auto *holder = new QWidgetAction(others);
    holder->setDefaultWidget(calendar);
    others->addAction(holder);
    const auto pick = [this](const QDate &day) {
        this->menu()->close();
        choose(day);
    };
    connect(calendar, &QCalendarWidget::clicked, this, pick);
    connect(calendar, &QCalendarWidget::activated, this, pick);
    if (m_isRemovable)
        connect(menu->addAction(tr("No day")), &QAction::triggered, this, [this] {
            setDue(std::nullopt);
            Q_EMIT dueChanged();
        });
}

void DueField::choose(const QDate &day)
{
    setDue(fromMillis(QDateTime(day, QTime(kEndOfDay, 0)).toMSecsSinceEpoch()));
    Q_EMIT dueChanged();
}

void DueField::write()
{
    if (!m_due) {
        setText(tr("No day"));
        setAccessibleName(tr("Due: no day"));
        return;
    }
    const auto day = localTime(*m_due).date();
    setText(QLocale().toString(day, u"ddd d MMM"_s));
    setAccessibleName(tr("Due: %1").arg(text()));
}

} // namespace counterbell::ui
