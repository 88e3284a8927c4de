// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/widgets/toast_spec.h"

#include <map>

namespace counterbell::ui
{

class Prompts;

/// What can be done to a job, the same from a drag, a key, a button, the detail and the inbox (FEATURES 2, Nexpura 2):
/// the change goes to the core with the workspace's hold, and a toast says what became of it, with Undo.
class JobActions : public QObject
{
    Q_OBJECT

public:
    JobActions(CoreClient &client, Prompts &prompts, QObject *parent = nullptr);

    void markReady(const Job &job) { move(job, JobStatus::Ready); }
    void markCollected(const Job &job) { move(job, JobStatus::Collected); }
    /// Nothing where it stands there already, or is on its way there: one press, one change.
    void move(const Job &job, JobStatus to);
    void undo(JobId id);
    /// The notice that is held.
    void sendNow(const Job &job);
    /// Asks for another text of the held notice. Nothing goes out while it is asked: the move is taken back, and made
    /// again with a hold of its own once the answer is there, be it a text or no.
    void edit(const Job &job);

    /// To nobody when `member` is absent.
    void assign(const Job &job, std::optional<MemberId> member);
    /// Flagging asks for the reason, which may be empty.
    void setUrgent(const Job &job, bool isUrgent);
    /// Hands the customer's number to the desktop's telephone.
    void call(const Job &job);

Q_SIGNALS:
    void toastRequested(const counterbell::ui::ToastSpec &toast);
    /// The core's answer, before its event.
    void changed(const counterbell::Job &job);
    /// This console moved it just now.
    void moved(const counterbell::JobId &id);

private:
    void learnHold();
    [[nodiscard]] std::function<void(Result<Job>)> onChanged();
    void sayMoved(const Job &job);
    void sayFailed(const QString &key, const QString &sentence);
    void askText(const Job &job, const QString &text);
    void moveWithText(const Job &job, std::optional<QString> text);

    CoreClient &m_client;
    Prompts &m_prompts;
    int m_hold;
    std::map<JobId, JobStatus> m_underWay; ///< where it was asked to go, until the answer
};

} // namespace counterbell::ui
