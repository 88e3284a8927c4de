// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/widgets/dialog.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace counterbell::ui
{

class DueField;
class Field;
class JobActions;
class JobMenus;
class Switch;

/// Everything about one job, to read and to change. What others change meanwhile shows at once; what is being typed
/// stays.
class JobDetail : public Dialog
{
    Q_OBJECT

public:
    struct Parts {
        CoreClient &client;
        JobActions &actions;
        JobMenus &menus;
    };
    JobDetail(const Parts &parts, const Job &job, QWidget *over);

Q_SIGNALS:
    void conversationPressed(const counterbell::Job &job);
    void sendLogPressed(const counterbell::Job &job);

private:
    void build();
    void take(const Job &job);
    void write();
    void fetchHistory();
    void showHistory(const Result<counterbell::Page<JobStep>> &answer);
    void save();
    /// Saves what was typed, which the customer reads, then marks the job ready or collected.
    void takeStep();
    void saveThen(const std::function<void()> &done);
    [[nodiscard]] bool isChanged() const;

    CoreClient &m_client;
    JobActions &m_actions;
    JobMenus &m_menus;
    Job m_job;
    QLabel *m_customer;
    QPushButton *m_conversation, *m_call;
    QPlainTextEdit *m_description;
    Field *m_descriptionField;
    QComboBox *m_status;
    DueField *m_due;
    QPushButton *m_assignee;
    Switch *m_urgent;
    QLabel *m_urgentReason;
    QLabel *m_notice;
    QVBoxLayout *m_history;
    QPushButton *m_step, *m_save;
};

} // namespace counterbell::ui
