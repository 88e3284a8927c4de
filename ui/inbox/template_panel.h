// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "ui/client/core_client.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;

namespace counterbell::ui
{

class IconButton;
class SearchField;
class TemplateForm;
class TemplateListModel;
struct TemplateBlank;

/// In place of the composer while WhatsApp's window is closed, or on Ctrl+T (mockup 04): choose an approved template,
/// fill its blanks, see it, send it. The others show why they can't be sent.
class TemplatePanel : public QWidget
{
    Q_OBJECT

public:
    TemplatePanel(CoreClient &client, QWidget *parent = nullptr);

    /// For this conversation. `isForced` is the closed window: there is nothing to go back to but SMS.
    void open(const Conversation &conversation, bool isForced, const std::optional<Money> &knownCost);
    [[nodiscard]] bool isFor(ConversationId id) const { return m_conversation.id == id; }
    /// The window or the handling of the same conversation changed while it is open.
    void update(const Conversation &conversation, bool isForced, const std::optional<Money> &knownCost);
    void focusSearch();
    /// How high it may be; it takes less where that is enough.
    void setRoom(int height);

Q_SIGNALS:
    void sent(const counterbell::Message &message);
    void smsRequested();
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void connectParts();
    void fetchTemplates();
    void fetchJobs();
    void fetchCosts();
    void showBar();
    void filter();
    void select(int row);
    void choose(int row);
    void chooseJob(JobId id);
    void step(int steps);
    [[nodiscard]] std::vector<TemplateBlank> blanksOf(const Template &entry);
    [[nodiscard]] std::optional<Money> costOf(const Template &entry) const;
    [[nodiscard]] int listWidth() const;
    [[nodiscard]] bool handleListKey(int key);
    [[nodiscard]] bool handleSearchKey(int key);
    void send(const TemplateChoice &choice);

    CoreClient &m_client;
    Conversation m_conversation;
    bool m_isForced = false;
    int m_room = QWIDGETSIZE_MAX;
    std::optional<Money> m_knownCost;
    std::vector<Job> m_jobs;                              ///< this customer's open ones
    JobId m_job;                                          ///< the one that the template is about; null for none
    std::vector<std::pair<QString, Money>> m_latestCosts; ///< of templates lately sent: sid and price, newest first
    QString m_chosen;                                     ///< sid
    QString m_token; ///< of the sending under way: a repeated one makes no second message
    TemplateChoice m_sending;
    TemplateListModel *m_model;
    QLabel *m_fact, *m_advice;
    QPushButton *m_useSms;
    IconButton *m_close;
    SearchField *m_search;
    QComboBox *m_language, *m_category;
    QListView *m_list;
    TemplateForm *m_form;
};

} // namespace counterbell::ui
