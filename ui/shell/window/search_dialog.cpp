// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/search_dialog.h"

#include "ui/client/core_client.h"
#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/shell/window/search_delegate.h"
#include "ui/shell/window/search_results.h"
#include "ui/widgets/search_field.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
constexpr int kWidth = 640;
constexpr int kListHeight = 400;
constexpr int kEachKind = 8;
constexpr qsizetype kShortest = 2;
} // namespace

SearchDialog::SearchDialog(CoreClient &client, QWidget *over) : Dialog(tr("Search"), over, kWidth), m_client(client)
{
    setObjectName(u"search"_s);
    m_field = new SearchField(tr("Search people, numbers, tickets"), {}, this);
    m_field->setObjectName(u"searchText"_s);
    m_field->setAccessibleName(tr("Search people, numbers, tickets"));
    m_results = new SearchResults(this);
    m_list = new QListView(this);
    m_list->setObjectName(u"searchResults"_s);
    m_list->setAccessibleName(tr("Found"));
    m_list->setModel(m_results);
    m_list->setItemDelegate(new SearchDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(kListHeight);
    m_nothing = new QLabel(this);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    body()->addWidget(m_field);
    body()->addWidget(m_nothing);
    body()->addWidget(m_list, 1);
    addButton(tr("Close"), {}, Rejected);
    m_field->installEventFilter(this);
    connect(m_field, &SearchField::searchChanged, this, &SearchDialog::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &SearchDialog::choose);
    m_nothing->setText(tr("Type a name, a number in any notation, a ticket, or words of a message."));
    m_field->setFocus(Qt::OtherFocusReason);
}

bool SearchDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_results->rowCount() > 0) {
            const int row = std::clamp(m_list->currentIndex().row() + step, 0, m_results->rowCount() - 1);
            m_list->setCurrentIndex(m_results->index(row));
            m_field->setAccessibleDescription(m_results->index(row).data(Qt::AccessibleTextRole).toString());
            return true;
        }
    }
    return Dialog::eventFilter(watched, event);
}

void SearchDialog::search(const QString &text)
{
    m_text = text.trimmed();
    const int round = ++m_round;
    if (m_text.size() < kShortest) {
        m_open = 0;
        m_results->clear();
        m_nothing->setText(tr("Type a name, a number in any notation, a ticket, or words of a message."));
        m_nothing->show();
        return;
    }
    m_open = 3;
    const auto take = [this, round](const auto &answer, auto show) {
        if (round != m_round)
            return;
        --m_open;
        if (answer)
            show(answer->items);
        else
            m_nothing->setText(errorSentence(answer.error()));
        settle();
    };
    m_client.call(methods::contactsList,
                  {.filter = ContactFilter{.text = m_text, .tag = {}}, .before = {}, .limit = kEachKind}, this,
                  [this, take](const Result<Page<Contact>> &answer) {
                      take(answer, [this](const auto &people) { m_results->setPeople(people); });
                  });
    JobFilter jobs;
    jobs.text = m_text;
    m_client.call(methods::jobsList, {.filter = jobs, .before = {}, .limit = kEachKind}, this,
                  [this, take](const Result<Page<Job>> &answer) {
                      take(answer, [this](const auto &found) { m_results->setJobs(found); });
                  });
    m_client.call(methods::inboxSearch, {.text = m_text, .before = {}, .limit = kEachKind, .filter = {}}, this,
                  [this, take](const Result<Page<SearchHit>> &answer) {
                      take(answer, [this](const auto &hits) { m_results->setMessages(hits, m_client.now()); });
                  });
}

void SearchDialog::settle()
{
    if (m_results->rowCount() > 0) {
        m_nothing->hide();
        m_list->setCurrentIndex(m_results->index(0));
    } else if (m_open == 0) {
        m_nothing->setText(tr("Nothing for \u201c%1\u201d. Searched people, jobs and messages.").arg(isolated(m_text)));
        m_nothing->show();
    }
}

void SearchDialog::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    // Closed first: closing gives the focus back, and what was chosen then takes it.
    const auto target = m_results->row(index.row()).target;
    if (const auto *job = std::get_if<JobId>(&target)) {
        accept();
        Q_EMIT jobChosen(*job);
    } else if (const auto *conversation = std::get_if<ConversationId>(&target)) {
        accept();
        Q_EMIT conversationChosen(*conversation);
    } else if (const auto *person = std::get_if<ContactId>(&target)) {
        m_client.call(methods::inboxOpen, {.contactId = *person}, this, [this](const Result<Conversation> &answer) {
            if (!answer) {
                m_nothing->setText(errorSentence(answer.error()));
                m_nothing->show();
                return;
            }
            accept();
            Q_EMIT conversationChosen(answer->id);
        });
    }
}

} // namespace counterbell::ui
