// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/sendlog/send_log_feed.h"
#include "ui/shell/page.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace counterbell::ui
{

class CsvExport;
class EmptyState;
class Prompts;
class SearchField;
class SendDetailPane;
class SendLogFilters;
class SendLogView;
class Shortcuts;

/// Every message and what happened to it, the ones never attempted included (mockup 07).
class SendLogPage : public Page
{
    Q_OBJECT

public:
    SendLogPage(CoreClient &client, Prompts &prompts, QWidget *parent = nullptr);

    /// Ctrl+E, or what it was changed to.
    void bindKeys(Shortcuts &shortcuts);

    QString title() const override;
    QString iconName() const override;
    void shown() override;
    void showSendLog(const SendFilter &filter) override;
    [[nodiscard]] SendDetailPane &detail() { return *m_detail; }

private:
    void build();
    QWidget *buildHead();
    QWidget *buildFoot();
    void connectAll();
    void applyFilter();
    void showState();
    void showCounts();
    void showDetail(SendId id);
    void closeDetail();
    /// Another filter was chosen: what it lets through no longer leaves the pane.
    void dropDetail();
    void followSend(const Send &send);

    void askForExport();
    void startExport(const QString &path);
    void showExport(bool isRunning);
    void say(const QString &fact, const QString &detail = {}, bool isFailure = false);

    CoreClient &m_client;
    Prompts &m_prompts;
    SendLogFeed m_feed;
    SearchField *m_search;
    QPushButton *m_exportButton, *m_cancelExport;
    QLabel *m_exportNote;
    SendLogFilters *m_filters;
    QStackedWidget *m_states;
    SendLogView *m_table;
    EmptyState *m_empty;
    QPushButton *m_clear, *m_retry;
    QLabel *m_count, *m_total;
    SendDetailPane *m_detail;
    CsvExport *m_export = nullptr;
    bool m_isFilterNew = false;
};

} // namespace counterbell::ui
