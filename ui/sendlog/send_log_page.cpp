// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_log_page.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/sendlog/csv_export.h"
#include "ui/sendlog/send_detail.h"
#include "ui/sendlog/send_log_filters.h"
#include "ui/sendlog/send_log_view.h"
#include "ui/shell/shortcuts.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/prompts.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

enum Face {
    Table,
    Loading,
    Nothing,
};

bool may(const CoreClient &client, QLatin1StringView permission)
{
    return client.who() && std::ranges::count(client.who()->permissions, QString(permission)) > 0;
}

} // namespace

SendLogPage::SendLogPage(CoreClient &client, Prompts &prompts, QWidget *parent)
    : Page(parent), m_client(client), m_prompts(prompts), m_feed(client)
{
    setObjectName(u"sendLogPage"_s);
    setAccessibleName(title());
    setProperty("pane", true);
    build();
    connectAll();
    showExport(false);
    showState();
    showCounts();
}

QString SendLogPage::title() const
{
    return tr("Send log");
}

QString SendLogPage::iconName() const
{
    return u"send-log"_s;
}

void SendLogPage::bindKeys(Shortcuts &shortcuts)
{
    shortcuts.bind(u"sendLog.export"_s, this, [this] { askForExport(); });
    const auto follow = [this, &shortcuts] {
        m_exportButton->setToolTip(toolTipText(tr("Export CSV"), shortcuts.key(u"sendLog.export"_s)));
    };
    follow();
    connect(&shortcuts, &Shortcuts::changed, this, follow);
}

void SendLogPage::connectAll()
{
    connect(&m_feed, &SendLogFeed::stateChanged, this, &SendLogPage::showState);
    connect(&m_feed, &SendLogFeed::stateChanged, this, &SendLogPage::dropDetail);
    connect(&m_feed, &SendLogFeed::countsChanged, this, &SendLogPage::showCounts);
    connect(&m_feed, &SendLogFeed::sendChanged, this, &SendLogPage::followSend);
    const auto &model = m_feed.model();
    connect(&model, &QAbstractItemModel::rowsInserted, this, &SendLogPage::showState);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &SendLogPage::showState);
    connect(m_search, &SearchField::searchChanged, this, &SendLogPage::applyFilter);
    connect(m_filters, &SendLogFilters::changed, this, &SendLogPage::applyFilter);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_search->clear();
        m_filters->clear();
    });
    connect(m_retry, &QPushButton::clicked, this, [this] { m_feed.reload(); });
    connect(m_table, &SendLogView::chosen, this, &SendLogPage::showDetail);
    connect(m_table, &SendLogView::opened, this, &SendLogPage::showDetail);
    connect(m_detail, &SendDetailPane::closed, this, &SendLogPage::closeDetail);
    connect(m_detail, &SendDetailPane::openJob, this, &Page::openJob);
    auto &actions = m_detail->actions();
    connect(&actions, &SendActions::openConversation, this, &Page::openConversation);
    connect(&actions, &SendActions::toastRequested, this, &Page::toastRequested);
    connect(&actions, &SendActions::retried, this, [this](const Send &send) {
        m_detail->showSend(send);
        m_feed.model().merge(send);
        m_table->select(send.id);
    });
    connect(m_exportButton, &QPushButton::clicked, this, &SendLogPage::askForExport);
    connect(m_cancelExport, &QPushButton::clicked, this, [this] {
        if (m_export)
            m_export->cancel();
    });
    connect(&m_client, &CoreClient::whoChanged, this, [this] { closeDetail(); });
}

void SendLogPage::shown()
{
    if (m_feed.state() == SendLogFeed::State::Idle || m_feed.state() == SendLogFeed::State::Failed)
        applyFilter();
    m_table->setFocus();
}

void SendLogPage::showSendLog(const SendFilter &filter)
{
    m_filters->setFilter(filter);
    {
        const QSignalBlocker quiet(m_search);
        m_search->setText(filter.text.value_or(QString()));
    }
    applyFilter();
}

void SendLogPage::applyFilter()
{
    auto filter = m_filters->filter();
    if (const auto text = m_search->text().trimmed(); !text.isEmpty())
        filter.text = text;
    m_isFilterNew = filter != m_feed.filter();
    m_feed.setFilter(filter);
}

void SendLogPage::dropDetail()
{
    if (m_feed.state() != SendLogFeed::State::Ready || !std::exchange(m_isFilterNew, false) || !m_detail->shown() ||
        m_detail->isHidden())
        return;
    if (m_feed.model().rowOf(*m_detail->shown()))
        return m_table->select(*m_detail->shown());
    if (fits(*m_detail->send(), m_feed.filter()) == true)
        return; // further down than was fetched
    if (m_detail->isAncestorOf(QApplication::focusWidget()))
        return closeDetail();
    m_detail->hide(); // whoever types in the search goes on typing
}

void SendLogPage::showState()
{
    using State = SendLogFeed::State;
    const auto state = m_feed.state();
    if (m_feed.model().rowCount() > 0 && state != State::Loading)
        return m_states->setCurrentIndex(Table);
    if (state == State::Idle || state == State::Loading)
        return m_states->setCurrentIndex(Loading);
    const bool isFailed = state == State::Failed;
    const bool isNarrow = m_filters->isNarrow() || !m_search->text().trimmed().isEmpty();
    if (isFailed)
        m_empty->setText(u"failed"_s, tr("The send log can't be read"), errorSentence(m_feed.error()));
    else if (isNarrow)
        m_empty->setText(u"search"_s, tr("No messages here"), tr("Nothing that was sent fits these filters."));
    else
        m_empty->setText(u"send-log"_s, tr("No messages yet"),
                         tr("What you send, what the AI sends and every notice will stand here."));
    m_clear->setVisible(!isFailed && isNarrow);
    m_retry->setVisible(isFailed);
    m_states->setCurrentIndex(Nothing);
}

void SendLogPage::showCounts()
{
    const auto &counts = m_feed.counts();
    m_filters->setCounts(counts);
    m_count->clear();
    m_total->clear();
    if (!counts)
        return;
    const auto group = m_feed.filter().group;
    const auto shown = !group                           ? counts->all
                       : *group == SendGroup::Delivered ? counts->delivered
                       : *group == SendGroup::Waiting   ? counts->waiting
                       : *group == SendGroup::Failed    ? counts->failed
                                                        : counts->neverAttempted;
    const auto number = QLocale().toString(shown.count);
    if (shown.more)
        //: %1 is a number at which counting stopped
        m_count->setText(tr("%1 messages or more").arg(number));
    else
        m_count->setText(shown.count == 1 ? tr("1 message") : tr("%1 messages").arg(number));
    // The sum is that of all groups.
    if (counts->costs.empty() || group)
        return;
    QStringList amounts;
    for (const auto &cost : counts->costs)
        amounts << money(cost);
    //: %1 is an amount, or one per currency: "A$1.20 + US$0.05"
    m_total->setText(tr("Total %1").arg(amounts.join(u" + "_s)));
}

void SendLogPage::showDetail(SendId id)
{
    const auto row = m_feed.model().rowOf(id);
    if (!row)
        return;
    m_detail->showSend(m_feed.model().at(*row));
    m_detail->show();
}

void SendLogPage::closeDetail()
{
    m_detail->hide();
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_table->setFocus();
}

void SendLogPage::followSend(const Send &send)
{
    if (!m_detail->isHidden())
        m_detail->updateSend(send);
}

void SendLogPage::askForExport()
{
    if (m_export)
        return;
    if (!may(m_client, "agent_up"_L1))
        return say(tr("Your role may not export the send log."), tr("Ask an agent, a manager or the owner."), true);
    FileQuestion question;
    question.title = tr("Export the send log");
    const auto today = QDateTime::fromMSecsSinceEpoch(toMillis(m_client.now())).date();
    //: a file's name, %1 is a date
    question.suggestedName = tr("send-log-%1.csv").arg(today.toString(Qt::ISODate));
    question.filter = tr("CSV (*.csv)");
    m_prompts.saveFile(question, [self = QPointer(this)](const std::optional<QString> &path) {
        if (self && path)
            self->startExport(*path);
    });
}

void SendLogPage::startExport(const QString &path)
{
    m_export = new CsvExport(m_client, m_feed.filter(), path, this);
    showExport(true);
    const auto end = [this] {
        std::exchange(m_export, nullptr)->deleteLater();
        showExport(false);
    };
    connect(m_export, &CsvExport::progressed, this,
            [this](int rows) { m_exportNote->setText(tr("%1 rows written").arg(QLocale().toString(rows))); });
    connect(m_export, &CsvExport::finished, this, [this, end, path](int rows) {
        end();
        say(tr("Send log exported."),
            tr("%1 rows in %2").arg(QLocale().toString(rows), leftToRight(QFileInfo(path).fileName())));
    });
    connect(m_export, &CsvExport::failed, this, [this, end](const QString &why) {
        end();
        say(tr("The send log was not exported."), why, true);
    });
    connect(m_export, &CsvExport::cancelled, this, [this, end] {
        end();
        say(tr("Export cancelled."), tr("Nothing was written."));
    });
    m_export->start();
}

void SendLogPage::showExport(bool isRunning)
{
    m_exportNote->setText(isRunning ? tr("Exporting…") : QString());
    m_exportNote->setVisible(isRunning);
    m_cancelExport->setVisible(isRunning);
    m_exportButton->setEnabled(!isRunning);
}

void SendLogPage::say(const QString &fact, const QString &detail, bool isFailure)
{
    ToastSpec toast;
    toast.key = u"sendLog"_s;
    toast.fact = fact;
    toast.detail = detail;
    toast.isFailure = isFailure;
    if (isFailure)
        toast.icon = u"failed"_s;
    Q_EMIT toastRequested(toast);
    announce(window(), fact);
}

} // namespace counterbell::ui
