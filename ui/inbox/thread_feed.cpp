// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_feed.h"

namespace counterbell::ui
{

namespace
{

constexpr int kPage = 50;
constexpr int kMostRows = 400;

bool isOlder(const Message &a, const Message &b)
{
    return std::pair(a.at, a.id) < std::pair(b.at, b.id);
}

} // namespace

ThreadFeed::ThreadFeed(CoreClient &client, ThreadModel &model, QObject *parent)
    : QObject(parent), m_client(client), m_model(model)
{
    connect(&client, &CoreClient::messageAdded, this, &ThreadFeed::handleAdded);
    connect(&client, &CoreClient::messageUpdated, this, &ThreadFeed::handleUpdated);
    connect(&client, &CoreClient::resynced, this, &ThreadFeed::refresh);
}

void ThreadFeed::open(ConversationId id)
{
    ++m_opening;
    m_conversation = id;
    m_pages = {PageMark{}};
    m_first = m_last = m_missed = m_inFlight = 0;
    m_asked.clear();
    m_touched.clear();
    m_isOpening = !id.isNull();
    m_model.clear();
    if (m_isOpening)
        ask(0, kPage);
}

void ThreadFeed::fetchOlder()
{
    if (hasOlder())
        ask(m_last + 1, kPage);
}

void ThreadFeed::fetchNewer()
{
    if (hasNewer() && !m_isOpening)
        // One more than is missing: the newest page has to meet what is held, or there is a hole.
        ask(m_first - 1, m_first == 1 ? std::min(kPage + m_missed + 1, kMaximumPageSize) : kPage);
}

void ThreadFeed::showNewest()
{
    if (hasNewer())
        open(m_conversation);
}

void ThreadFeed::ask(int page, int limit)
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    ++m_inFlight;
    const auto opening = m_opening;
    m_client.call(
        methods::inboxMessages,
        {.conversationId = m_conversation, .before = m_pages[size_t(page)].before, .limit = limit, .filter = {}}, this,
        [this, page, opening](Result<Page<Message>> answer) {
            if (opening != m_opening)
                return;
            m_asked.remove(page);
            --m_inFlight;
            if (answer)
                take(page, std::move(*answer));
            else if (m_isOpening)
                Q_EMIT openingFailed(answer.error());
            if (m_inFlight == 0)
                m_touched.clear();
        });
}

void ThreadFeed::take(int page, Page<Message> answer)
{
    // Trimming at the other end meanwhile may have left a hole between this page and what is held.
    if (!m_isOpening && (page < m_first - 1 || page > m_last + 1))
        return;
    if (page == 0)
        return takeNewest(std::move(answer));
    auto &mark = m_pages[size_t(page)];
    if (!answer.items.empty())
        mark.oldest = answer.items.back();
    if (answer.next && page + 1 == int(m_pages.size()))
        m_pages.push_back({answer.next, std::nullopt});
    const bool isOlderPage = page > m_last;
    m_first = std::min(m_first, page);
    m_last = std::max(m_last, page);
    m_model.merge(current(std::move(answer.items)));
    trim(isOlderPage);
}

void ThreadFeed::takeNewest(Page<Message> answer)
{
    const auto *newest = m_model.newest();
    const bool hasHole = newest && answer.next && !answer.items.empty() && isOlder(*newest, answer.items.back());
    if (hasHole) {
        // More arrived than one page holds: begin anew from the newest.
        m_model.dropFrom(*m_model.oldest());
        m_isOpening = true;
        ++m_opening; // what else is on its way belongs to the old pages
        m_asked.clear();
        m_inFlight = 0;
    }
    if (m_isOpening || (m_first == 0 && m_last == 0 && m_pages.size() == 1)) {
        m_pages = {PageMark{}};
        m_first = m_last = 0;
        if (!answer.items.empty())
            m_pages[0].oldest = answer.items.back();
        if (answer.next)
            m_pages.push_back({answer.next, std::nullopt});
    }
    m_first = 0;
    m_missed = 0;
    m_model.merge(current(std::move(answer.items)));
    trim(false);
    if (m_isOpening) {
        m_isOpening = false;
        Q_EMIT opened();
    }
}

std::vector<Message> ThreadFeed::current(std::vector<Message> items) const
{
    for (auto &item : items) {
        const auto touched = m_touched.constFind(item.id);
        if (touched != m_touched.cend())
            item = *touched;
    }
    return items;
}

void ThreadFeed::trim(bool fromNewest)
{
    while (m_model.count() > kMostRows && m_last > m_first) {
        if (fromNewest) {
            if (!m_pages[size_t(m_first)].oldest)
                return;
            m_model.dropFrom(*m_pages[size_t(m_first)].oldest);
            ++m_first;
        } else {
            if (!m_pages[size_t(m_last - 1)].oldest)
                return;
            m_model.dropBefore(*m_pages[size_t(m_last - 1)].oldest);
            --m_last;
        }
    }
}

void ThreadFeed::refresh()
{
    if (m_conversation.isNull())
        return;
    if (m_isOpening)
        return open(m_conversation);
    for (int page = m_first; page <= m_last; ++page)
        ask(page, page == 0 ? kMaximumPageSize : kPage);
}

void ThreadFeed::handleAdded(const Message &message)
{
    if (message.conversationId != m_conversation || m_conversation.isNull())
        return;
    if (m_inFlight > 0)
        m_touched.insert(message.id, message);
    if (message.clientToken && hasNewer())
        m_model.removePending(*message.clientToken);
    const auto *oldest = m_model.oldest();
    const bool isHeld = !hasNewer() && (!oldest || !isOlder(message, *oldest) || !hasOlder());
    if (isHeld) {
        m_model.merge({message});
        trim(false);
        if (m_last == 0 && m_model.count() > 2 * kMostRows) {
            // The newest page alone has grown: keep its end, and ask where the next one begins.
            m_model.dropBefore(m_model.at(m_model.count() - kMostRows).message);
            m_pages = {PageMark{}};
            ask(0, kPage);
        }
    } else if (hasNewer()) {
        ++m_missed;
        Q_EMIT newerArrived();
    }
    Q_EMIT messageArrived(message);
}

void ThreadFeed::handleUpdated(const Message &message)
{
    if (message.conversationId != m_conversation || m_conversation.isNull())
        return;
    if (m_inFlight > 0)
        m_touched.insert(message.id, message);
    m_model.update(message);
}

} // namespace counterbell::ui
