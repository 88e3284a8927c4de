// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_panel.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/moment_words.h"
#include "ui/inbox/template_form.h"
#include "ui/inbox/template_jobs.h"
#include "ui/inbox/template_list_model.h"
#include "ui/inbox/template_values.h"
#include "ui/inbox/window_state.h"
#include "ui/theme/icons.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/search_field.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

TemplatePanel::TemplatePanel(CoreClient &client, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_model(new TemplateListModel(this)),
      m_fact(new QLabel(this)),
      m_advice(new QLabel(tr("Use an approved template."), this)),
      m_useSms(new QPushButton(icon(u"channel-sms"_s), tr("Use SMS"), this)),
      m_close(new IconButton(u"close"_s, tr("Close templates"), QKeySequence(Qt::Key_Escape), this)),
      m_search(new SearchField(tr("Search templates"), QKeySequence(u"Ctrl+T"_s), this)),
      m_language(new QComboBox(this)),
      m_category(new QComboBox(this)),
      m_list(new QListView(this)),
      m_form(new TemplateForm(this))
{
    build();
    connectParts();
}

void TemplatePanel::open(const Conversation &conversation, bool isForced, const std::optional<Money> &knownCost)
{
    const bool isOther = conversation.id != m_conversation.id;
    m_conversation = conversation;
    m_isForced = isForced;
    m_knownCost = knownCost;
    if (isOther) {
        m_jobs.clear();
        m_job = {};
        m_chosen.clear();
        m_token.clear();
        m_search->clear();
        // Nothing of the customer before may stay, not even until the templates are here again.
        m_form->clear(tr("Fetching templates…"));
        fetchCosts();
    }
    fetchJobs(); // one may have become ready, or been taken back, since
    m_form->setSendText(conversation.handling == Handling::Human ? tr("Send template") : tr("Take over and send"));
    showBar();
    // Of an earlier time that it was open only what is half filled in stays.
    if (!isOther && (m_form->isSent() || !m_form->isEdited()))
        m_chosen.clear();
    if (!m_model->isEmpty())
        filter();
    fetchTemplates();
}

void TemplatePanel::update(const Conversation &conversation, bool isForced, const std::optional<Money> &knownCost)
{
    m_conversation = conversation;
    m_isForced = isForced;
    m_knownCost = knownCost;
    if (const int row = m_model->rowOf(m_chosen); row >= 0)
        m_form->setCost(costOf(m_model->at(row)));
    m_form->setSendText(conversation.handling == Handling::Human ? tr("Send template") : tr("Take over and send"));
    showBar();
}

void TemplatePanel::showBar()
{
    const auto *whatsApp = channelOf(m_conversation, Channel::Whatsapp);
    const auto closed = whatsApp ? whatsApp->windowClosesAt : std::nullopt;
    if (!m_isForced)
        m_fact->setText(tr("Send an approved template."));
    else if (closed)
        m_fact->setText(tr("The 24-hour reply window closed %1.").arg(momentWords(*closed, m_client.now())));
    else
        m_fact->setText(
            tr("%1 has not written on WhatsApp yet.").arg(isolated(firstName(m_conversation.contact.name))));
    m_advice->setText(m_isForced ? tr("Use an approved template.") : QString());
    m_useSms->setVisible(channelOf(m_conversation, Channel::Sms) != nullptr);
    m_close->setVisible(!m_isForced);
}

void TemplatePanel::fetchTemplates()
{
    if (m_model->isEmpty())
        m_form->clear(tr("Fetching templates…"));
    TemplateListRequest request;
    request.filter = TemplateFilter{.channel = Channel::Whatsapp, .status = {}, .language = {}};
    request.limit = kMaximumPageSize;
    m_client.call(methods::templatesList, request, this, [this](Result<Page<Template>> answer) {
        if (!answer) {
            if (m_model->isEmpty())
                m_form->clear(errorSentence(answer.error()));
            return;
        }
        m_model->setTemplates(std::move(answer->items));
        const auto chosen = m_language->currentData().toString();
        const QSignalBlocker blocker(m_language);
        m_language->clear();
        m_language->addItem(tr("All languages"), QString());
        for (const auto &language : m_model->languages())
            m_language->addItem(languageName(language), language);
        m_language->setCurrentIndex(std::max(0, m_language->findData(chosen)));
        filter();
    });
}

void TemplatePanel::fetchJobs()
{
    JobListRequest request;
    request.filter = JobFilter{};
    request.filter->contactId = m_conversation.contact.id;
    request.filter->open = true;
    request.limit = 50;
    m_client.call(methods::jobsList, request, this, [this, id = m_conversation.id](Result<Page<Job>> answer) {
        if (!answer || id != m_conversation.id)
            return;
        m_jobs = std::move(answer->items);
        const int row = m_model->rowOf(m_chosen);
        if (row < 0 || m_form->isSent())
            return;
        m_form->refill(blanksOf(m_model->at(row)));
        m_form->setJobs(fittingJobs(m_model->at(row), m_jobs), m_job);
    });
}

/// What templates cost lately, whoever got them: the price of this one, before it is sent for the first time here.
void TemplatePanel::fetchCosts()
{
    SendLogRequest request;
    request.filter.emplace().channel = Channel::Whatsapp;
    request.limit = kMaximumPageSize;
    m_client.call(methods::sendLogQuery, request, this, [this](const Result<Page<Send>> &answer) {
        if (!answer)
            return;
        m_latestCosts.clear();
        for (const auto &send : answer->items) {
            if (send.templateSid && send.cost && send.cost->micros != 0)
                m_latestCosts.emplace_back(*send.templateSid, *send.cost);
        }
        if (const int row = m_model->rowOf(m_chosen); row >= 0)
            m_form->setCost(costOf(m_model->at(row)));
    });
}

std::optional<Money> TemplatePanel::costOf(const Template &entry) const
{
    // WhatsApp prices by category; the same template's own price comes first.
    for (const auto &[sid, cost] : m_latestCosts) {
        if (sid == entry.sid)
            return cost;
    }
    for (const auto &[sid, cost] : m_latestCosts) {
        if (m_model->categoryOf(sid) == entry.category)
            return cost;
    }
    return m_knownCost;
}

void TemplatePanel::filter()
{
    TemplateListModel::Filter wanted;
    wanted.text = m_search->text().trimmed();
    wanted.language = m_language->currentData().toString();
    if (const int category = m_category->currentData().toInt(); category >= 0)
        wanted.category = TemplateCategory(category);
    {
        const QSignalBlocker blocker(m_list->selectionModel());
        m_model->setFilter(wanted);
    }
    m_list->viewport()->update();
    // What was chosen stays; nothing is chosen for anybody but where there is nothing to choose.
    const int known = m_model->rowOf(m_chosen);
    const int row = known >= 0 ? known : m_model->onlyApproved();
    if (row >= 0) {
        select(row);
        if (known < 0 || !m_form->isFor(m_chosen))
            choose(row);
        return;
    }
    if (!m_chosen.isEmpty() && m_form->isEdited())
        return; // half filled in: a search doesn't throw that away
    m_chosen.clear();
    {
        const QSignalBlocker blocker(m_list->selectionModel());
        m_list->selectionModel()->clear();
    }
    if (m_model->rowCount() == 0)
        m_form->clear(tr("No template matches."));
    else if (m_model->firstApproved() < 0)
        m_form->clear(tr("None of these templates is approved."));
    else
        m_form->clearToChoose(tr("Choose what to send. The arrow keys go through the list, Enter fills it in."));
}

void TemplatePanel::select(int row)
{
    const QSignalBlocker blocker(m_list->selectionModel());
    m_list->setCurrentIndex(m_model->index(row));
}

void TemplatePanel::step(int steps)
{
    const int known = m_model->rowOf(m_chosen);
    const int row = known < 0 ? m_model->firstApproved() : known + steps;
    if (row < 0 || row >= m_model->rowCount() || m_model->at(row).status != TemplateStatus::Approved)
        return;
    m_list->setCurrentIndex(m_model->index(row)); // and that chooses it
    m_search->setAccessibleDescription(m_model->index(row).data(Qt::AccessibleTextRole).toString());
}

void TemplatePanel::choose(int row)
{
    if (row < 0 || row >= m_model->rowCount() || m_model->at(row).status != TemplateStatus::Approved)
        return;
    const auto &entry = m_model->at(row);
    m_chosen = entry.sid;
    m_form->show(entry, blanksOf(entry), m_conversation.contact.name, costOf(entry));
    m_form->setJobs(fittingJobs(entry, m_jobs), m_job);
}

void TemplatePanel::chooseJob(JobId id)
{
    m_job = id;
    if (const int row = m_model->rowOf(m_chosen); row >= 0)
        m_form->refill(blanksOf(m_model->at(row)));
}

std::vector<TemplateBlank> TemplatePanel::blanksOf(const Template &entry)
{
    const auto fitting = fittingJobs(entry, m_jobs);
    auto about = std::ranges::find(fitting, m_job, &Job::id);
    if (about == fitting.end() && fitting.size() == 1)
        about = fitting.begin();
    m_job = about == fitting.end() ? JobId{} : about->id;
    return prefilledBlanks(entry, m_conversation.contact.name, about == fitting.end() ? nullptr : &*about,
                           missingJobHint(entry, m_jobs.size(), fitting.size()));
}

void TemplatePanel::send(const TemplateChoice &choice)
{
    if (m_token.isEmpty() || m_sending != choice)
        m_token = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_sending = choice;
    m_form->setBusy(true);
    SendMessage request;
    request.conversationId = m_conversation.id;
    request.channel = Channel::Whatsapp;
    request.templateChoice = choice;
    request.clientToken = m_token;
    m_client.call(methods::inboxSend, request, this,
                  [this, id = m_conversation.id, choice, token = m_token](const Result<Message> &answer) {
                      if (answer && token == m_token)
                          m_token.clear(); // the same again is another message
                      if (id != m_conversation.id)
                          return;
                      // Another may have been chosen meanwhile: what became of this one is not its business.
                      const bool isShown = m_chosen == choice.sid;
                      if (isShown && !answer)
                          m_form->setProblem(errorSentence(answer.error()));
                      if (isShown && answer)
                          m_form->setSent();
                      if (answer)
                          Q_EMIT sent(*answer);
                  });
}

void TemplatePanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

} // namespace counterbell::ui
