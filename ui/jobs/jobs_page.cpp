// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_page.h"

#include "ui/client/error_text.h"
#include "ui/jobs/job_actions.h"
#include "ui/jobs/job_detail.h"
#include "ui/jobs/job_menus.h"
#include "ui/jobs/jobs_bar.h"
#include "ui/jobs/jobs_board.h"
#include "ui/jobs/jobs_list.h"
#include "ui/jobs/jobs_store.h"
#include "ui/jobs/new_job_dialog.h"
#include "ui/jobs/team_list.h"
#include "ui/shell/shortcuts.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/skeleton.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

JobsPage::JobsPage(CoreClient &client, Prompts &prompts)
    : m_client(client),
      m_prompts(prompts),
      m_store(new JobsStore(client, this)),
      m_actions(new JobActions(client, prompts, this)),
      m_team(new TeamList(client, this)),
      m_menus(new JobMenus(*m_actions, *m_team, this)),
      m_bar(new JobsBar),
      m_views(new QStackedWidget),
      m_loading(new Skeleton(Skeleton::Shape::Cards)),
      m_board(new JobsBoard(client, *m_store, *m_actions)),
      m_list(new JobsList(client, *m_store, *m_actions)),
      m_empty(new EmptyState(u"jobs"_s, tr("No jobs yet"), tr("Take in the first piece with New job."))),
      m_nothing(
          new EmptyState(u"filter"_s, tr("No job matches"), tr("Choose less above, or look for something else."))),
      m_broken(new EmptyState(u"offline"_s, tr("The jobs could not be loaded"), {}))
{
    setAccessibleName(title());
    setProperty("pane", true);
    build();
    connect(m_store, &JobsStore::changed, this, &JobsPage::refresh);
    connect(m_actions, &JobActions::changed, m_store, &JobsStore::take);
    connect(m_actions, &JobActions::toastRequested, this, &Page::toastRequested);
    connect(m_team, &TeamList::changed, this, [this] { m_bar->setTeam(m_team->members()); });
    connect(m_bar, &JobsBar::filterChanged, m_store, &JobsStore::setFilter);
    connect(m_bar, &JobsBar::filterChanged, this, &Page::keptChanged);
    connect(m_bar, &JobsBar::newJobPressed, this, [this] { startNew({}); });
    connect(m_bar, &JobsBar::viewChosen, this, [this](const QString &key) {
        m_isList = key == "list"_L1;
        refresh();
        Q_EMIT keptChanged();
    });
    connect(m_board, &JobsBoard::newJobPressed, this, [this] { startNew({}); });
    connect(m_board, &JobsBoard::jobOpened, this, &JobsPage::showJob);
    connect(m_board, &JobsBoard::assignPressed, m_menus, &JobMenus::showAssign);
    connect(m_board, &JobsBoard::menuRequested, m_menus, &JobMenus::showAll);
    connect(m_list, &JobsList::jobOpened, this, &JobsPage::showJob);
    connect(m_list, &JobsList::menuRequested, m_menus, &JobMenus::showAll);
    connect(m_menus, &JobMenus::openPressed, this, &JobsPage::showJob);
    connect(m_menus, &JobMenus::conversationPressed, this, &JobsPage::openConversationOf);
    connect(m_menus, &JobMenus::sendLogPressed, this, &JobsPage::openMessagesOf);
    if (client.connection() == Connection::Online) {
        m_store->fetch();
        m_team->fetch();
    }
    refresh();
}

JobsPage::~JobsPage() = default;

void JobsPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_views, 1);
    for (auto *view : std::initializer_list<QWidget *>{m_loading, m_board, m_list, m_empty, m_nothing, m_broken})
        m_views->addWidget(view);
    connect(m_empty->addButton(tr("New job"), u"primary"_s), &QPushButton::clicked, this, [this] { startNew({}); });
    connect(m_nothing->addButton(tr("Show all jobs")), &QPushButton::clicked, m_bar, &JobsBar::clear);
    connect(m_broken->addButton(tr("Try again")), &QPushButton::clicked, this, [this] {
        m_client.tryNow();
        m_store->fetch();
    });
}

QString JobsPage::title() const
{
    return tr("Jobs");
}

QString JobsPage::iconName() const
{
    return u"jobs"_s;
}

QVariantMap JobsPage::kept() const
{
    const auto &filter = m_bar->filter();
    QVariantMap kept{{u"view"_s, m_isList ? u"list"_s : u"board"_s}};
    if (filter.kind)
        kept[u"kind"_s] = QString(wireName(*filter.kind));
    if (filter.assigneeId)
        kept[u"assignee"_s] = filter.assigneeId->toString();
    kept[u"nobodys"_s] = filter.isNobodys;
    kept[u"urgentOnly"_s] = filter.urgentOnly;
    kept[u"notNotified"_s] = filter.notNotified;
    return kept;
}

void JobsPage::restore(const QVariantMap &kept)
{
    m_isList = kept[u"view"_s].toString() == "list"_L1;
    m_bar->setView(m_isList ? u"list"_s : u"board"_s);
    JobsFilter filter;
    filter.kind = fromWireName<JobKind>(kept[u"kind"_s].toString());
    filter.isNobodys = kept[u"nobodys"_s].toBool();
    if (const auto id = kept[u"assignee"_s].toLongLong(); id > 0 && !filter.isNobodys)
        filter.assigneeId = MemberId{id};
    filter.urgentOnly = kept[u"urgentOnly"_s].toBool();
    filter.notNotified = kept[u"notNotified"_s].toBool();
    m_bar->setFilter(filter);
    refresh();
}

void JobsPage::shown()
{
    if (!m_store->isLoaded() && m_client.connection() == Connection::Online)
        m_store->fetch();
    if (m_views->currentWidget() == m_board)
        m_board->focusCards();
    else
        m_views->currentWidget()->setFocus();
}

void JobsPage::refresh()
{
    m_bar->setCounts(m_store->openCount(), m_store->uncollectedCount());
    QWidget *view = m_isList ? static_cast<QWidget *>(m_list) : m_board;
    if (!m_store->isLoaded()) {
        view = m_store->error() ? static_cast<QWidget *>(m_broken) : m_loading;
        if (m_store->error())
            m_broken->setText(u"offline"_s, tr("The jobs could not be loaded"), errorSentence(*m_store->error()));
    } else if (m_store->all().empty()) {
        view = m_store->filter() == JobsFilter{} ? m_empty : m_nothing;
    }
    m_views->setCurrentWidget(view);
}

std::optional<Job> JobsPage::current() const
{
    return m_views->currentWidget() == m_list ? m_list->current() : m_board->current();
}

void JobsPage::bindKeys(Shortcuts &shortcuts)
{
    shortcuts.bind(u"job.ready"_s, this, [this] {
        if (const auto job = current())
            m_actions->markReady(*job);
    });
    const auto move = [this](int by) {
        if (m_views->currentWidget() == m_list)
            m_list->moveCurrent(by);
        else
            m_board->moveCurrent(by);
    };
    // Lanes stand in the direction of reading, and so do their keys.
    shortcuts.bind(u"job.previousLane"_s, this, [this, move] { move(isRightToLeft() ? 1 : -1); });
    shortcuts.bind(u"job.nextLane"_s, this, [this, move] { move(isRightToLeft() ? -1 : 1); });
}

void JobsPage::showJob(const JobId &id)
{
    if (const auto *job = m_store->find(id)) {
        const auto copy = *job;
        if (m_views->currentWidget() == m_list)
            m_list->reveal(id);
        else
            m_board->reveal(id);
        openDetail(copy);
        return;
    }
    m_client.call(methods::jobsGet, {.jobId = id}, this, [this](Result<Job> answer) {
        if (answer)
            openDetail(*answer);
        else
            fail(answer.error());
    });
}

void JobsPage::openDetail(const Job &job)
{
    if (m_detail)
        m_detail->reject();
    m_detail = new JobDetail({m_client, *m_actions, *m_menus}, job, this);
    connect(m_detail, &JobDetail::conversationPressed, this, &JobsPage::openConversationOf);
    connect(m_detail, &JobDetail::sendLogPressed, this, &JobsPage::openMessagesOf);
    m_detail->open();
}

void JobsPage::openConversationOf(const Job &job)
{
    if (!job.contactId)
        return;
    m_client.call(methods::inboxOpen, {.contactId = *job.contactId}, this, [this](Result<Conversation> answer) {
        if (answer)
            Q_EMIT openConversation(answer->id);
        else
            fail(answer.error());
    });
}

void JobsPage::openMessagesOf(const Job &job)
{
    SendFilter filter;
    filter.jobId = job.id;
    Q_EMIT openSendLog(filter);
}

void JobsPage::startNew(const ContactId &customer)
{
    if (m_newJob)
        return;
    m_newJob = new NewJobDialog(m_client, *m_team, this);
    connect(m_newJob, &NewJobDialog::created, this, [this](const Job &job) {
        m_store->take(job);
        if (m_views->currentWidget() == m_board)
            m_board->reveal(job.id);
        ToastSpec toast;
        toast.fact = tr("%1 is taken in.").arg(job.ticket);
        Q_EMIT toastRequested(toast);
    });
    m_newJob->open();
    if (!customer.isNull())
        m_newJob->setCustomer(customer);
}

void JobsPage::fail(const Error &error)
{
    ToastSpec toast;
    toast.fact = errorSentence(error);
    toast.isFailure = true;
    Q_EMIT toastRequested(toast);
}

} // namespace counterbell::ui
