// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"
#include "core/async/task_group.h"
#include "core/contacts/desk/erasure_repository.h"
#include "core/contacts/erased_numbers_repository.h"
#include "core/store/store.h"

#include <QObject>
#include <QSet>

namespace counterbell::contacts
{

/// contacts.erase (DESIGN 6, FEATURES PQ-35): first the contact is cut off, in one transaction, so that nothing goes to
/// them any more; then everything that speaks of them goes, in chunks while nothing else waits to be written. What was
/// begun is finished after a restart, too. README.md says what stays.
class ErasureService : public QObject
{
    Q_OBJECT

public:
    ErasureService(store::Store &store, const Clock &clock, TaskGroup &tasks, ErasedNumbers erased);

    /// Takes up the erasures that a killed core has left.
    void start();
    /// Begun erasures rest until the next start.
    void stop();

    /// Answers when it is done. `notFound`; `conflict` with details.problem `sendUnderWay` and details.sendId while a
    /// message to them, or to a member about one of their jobs, is being posted or may have been; held and queued ones
    /// are cancelled. `shuttingDown` when it will go on after a restart.
    [[nodiscard]] QCoro::Task<Result<ErasedContact>> erase(Member me, ContactParams request);

Q_SIGNALS:
    /// The provider is to be asked to delete messages.
    void deletionsQueued();

private:
    [[nodiscard]] Result<> beginIn(store::Tx &tx, const Member &me, ContactId contact, Timestamp now) const;
    [[nodiscard]] QCoro::Task<Result<ErasedContact>> finish(ContactId contact);
    QCoro::Task<> resume();

    store::Store &m_store;
    const Clock &m_clock;
    TaskGroup &m_tasks;
    const ErasedNumbers m_erased;
    const ErasureRepository m_erasures{};
    bool m_isStopped = false;
};

} // namespace counterbell::contacts
