// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_detail.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/jobs/due_field.h"
#include "ui/jobs/job_actions.h"
#include "ui/jobs/job_menus.h"
#include "ui/jobs/job_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/field.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/section_title.h"
#include "ui/widgets/switch.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kWidth = 608;
constexpr int kSteps = 20;

QLabel *words(const QString &kind, const QString &text = {})
{
    auto *label = new QLabel(text);
    label->setProperty("kind", kind);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString stepText(const JobStep &step, Timestamp now)
{
    const auto at = JobDetail::tr("%1, %2", "day, time").arg(dayName(step.at, now), clockTime(step.at));
    const auto by = isolated(step.by.isEmpty() ? JobDetail::tr("Counterbell") : step.by);
    return step.from ? JobDetail::tr("%1: %2, after %3, by %4").arg(at, statusName(step.to), statusName(*step.from), by)
                     : JobDetail::tr("%1: %2 by %3").arg(at, statusName(step.to), by);
}

} // namespace

JobDetail::JobDetail(const Parts &parts, const Job &job, QWidget *over)
    : Dialog(job.ticket, over, kWidth),
      m_client(parts.client),
      m_actions(parts.actions),
      m_menus(parts.menus),
      m_job(job),
      m_customer(words(u"heading"_s)),
      m_conversation(new QPushButton(icon(u"inbox"_s), tr("Conversation"))),
      m_call(new QPushButton(icon(u"phone"_s), tr("Call"))),
      m_description(new QPlainTextEdit(job.description)),
      m_descriptionField(new Field(tr("Description"), m_description)),
      m_status(new QComboBox),
      m_due(new DueField([this] { return m_client.now(); })),
      m_assignee(new QPushButton),
      m_urgent(new Switch(tr("Urgent"))),
      m_urgentReason(words(u"meta"_s)),
      m_notice(words({})),
      m_history(new QVBoxLayout),
      m_step(addPlainButton({}, u"accent"_s)),
      m_save(addPlainButton(tr("Save"), u"primary"_s))
{
    setObjectName(u"jobDetail"_s);
    m_due->setDue(job.dueAt);
    m_due->setRemovable(!job.dueAt);
    build();
    connect(&m_client, &CoreClient::jobUpdated, this, &JobDetail::take);
    connect(&m_actions, &JobActions::changed, this, &JobDetail::take);
    write();
    fetchHistory();
}

void JobDetail::build()
{
    auto *top = new QHBoxLayout;
    m_conversation->setObjectName(u"conversation"_s);
    m_call->setObjectName(u"call"_s);
    top->addWidget(m_customer, 1);
    top->addWidget(m_conversation);
    top->addWidget(m_call);
    body()->addLayout(top);
    m_description->setObjectName(u"description"_s);
    m_description->setTabChangesFocus(true);
    keepScaled(m_description, &QWidget::setFixedHeight, 64);
    body()->addWidget(m_descriptionField);

    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace16);
    m_status->setObjectName(u"status"_s);
    for (const auto status : lanes())
        m_status->addItem(statusName(status), int(status));
    m_status->addItem(statusName(JobStatus::Cancelled), int(JobStatus::Cancelled));
    m_assignee->setObjectName(u"assignee"_s);
    m_assignee->setMenu(new MenuWithReasons(m_assignee));
    row->addWidget(new Field(tr("Status"), m_status), 1);
    row->addWidget(new Field(tr("Due"), m_due));
    row->addWidget(new Field(tr("Assignee"), m_assignee), 1);
    body()->addLayout(row);

    auto *flag = new QHBoxLayout;
    flag->setSpacing(kSpace12);
    m_urgent->setObjectName(u"urgent"_s);
    flag->addWidget(words(u"medium"_s, tr("Urgent")));
    flag->addWidget(m_urgent);
    flag->addWidget(m_urgentReason, 1);
    body()->addLayout(flag);

    auto *told = new SectionTitle(tr("Customer told"));
    told->setAction(tr("Messages about this job"));
    m_notice->setObjectName(u"notice"_s);
    body()->addWidget(told);
    body()->addWidget(m_notice);
    body()->addWidget(new SectionTitle(tr("History")));
    m_history->setSpacing(kSpace4);
    body()->addLayout(m_history);
    m_step->setObjectName(u"step"_s);
    m_save->setObjectName(u"save"_s);
    addButton(tr("Close"), u"ghost"_s, Rejected);
    m_save->setEnabled(false);

    const auto judge = [this] { m_save->setEnabled(isChanged()); };
    connect(m_description, &QPlainTextEdit::textChanged, this, judge);
    connect(m_due, &DueField::dueChanged, this, judge);
    connect(m_save, &QPushButton::clicked, this, &JobDetail::save);
    connect(m_step, &QPushButton::clicked, this, &JobDetail::takeStep);
    connect(m_status, &QComboBox::activated, this,
            [this](int chosen) { m_actions.move(m_job, JobStatus(m_status->itemData(chosen).toInt())); });
    connect(m_urgent, &Switch::toggled, this, [this](bool isOn) {
        m_actions.setUrgent(m_job, isOn);
        write(); // it shows what is; the answer will say what has become of it
    });
    connect(m_assignee->menu(), &QMenu::aboutToShow, this, [this] {
        m_assignee->menu()->clear();
        m_menus.addMembers(*m_assignee->menu(), m_job);
    });
    connect(m_conversation, &QPushButton::clicked, this, [this] {
        Q_EMIT conversationPressed(m_job);
        reject();
    });
    connect(told, &SectionTitle::actionTriggered, this, [this] {
        Q_EMIT sendLogPressed(m_job);
        reject();
    });
    connect(m_call, &QPushButton::clicked, this, [this] { m_actions.call(m_job); });
}

bool JobDetail::isChanged() const
{
    const auto text = m_description->toPlainText().trimmed();
    return (!text.isEmpty() && text != m_job.description) || m_due->due() != m_job.dueAt;
}

void JobDetail::take(const Job &job)
{
    if (job.id != m_job.id || job == m_job)
        return;
    const bool isTextMine = m_description->toPlainText().trimmed() != m_job.description;
    const bool isDueMine = m_due->due() != m_job.dueAt;
    const bool hasMoved = job.status != m_job.status || job.statusAt != m_job.statusAt;
    m_job = job;
    if (!isTextMine && m_description->toPlainText().trimmed() != job.description)
        m_description->setPlainText(job.description);
    if (!isDueMine)
        m_due->setDue(job.dueAt);
    write();
    if (hasMoved)
        fetchHistory();
}

void JobDetail::write()
{
    setTitle(tr("%1, %2", "ticket, kind").arg(leftToRight(m_job.ticket), kindName(m_job.kind)));
    m_customer->setText(isolated(customerName(m_job)));
    m_conversation->setVisible(m_job.contactId.has_value());
    m_call->setVisible(m_job.contactId.has_value());
    m_status->setCurrentIndex(m_status->findData(int(m_job.status)));
    const bool isReady = m_job.status == JobStatus::Ready;
    m_step->setVisible(m_job.status != JobStatus::Collected && m_job.status != JobStatus::Cancelled);
    m_step->setText(nextStepText(m_job));
    m_step->setIcon(icon(isReady ? u"collected"_s : u"ready"_s));
    m_step->setAccessibleName(isReady ? tr("Mark %1 collected").arg(m_job.ticket)
                                      : tr("Mark %1 ready").arg(m_job.ticket));
    m_assignee->setText(m_job.assigneeName ? isolated(*m_job.assigneeName) : tr("Nobody"));
    const QSignalBlocker silent(m_urgent);
    m_urgent->setChecked(m_job.urgent);
    m_urgentReason->setText(m_job.urgentReason ? isolated(*m_job.urgentReason) : QString());
    QString told = tr("Nothing was sent yet.");
    const auto &notice = m_job.notification;
    if (const auto line = noticeLine(m_job, m_client.now()); line && m_job.status != JobStatus::Collected)
        told = line->text;
    if (notice && notice->reason)
        told = reasonSentence(*notice->reason);
    m_notice->setText(told);
    m_save->setEnabled(isChanged());
}

void JobDetail::fetchHistory()
{
    JobHistoryRequest request;
    request.jobId = m_job.id;
    request.limit = kSteps;
    m_client.call(methods::jobsHistory, request, this, [this](Result<Page<JobStep>> answer) { showHistory(answer); });
}

void JobDetail::showHistory(const Result<counterbell::Page<JobStep>> &answer)
{
    while (auto *item = m_history->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!answer) {
        m_history->addWidget(words(u"error"_s, errorSentence(answer.error())));
        return;
    }
    for (const auto &step : answer->items)
        m_history->addWidget(words(u"meta"_s, stepText(step, m_client.now())));
    if (answer->next)
        m_history->addWidget(words(u"meta"_s, tr("Earlier steps are not shown.")));
    // The panel takes the height that its contents now need.
    if (isVisible()) {
        QResizeEvent again(window()->size(), window()->size());
        QCoreApplication::sendEvent(window(), &again);
    }
}

void JobDetail::save()
{
    saveThen([] {});
}

void JobDetail::takeStep()
{
    const auto step = [this] {
        if (m_job.status == JobStatus::Ready)
            m_actions.markCollected(m_job);
        else
            m_actions.markReady(m_job);
    };
    if (isChanged())
        return saveThen(step);
    step();
    accept(); // the toast with its Undo is behind
}

void JobDetail::saveThen(const std::function<void()> &done)
{
    UpdateJob change;
    change.jobId = m_job.id;
    const auto text = m_description->toPlainText().trimmed();
    if (text != m_job.description)
        change.description = text;
    if (m_due->due() != m_job.dueAt)
        change.dueAt = m_due->due();
    m_save->setEnabled(false);
    m_step->setEnabled(false);
    m_client.call(methods::jobsUpdate, change, this, [this, done](Result<Job> answer) {
        m_step->setEnabled(true);
        if (!answer) {
            m_descriptionField->setError(errorSentence(answer.error()));
            m_save->setEnabled(true);
            return;
        }
        Q_EMIT m_actions.changed(*answer);
        done();
        accept();
    });
}

} // namespace counterbell::ui
