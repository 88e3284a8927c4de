// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/send_log.h"
#include "core/api/team.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::messaging
{

/// The send log, and what people do to a send: Send now, Undo, Edit while it is held; again after it failed.
class SendLogService
{
public:
    SendLogService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    [[nodiscard]] QCoro::Task<Result<Page<Send>>> query(SendLogRequest request);
    /// How many rows the list has, by group (`send_counts_repository.h`).
    [[nodiscard]] QCoro::Task<Result<SendCounts>> counts(SendCountsRequest request);
    [[nodiscard]] QCoro::Task<Result<SendDetail>> get(SendId id);
    /// One page of CSV; cells that a spreadsheet would take for a formula are quoted as text.
    [[nodiscard]] QCoro::Task<Result<SendLogExport>> exportPage(SendLogRequest request);

    [[nodiscard]] QCoro::Task<Result<Send>> sendNow(SendId id);
    [[nodiscard]] QCoro::Task<Result<Send>> cancel(SendId id);
    [[nodiscard]] QCoro::Task<Result<Send>> edit(EditSend request);
    /// A fresh send of a failed or refused one, with its present recipient; both rows stay. While such a retry is
    /// unfinished or went well it is the answer again: `retries.h`.
    [[nodiscard]] QCoro::Task<Result<Send>> retry(Member me, RetrySend request);

private:
    store::Store &m_store;
    const Clock &m_clock;
};

/// One line of the exported CSV, and its header.
[[nodiscard]] QString csvLine(const Send &send);
[[nodiscard]] QString csvHeader();

} // namespace counterbell::messaging
