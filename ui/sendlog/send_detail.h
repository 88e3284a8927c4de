// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "ui/sendlog/send_actions.h"

class QFormLayout;
class QFrame;
class QLabel;
class QVBoxLayout;

namespace counterbell::ui
{

class Avatar;
class BubbleText;
class ElidedLabel;
class SendFacts;
class SendTimeline;

/// One send beside the table, 368 wide: the fact and the next step, what can be done, what happened, the message.
class SendDetailPane : public QWidget
{
    Q_OBJECT

public:
    SendDetailPane(CoreClient &client, Prompts &prompts, QWidget *parent = nullptr);

    /// Shows the row at once and what the core keeps about it as soon as it answers.
    void showSend(const Send &send);
    /// The same send, changed.
    void updateSend(const Send &send);
    [[nodiscard]] std::optional<SendId> shown() const;
    /// Null while none was shown.
    [[nodiscard]] const Send *send() const { return m_detail ? &m_detail->send : nullptr; }
    [[nodiscard]] SendActions &actions() { return *m_actions; }

Q_SIGNALS:
    void closed();
    void openJob(const counterbell::JobId &id);

private:
    void build();
    QVBoxLayout *addSection(const QString &title);
    void fetch();
    void write();
    void writeFact();
    void writeSteps();
    [[nodiscard]] bool mayReadMore() const;

    CoreClient &m_client;
    std::optional<SendDetail> m_detail;
    std::optional<Job> m_job;
    std::optional<Contact> m_contact;
    QString m_problem; ///< why there is no more to see

    QVBoxLayout *m_column;
    Avatar *m_avatar;
    QLabel *m_name, *m_number, *m_fact, *m_nextStep, *m_note;
    QWidget *m_mark;
    SendActions *m_actions;
    SendTimeline *m_timeline;
    BubbleText *m_body;
    SendFacts *m_facts;
};

} // namespace counterbell::ui
