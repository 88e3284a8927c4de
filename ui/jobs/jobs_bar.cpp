// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_bar.h"

#include "ui/jobs/attention_button.h"
#include "ui/jobs/job_words.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segment_control.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kSearchWidth = 280;
using Due = JobsFilter::Due;

QString dueName(Due due)
{
    switch (due) {
    case Due::Any:
        return JobsBar::tr("Any day");
    case Due::Late:
        return JobsBar::tr("Late");
    case Due::Today:
        return JobsBar::tr("Today");
    case Due::Week:
        return JobsBar::tr("Within 7 days");
    }
    return {};
}

QPushButton *menuButton(const QString &name)
{
    auto *button = new QPushButton;
    button->setObjectName(name);
    button->setMenu(new MenuWithReasons(button));
    return button;
}

void addChoice(QMenu *menu, const QString &text, bool isChosen, QObject *context, std::function<void()> choose)
{
    auto *item = menu->addAction(text);
    item->setCheckable(true);
    item->setChecked(isChosen);
    QObject::connect(item, &QAction::triggered, context, std::move(choose));
}

} // namespace

JobsBar::JobsBar(QWidget *parent)
    : QWidget(parent),
      m_open(new QLabel),
      m_search(new SearchField(tr("Search ticket or customer"))),
      m_view(new SegmentControl(tr("View"))),
      m_kinds(new FilterChipRow(tr("Kind"))),
      m_assignee(menuButton(u"assigneeFilter"_s)),
      m_due(menuButton(u"dueFilter"_s)),
      m_uncollected(new AttentionButton),
      m_urgent(new QCheckBox(tr("Urgent only"))),
      m_notNotified(new QCheckBox(tr("Not notified")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(makeFilters());
    setCounts(0, 0);
    write();
}

QWidget *JobsBar::makeHead()
{
    auto *head = new QWidget;
    keepScaled(head, &QWidget::setFixedHeight, kHeaderHeight);
    auto *row = m_headRow = new QHBoxLayout(head);
    row->setContentsMargins(kSpace24, 0, kSpace24, 0);
    row->setSpacing(kSpace12);
    auto *title = new QLabel(tr("Jobs"));
    title->setProperty("kind", u"title"_s);
    m_open->setObjectName(u"openCount"_s);
    m_open->setProperty("kind", u"secondary"_s);
    m_search->setObjectName(u"jobSearch"_s);
    m_search->setAccessibleName(tr("Search jobs"));
    m_search->setMinimumWidth(kSearchWidth / 2);
    m_search->setMaximumWidth(kSearchWidth);
    m_view->setObjectName(u"jobView"_s);
    m_view->addSegment(u"board"_s, tr("Board"), u"columns"_s);
    m_view->addSegment(u"list"_s, tr("List"), u"list"_s);
    m_view->setCurrent(u"board"_s);
    auto *add = new QPushButton(icon(u"add"_s), tr("New job"));
    add->setObjectName(u"newJob"_s);
    add->setProperty("kind", u"primary"_s);
    add->setProperty("large", true);
    add->setIconSize(QSize(kIconTool, kIconTool));
    row->addWidget(title);
    row->addWidget(m_open);
    row->addStretch();
    row->addWidget(m_search, 1);
    row->addWidget(m_view);
    row->addWidget(add);
    connect(add, &QPushButton::clicked, this, &JobsBar::newJobPressed);
    connect(m_view, &SegmentControl::currentChanged, this, &JobsBar::viewChosen);
    connect(m_search, &SearchField::searchChanged, this, [this](const QString &text) {
        auto filter = m_filter;
        filter.text = text.trimmed();
        choose(filter);
    });
    return head;
}

QWidget *JobsBar::makeFilters()
{
    auto *bar = new QWidget;
    keepScaled(bar, &QWidget::setFixedHeight, kFilterBar);
    auto *row = m_filterRow = new QHBoxLayout(bar);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace12);
    row->setSpacing(kSpace8);
    m_kinds->setObjectName(u"jobKinds"_s);
    m_kinds->addChip({}, tr("All kinds"));
    for (const auto kind : {JobKind::Repair, JobKind::Bespoke, JobKind::Task})
        m_kinds->addChip(wireName(kind), kindName(kind));
    m_kinds->setCurrent({});
    auto *line = new QFrame;
    line->setProperty("kind", u"vline"_s);
    line->setFixedHeight(kSpace20);
    m_urgent->setObjectName(u"urgentOnly"_s);
    m_notNotified->setObjectName(u"notNotified"_s);
    m_uncollected->setObjectName(u"uncollected"_s);
    row->addWidget(m_kinds);
    row->addWidget(line);
    row->addWidget(m_assignee);
    row->addWidget(m_due);
    row->addSpacing(kSpace8);
    row->addWidget(m_urgent);
    row->addSpacing(kSpace8);
    row->addWidget(m_notNotified);
    row->addStretch();
    row->addWidget(m_uncollected);
    connect(m_kinds, &FilterChipRow::currentChanged, this, [this](const QString &key) {
        auto filter = m_filter;
        filter.kind = fromWireName<JobKind>(key);
        choose(filter);
    });
    const auto follow = [this](QAbstractButton *button, bool JobsFilter::*flag) {
        connect(button, &QAbstractButton::toggled, this, [this, flag](bool isOn) {
            auto filter = m_filter;
            filter.*flag = isOn;
            choose(filter);
        });
    };
    follow(m_urgent, &JobsFilter::urgentOnly);
    follow(m_notNotified, &JobsFilter::notNotified);
    follow(m_uncollected, &JobsFilter::uncollectedOnly);
    return bar;
}

void JobsBar::setView(const QString &key)
{
    m_view->setCurrent(key);
}

void JobsBar::choose(const JobsFilter &filter)
{
    if (std::exchange(m_filter, filter) == filter)
        return;
    write();
    Q_EMIT filterChanged(m_filter);
}

void JobsBar::write()
{
    const auto set = [this](auto change) {
        return [this, change] {
            auto filter = m_filter;
            change(filter);
            choose(filter);
        };
    };
    auto *who = m_assignee->menu();
    who->clear();
    QString name = tr("Anyone");
    const auto person = [set](bool isNobodys, std::optional<MemberId> id) {
        return set([=](JobsFilter &filter) {
            filter.isNobodys = isNobodys;
            filter.assigneeId = id;
        });
    };
    addChoice(who, tr("Anyone"), !m_filter.isNobodys && !m_filter.assigneeId, this, person(false, std::nullopt));
    addChoice(who, tr("Nobody"), m_filter.isNobodys, this, person(true, std::nullopt));
    if (m_filter.isNobodys)
        name = tr("Nobody");
    for (const auto &member : m_team) {
        addChoice(who, member.name, m_filter.assigneeId == member.id, this, person(false, member.id));
        if (m_filter.assigneeId == member.id)
            name = member.name;
    }
    //: %1 is a name, or Anyone
    m_assignee->setText(tr("Assignee: %1").arg(name));
    auto *due = m_due->menu();
    due->clear();
    for (const auto choice : {Due::Any, Due::Late, Due::Today, Due::Week})
        addChoice(due, dueName(choice), m_filter.due == choice, this,
                  set([choice](JobsFilter &filter) { filter.due = choice; }));
    //: %1 is "Any day", "Late", "Today"…
    m_due->setText(tr("Due: %1").arg(dueName(m_filter.due)));
    m_kinds->setCurrent(m_filter.kind ? QString(wireName(*m_filter.kind)) : QString());
    m_urgent->setChecked(m_filter.urgentOnly);
    m_notNotified->setChecked(m_filter.notNotified);
    m_uncollected->setChecked(m_filter.uncollectedOnly);
}

void JobsBar::setCounts(int open, int uncollected)
{
    m_open->setText(tr("%n open", nullptr, open));
    m_uncollected->setText(tr("%n ready for more than 7 days", nullptr, uncollected));
    m_uncollected->setVisible(uncollected > 0 || m_filter.uncollectedOnly);
    m_uncollected->updateGeometry();
}

void JobsBar::arrange()
{
    const bool isInHead = m_headRow->indexOf(m_uncollected) >= 0;
    int wanted = m_filterRow->sizeHint().width();
    if (isInHead && !m_uncollected->isHidden())
        wanted += m_uncollected->sizeHint().width() + kSpace8;
    const bool hasRoom = wanted <= width();
    if (hasRoom != isInHead)
        return;
    if (hasRoom) {
        m_headRow->removeWidget(m_uncollected);
        m_filterRow->addWidget(m_uncollected);
    } else {
        m_filterRow->removeWidget(m_uncollected);
        m_headRow->insertWidget(m_headRow->indexOf(m_open) + 1, m_uncollected);
    }
}

void JobsBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool JobsBar::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void JobsBar::setTeam(const std::vector<Member> &team)
{
    m_team = team;
    write();
}

void JobsBar::clear()
{
    m_search->clear();
    choose({});
}

void JobsBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void JobsBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors(palette()).base);
}

} // namespace counterbell::ui
