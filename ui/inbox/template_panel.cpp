// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_panel.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/moment_words.h"
#include "ui/inbox/template_delegate.h"
#include "ui/inbox/template_form.h"
#include "ui/inbox/template_list_model.h"
#include "ui/inbox/template_values.h"
#include "ui/inbox/window_state.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/search_field.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
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
    connect(m_search, &SearchField::searchChanged, this, &TemplatePanel::filter);
    connect(m_language, &QComboBox::currentIndexChanged, this, &TemplatePanel::filter);
    connect(m_category, &QComboBox::currentIndexChanged, this, &TemplatePanel::filter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { choose(index.row()); });
    // The one that was just sent, chosen again.
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (m_form->isSent())
            choose(index.row());
    });
    connect(m_form, &TemplateForm::sendRequested, this, &TemplatePanel::send);
    connect(m_useSms, &QPushButton::clicked, this, &TemplatePanel::smsRequested);
    connect(m_close, &QToolButton::clicked, this, &TemplatePanel::closeRequested);
    connect(&client, &CoreClient::templateUpdated, this, [this] {
        if (isVisible())
            fetchTemplates();
    });
}

void TemplatePanel::build()
{
    setObjectName(u"templatePanel"_s);
    m_fact->setObjectName(u"templateFact"_s);
    m_fact->setTextFormat(Qt::PlainText);
    m_fact->setProperty("kind", u"strong"_s);
    m_advice->setTextFormat(Qt::PlainText);
    m_advice->setProperty("kind", u"secondary"_s);
    m_useSms->setObjectName(u"useSms"_s);
    m_close->setObjectName(u"closeTemplates"_s);
    m_search->setObjectName(u"templateSearch"_s);
    m_search->setAccessibleName(tr("Search templates"));
    m_language->setObjectName(u"templateLanguage"_s);
    m_language->setAccessibleName(tr("Language"));
    m_category->setObjectName(u"templateCategory"_s);
    m_category->setAccessibleName(tr("Category"));
    m_category->addItem(tr("All categories"), -1);
    for (const auto category : {TemplateCategory::Utility, TemplateCategory::Marketing})
        m_category->addItem(categoryName(category), int(category));
    m_language->addItem(tr("All languages"), QString());
    m_list->setObjectName(u"templateList"_s);
    m_list->setAccessibleName(tr("Templates"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TemplateDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(kSpace16 + 30, 0, kSpace12, 0);
    bar->setSpacing(kSpace4);
    bar->addWidget(m_fact);
    bar->addWidget(m_advice, 1);
    bar->addWidget(m_useSms);
    bar->addWidget(m_close);
    auto *barWidget = new QWidget(this);
    barWidget->setLayout(bar);
    barWidget->setFixedHeight(scaled(kTemplateBar));
    auto *filters = new QHBoxLayout;
    filters->setSpacing(kSpace4);
    filters->addWidget(m_language, 1);
    filters->addWidget(m_category, 1);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(kSpace12, kSpace12, kSpace12, kSpace8);
    top->setSpacing(kSpace8);
    top->addWidget(m_search);
    top->addLayout(filters);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(0, 0, 1, 0);
    left->setSpacing(0);
    left->addLayout(top);
    left->addWidget(m_list, 1);
    auto *leftWidget = new QWidget(this);
    leftWidget->setLayout(left);
    leftWidget->setFixedWidth(kTemplateList);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(leftWidget);
    body->addWidget(m_form, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(barWidget);
    rows->addLayout(body, 1);
    setFixedHeight(scaled(kTemplateBar) + scaled(kTemplateBody));
}

void TemplatePanel::open(const Conversation &conversation, bool isForced, const std::optional<Money> &knownCost)
{
    const bool isOther = conversation.id != m_conversation.id;
    m_conversation = conversation;
    m_isForced = isForced;
    m_knownCost = knownCost;
    if (isOther) {
        m_job.reset();
        m_chosen.clear();
        m_token.clear();
        m_search->clear();
        // Nothing of the customer before may stay, not even until the templates are here again.
        m_form->clear(tr("Fetching templates…"));
        fetchJob();
    }
    m_form->setSendText(conversation.handling == Handling::Human ? tr("Send template") : tr("Take over and send"));
    showBar();
    if (isOther && !m_model->isEmpty())
        filter();
    else if (m_form->isSent()) // an earlier time that the panel was open
        choose(m_model->rowOf(m_chosen));
    fetchTemplates();
}

void TemplatePanel::update(const Conversation &conversation, bool isForced)
{
    m_conversation = conversation;
    m_isForced = isForced;
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

void TemplatePanel::fetchJob()
{
    JobListRequest request;
    request.filter = JobFilter{};
    request.filter->contactId = m_conversation.contact.id;
    request.filter->open = true;
    request.limit = 20;
    m_client.call(methods::jobsList, request, this, [this, id = m_conversation.id](Result<Page<Job>> answer) {
        if (!answer || id != m_conversation.id || answer->items.empty())
            return;
        // What is ready is what one writes about; else the newest.
        const auto ready = std::find_if(answer->items.begin(), answer->items.end(),
                                        [](const Job &job) { return job.status == JobStatus::Ready; });
        m_job = ready == answer->items.end() ? answer->items.front() : *ready;
        if (!m_chosen.isEmpty() && !m_form->isEdited())
            choose(m_model->rowOf(m_chosen));
    });
}

void TemplatePanel::filter()
{
    TemplateListModel::Filter wanted;
    wanted.text = m_search->text().trimmed();
    wanted.language = m_language->currentData().toString();
    if (const int category = m_category->currentData().toInt(); category >= 0)
        wanted.category = TemplateCategory(category);
    const auto chosen = m_chosen;
    {
        const QSignalBlocker blocker(m_list->selectionModel());
        m_model->setFilter(wanted);
    }
    const int row = m_model->rowOf(chosen) >= 0 ? m_model->rowOf(chosen) : m_model->firstApproved();
    if (row < 0) {
        m_form->clear(m_model->rowCount() == 0 ? tr("No template matches.")
                                               : tr("None of these templates is approved."));
        return;
    }
    const QSignalBlocker blocker(m_list->selectionModel());
    m_list->setCurrentIndex(m_model->index(row));
    if (m_chosen != m_model->at(row).sid || m_chosen.isEmpty() || !m_form->findChild<QWidget *>(u"sendTemplate"_s))
        choose(row);
    m_list->viewport()->update();
}

void TemplatePanel::choose(int row)
{
    if (row < 0 || row >= m_model->rowCount() || m_model->at(row).status != TemplateStatus::Approved)
        return;
    const auto &entry = m_model->at(row);
    m_chosen = entry.sid;
    m_token.clear();
    m_form->show(entry, prefilledBlanks(entry, m_conversation.contact.name, m_job ? &*m_job : nullptr),
                 m_conversation.contact.name, m_knownCost);
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
    m_client.call(methods::inboxSend, request, this, [this, id = m_conversation.id](const Result<Message> &answer) {
        if (id != m_conversation.id)
            return;
        if (!answer)
            return m_form->setProblem(errorSentence(answer.error()));
        m_token.clear();
        m_form->setSent();
        Q_EMIT sent(*answer);
    });
}

void TemplatePanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void TemplatePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_isForced)
        return Q_EMIT closeRequested();
    QWidget::keyPressEvent(event);
}

void TemplatePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &c = colors(palette());
    painter.fillRect(rect(), c.base);
    painter.fillRect(0, 0, width(), 1, c.line2);
    const int bar = scaled(kTemplateBar);
    painter.fillRect(0, bar - 1, width(), 1, c.line);
    const QRect line(kTemplateList - 1, bar, 1, height() - bar);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), line), c.line);
    const QRect ring(kSpace16, (bar - kIconTool) / 2, kIconTool, kIconTool);
    const auto shown = QStyle::visualRect(layoutDirection(), rect(), ring);
    if (m_isForced)
        paintWindowRing(painter, shown, -1, false, palette());
    else
        paintIcon(painter, shown, u"template"_s, c.text2, layoutDirection());
}

} // namespace counterbell::ui
