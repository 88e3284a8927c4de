// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_log_service.h"

#include "core/messaging/outbox.h"
#include "core/messaging/retries.h"
#include "core/messaging/send_counts_repository.h"
#include "core/messaging/send_log_repository.h"
#include "core/messaging/send_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

Result<Send> found(store::Connection &db, SendId id)
{
    auto send = SendLogRepository().find(db, id);
    if (!send)
        return counterbell::refuse(Reason::NotFound, {{u"what"_s, u"send"_s}});
    return std::move(*send);
}

/// Runs one of the outbox's changes and answers with the row it left.
template <class Change>
auto change(SendId id, Change change)
{
    return [=](store::Tx &tx) -> Result<Send> {
        if (auto done = change(tx); !done)
            return tl::unexpected(done.error());
        return found(tx, id);
    };
}

bool canBeRetried(OutboxState state)
{
    return state == OutboxState::Failed || state == OutboxState::Undelivered || state == OutboxState::Refused ||
           state == OutboxState::Cancelled || state == OutboxState::NeedsReview;
}

} // namespace

QCoro::Task<Result<Page<Send>>> SendLogService::query(SendLogRequest request)
{
    const auto window = store::timeWindow(request.before, request.limit);
    if (!window)
        co_return tl::unexpected(window.error());
    const auto filter = request.filter.value_or(SendFilter{});
    SendPageBuilder builder(*window);
    while (const auto from = builder.next()) {
        auto reading = m_store.read([=, wanted = builder.wanted()](store::Connection &db) -> Result<SendStretch> {
            return SendLogRepository().stretch(db, filter, *from, wanted);
        });
        auto stretch = co_await std::move(reading);
        if (!stretch)
            co_return tl::unexpected(stretch.error());
        builder.add(std::move(*stretch));
    }
    co_return builder.page();
}

QCoro::Task<Result<SendCounts>> SendLogService::counts(SendCountsRequest request)
{
    auto filter = request.filter.value_or(SendFilter{});
    filter.group.reset();
    if (!needsWalk(filter)) {
        auto counted =
            m_store.read([=](store::Connection &db) -> Result<SendCounts> { return countByIndex(db, filter); });
        co_return co_await std::move(counted);
    }
    SendTally tally;
    SendLogRequest page;
    page.filter = filter;
    page.limit = kMaximumPageSize;
    for (int walked = 0; walked < kMostWalked; walked += kMaximumPageSize) {
        auto reading = query(page);
        const auto found = co_await std::move(reading);
        if (!found)
            co_return tl::unexpected(found.error());
        for (const auto &send : found->items)
            tally.add(send);
        page.before = found->next;
        if (!found->next)
            co_return tally.counts(true);
    }
    co_return tally.counts(false);
}

QCoro::Task<Result<SendDetail>> SendLogService::get(SendId id)
{
    auto answer = m_store.read([=](store::Connection &db) -> Result<SendDetail> {
        auto send = found(db, id);
        if (!send)
            return tl::unexpected(send.error());
        SendDetail detail{std::move(*send), SendLogRepository().events(db, id)};
        SendLogRepository().addOrigin(db, detail);
        return detail;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<SendLogExport>> SendLogService::exportPage(SendLogRequest request)
{
    const auto page = co_await query(request);
    if (!page)
        co_return tl::unexpected(page.error());
    SendLogExport result;
    if (!request.before)
        result.csv = csvHeader();
    for (const auto &send : page->items)
        result.csv += csvLine(send);
    result.next = page->next;
    result.rows = int(page->items.size());
    co_return result;
}

QCoro::Task<Result<Send>> SendLogService::sendNow(SendId id)
{
    const auto now = m_clock.now();
    auto answer = m_store.write(change(id, [=](store::Tx &tx) { return Outbox().sendNow(tx, id, now); }));
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Send>> SendLogService::cancel(SendId id)
{
    const auto now = m_clock.now();
    auto answer = m_store.write(change(id, [=](store::Tx &tx) { return Outbox().cancel(tx, id, now); }));
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Send>> SendLogService::edit(EditSend request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write(
        change(request.sendId, [=](store::Tx &tx) { return Outbox().edit(tx, request.sendId, request.body, now); }));
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Send>> SendLogService::retry(Member me, RetrySend request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Send> {
        const auto row = SendRepository().find(tx, request.sendId);
        if (!row)
            return counterbell::refuse(Reason::NotFound, {{u"what"_s, u"send"_s}});
        if (!canBeRetried(row->state))
            return counterbell::refuse(Reason::Conflict, {{u"problem"_s, u"notFailed"_s},
                                                          {u"status"_s, QString(wireName(shownAs(row->state)))}});
        const auto before = retryOf(tx, row->id);
        if (before.standing)
            return found(tx, before.standing->id);
        const auto channel = request.channel.value_or(row->channel);
        NewSend send;
        send.cause = before.cause;
        send.category = row->category == SendCategory::Ai ? SendCategory::Reply : row->category;
        send.contactId = row->contactId;
        send.memberId = row->memberId;
        send.conversationId = row->conversationId;
        send.jobId = row->jobId;
        for (const auto &file : row->media)
            send.attachments.push_back(file.attachmentId);
        send.author = {AuthorKind::Member, me.name};
        send.authorId = me.id;
        send.route = {{channel, row->body, channel == Channel::Whatsapp ? row->templateChoice : std::nullopt}};
        const auto requested = Outbox().request(tx, send, now);
        if (requested.refusal) {
            tx.keepOnError();
            return tl::unexpected(*requested.refusal);
        }
        if (row->state == OutboxState::NeedsReview) // the person has decided
            std::ignore = Outbox().cancel(tx, row->id, now);
        return found(tx, requested.sendId);
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::messaging
