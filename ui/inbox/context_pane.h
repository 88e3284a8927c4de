// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/context_feed.h"
#include "ui/widgets/toast_spec.h"

#include <QWidget>

namespace counterbell::ui
{

class ConsentSection;
class CustomerSection;
class JobsSection;
class NotesSection;
class TagsSection;

/// Beside the thread, 304 wide: the customer, their consent, jobs, notes and tags (mockups 01, 03). It fetches by
/// itself and stays true. What is pressed in it, it does itself; the signals say what was pressed.
class ContextPane : public QWidget
{
    Q_OBJECT

public:
    explicit ContextPane(CoreClient &client, QWidget *parent = nullptr);

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
    void markReady(const counterbell::JobId &job);
    void markCollected(const counterbell::JobId &job);
    void newJob(const counterbell::ContactId &contact);
    void editContact(const counterbell::ContactId &contact);
    void toastRequested(const counterbell::ui::ToastSpec &toast);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void cleared();
    void refresh();
    void setStatus(JobId job, JobStatus status);
    void statusSet(const Result<Job> &answer);
    void addNote(const QString &body);
    void setTags(const QStringList &tags);
    void askHoldSeconds();

    CoreClient &m_client;
    ContextFeed m_feed;
    int m_holdSeconds = 10; ///< the shop's own, once it has come
    QWidget *m_content;
    CustomerSection *m_customer;
    ConsentSection *m_consent;
    JobsSection *m_jobs;
    NotesSection *m_notes;
    TagsSection *m_tags;
};

} // namespace counterbell::ui
