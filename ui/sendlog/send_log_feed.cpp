// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_log_feed.h"

namespace counterbell::ui
{

using namespace std::chrono_literals;

std::optional<bool> fits(const Send &send, const SendFilter &filter)
{
    const auto differs = [](const auto &wanted, const auto &is) { return wanted && is != *wanted; };
    if (differs(filter.contactId, send.contactId) || differs(filter.status, send.status) ||
        differs(filter.category, send.category) || differs(filter.channel, send.channel) ||
        differs(filter.jobId, send.jobId) || differs(filter.conversationId, send.conversationId) ||
        differs(filter.group, groupOf(send.status)) || (filter.from && send.at < *filter.from) ||
        (filter.to && send.at >= *filter.to))
        return false;
    if (filter.text && !filter.text->trimmed().isEmpty())
        return std::nullopt;
    return true;
}

SendLogFeed::SendLogFeed(CoreClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    m_recount.setSingleShot(true);
    m_recount.setInterval(300ms);
    m_head.setSingleShot(true);
    m_head.setInterval(300ms);
    connect(&m_recount, &QTimer::timeout, this, &SendLogFeed::fetchCounts);
    connect(&m_head, &QTimer::timeout, this, &SendLogFeed::fetchHead);
    connect(&m_model, &SendLogModel::moreWanted, this, &SendLogFeed::fetchNext);
    connect(&m_client, &CoreClient::sendUpdated, this, &SendLogFeed::take);
    connect(&m_client, &CoreClient::clockMoved, this, [this] { m_model.setNow(m_client.now()); });
    connect(&m_client, &CoreClient::resynced, this, [this] {
        if (m_state != State::Idle)
            reload();
    });
}

void SendLogFeed::setFilter(const SendFilter &filter)
{
    if (filter == m_filter && m_state != State::Idle && m_state != State::Failed)
        return;
    auto before = m_filter;
    m_filter = filter;
    before.group = filter.group;
    if (before != filter) { // counts are those of all groups
        m_counts.reset();
        Q_EMIT countsChanged();
    }
    m_model.reset({}, false);
    reload();
}

void SendLogFeed::reload()
{
    ++m_round;
    m_isFetching = false;
    if (m_model.rowCount() == 0)
        setState(State::Loading);
    fetchFirst();
    fetchCounts();
}

void SendLogFeed::fetchFirst()
{
    m_isFetching = true;
    m_model.setNow(m_client.now());
    SendLogRequest request;
    request.filter = m_filter;
    request.limit = kPage;
    m_client.call(methods::sendLogQuery, request, this, [this, round = m_round](Result<Page<Send>> page) {
        if (round != m_round)
            return;
        m_isFetching = false;
        if (!page) {
            m_error = page.error();
            if (m_model.rowCount() == 0)
                setState(State::Failed);
            return;
        }
        m_next = page->next;
        m_model.reset(std::move(page->items), m_next.has_value());
        setState(State::Ready);
    });
}

void SendLogFeed::fetchNext()
{
    if (m_isFetching || !m_next)
        return;
    m_isFetching = true;
    SendLogRequest request;
    request.filter = m_filter;
    request.before = m_next;
    request.limit = kPage;
    m_client.call(methods::sendLogQuery, request, this, [this, round = m_round](Result<Page<Send>> page) {
        if (round != m_round)
            return;
        m_isFetching = false;
        if (!page)
            return; // scrolling on asks again
        m_next = page->next;
        m_model.append(std::move(page->items), m_next.has_value());
    });
}

void SendLogFeed::fetchCounts()
{
    SendCountsRequest request{m_filter};
    request.filter->group.reset();
    m_client.call(methods::sendLogCounts, request, this, [this, round = m_round](const Result<SendCounts> &counts) {
        if (round != m_round || !counts)
            return;
        m_counts = *counts;
        Q_EMIT countsChanged();
    });
}

void SendLogFeed::fetchHead()
{
    SendLogRequest request;
    request.filter = m_filter;
    request.limit = kPage;
    m_client.call(methods::sendLogQuery, request, this, [this, round = m_round](const Result<Page<Send>> &page) {
        if (round != m_round || !page)
            return;
        for (const auto &send : page->items)
            m_model.merge(send);
    });
}

void SendLogFeed::take(const Send &send)
{
    Q_EMIT sendChanged(send);
    if (m_state != State::Ready)
        return;
    const auto belongs = fits(send, m_filter);
    if (belongs == false)
        m_model.remove(send.id);
    else if (belongs == true || m_model.rowOf(send.id))
        m_model.merge(send);
    else
        m_head.start();
    // One count for a burst of changes.
    if (!m_recount.isActive())
        m_recount.start();
}

void SendLogFeed::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace counterbell::ui
