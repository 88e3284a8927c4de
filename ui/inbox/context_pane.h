// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/context_feed.h"

#include <QWidget>

namespace counterbell::ui
{

class ConsentSection;
class CustomerSection;
class JobActions;
class JobsSection;
class NotesSection;
class TagsSection;

/// Beside the thread, 304 wide: the customer, their consent, jobs, notes and tags (mockups 01, 03). It fetches by
/// itself and stays true. What is pressed in it, it does itself; the signals say what was pressed.
class ContextPane : public QWidget
{
    Q_OBJECT

public:
    ContextPane(CoreClient &client, JobActions &actions, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    using QWidget::show; // beside the slot

public Q_SLOTS:
    /// The open conversation; cheap when it is the same customer's.
    void show(const counterbell::Conversation &conversation);
    void clear();
    /// Ctrl+R: the next step of the first open job, ready or collected; nothing without an open job.
    void markFirstJob();
    /// Ctrl+Shift+M.
    void startNote();

Q_SIGNALS:
    void newJob(const counterbell::ContactId &contact);
    /// What is known of the customer has come, or changed.
    void contactShown(const counterbell::Contact &contact);
    void editContact(const counterbell::ContactId &contact);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void cleared();
    void refresh();
    void addNote(const QString &body);
    void setTags(const QStringList &tags);

    CoreClient &m_client;
    ContextFeed m_feed;
    JobActions &m_actions;
    QWidget *m_content;
    CustomerSection *m_customer;
    ConsentSection *m_consent;
    JobsSection *m_jobs;
    NotesSection *m_notes;
    TagsSection *m_tags;
};

} // namespace counterbell::ui
