// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_pager.h"

namespace counterbell::ui
{

ConversationPager::ConversationPager(CoreClient &client, ConversationListModel &model, QObject *parent)
    : QObject(parent), m_client(client), m_model(model)
{
    connect(&client, &CoreClient::resynced, this, &ConversationPager::refresh);
    connect(&client, &CoreClient::conversationUpdated, this, &ConversationPager::updated);
    connect(&client, &CoreClient::conversationGone, this, &ConversationPager::gone);
    connect(&client, &CoreClient::messageUpdated, &model, &ConversationListModel::messageUpdated);
}

void ConversationPager::show(const ConversationQuery &query)
{
    m_query = query;
    ++m_round;
    m_isAsking = false;
    m_mustRefresh = false;
    m_above.clear();
    m_meanwhile.clear();
    m_model.begin(query.sort);
    setState(State::Loading);
    ask(std::nullopt, kPageSize, &ConversationPager::fillBelow);
}

void ConversationPager::refresh()
{
    if (!m_model.isFilled()) {
        show(m_query);
        return;
    }
    if (m_isAsking) {
        m_mustRefresh = true;
        return;
    }
    const auto before = m_model.upperEdge() ? std::optional(m_model.upperEdge()->cursor) : std::nullopt;
    ask(before, qMax(kPageSize, m_model.rowCount()), &ConversationPager::fillAgain);
}

void ConversationPager::loadBelow()
{
    if (m_model.edgeBelow() && !m_isAsking)
        ask(m_model.edgeBelow()->cursor, kPageSize, &ConversationPager::fillBelow);
}

void ConversationPager::loadAbove()
{
    if (m_model.edgesAbove().empty() || m_isAsking)
        return;
    m_above.clear();
    const auto &cursor = m_model.edgesAbove().back().cursor;
    ask(cursor.isEmpty() ? std::nullopt : std::optional(cursor), kPageSize, &ConversationPager::fillAbove);
}

void ConversationPager::ask(const std::optional<QString> &before, int limit, Answer then)
{
    m_isAsking = true;
    ConversationsRequest request;
    auto &filter = request.filter.emplace();
    filter.view = m_query.view;
    if (!m_query.text.isEmpty())
        filter.text = m_query.text;
    filter.contactId = m_query.contactId;
    request.sort = m_query.sort;
    request.before = before;
    request.limit = limit;
    m_client.call(methods::inboxConversations, request, this,
                  [this, then, round = m_round](Result<Page<Conversation>> page) {
                      if (round == m_round)
                          answered(std::move(page), then);
                  });
}

void ConversationPager::answered(Result<Page<Conversation>> page, Answer then)
{
    m_isAsking = false;
    if (!page) {
        m_error = page.error();
        // What is shown stays: it is still right, and resynced() asks again.
        setState(m_model.isFilled() ? State::Ready : State::Failed);
        return;
    }
    (this->*then)({std::move(page->items), std::move(page->next)});
    if (m_isAsking)
        return;
    for (const auto &[id, conversation] : std::exchange(m_meanwhile, {}).asKeyValueRange()) {
        if (conversation)
            updated(*conversation);
        else
            m_model.remove(id);
    }
    setState(State::Ready);
    if (std::exchange(m_mustRefresh, false))
        refresh();
}

void ConversationPager::fillBelow(ConversationListModel::Piece piece)
{
    m_model.append(piece);
}

void ConversationPager::fillAbove(ConversationListModel::Piece piece)
{
    const auto edge = m_model.upperEdge();
    const auto reaches = [&] {
        return !piece.next || !edge ||
               !standsAbove(positionOf(piece.rows.back(), m_query.sort), edge->last, m_query.sort);
    };
    const bool isThere = piece.rows.empty() || reaches();
    auto next = piece.next;
    m_above.push_back(std::move(piece));
    if (isThere)
        m_model.prepend(std::exchange(m_above, {}));
    else
        ask(next, kPageSize, &ConversationPager::fillAbove);
}

void ConversationPager::fillAgain(ConversationListModel::Piece piece)
{
    m_model.refresh(piece);
}

void ConversationPager::updated(const Conversation &conversation)
{
    if (m_isAsking) {
        m_meanwhile.insert(conversation.id, conversation);
        if (m_model.rowOf(conversation.id) < 0)
            return;
    }
    const auto me = m_client.who() ? m_client.who()->member.id : MemberId{};
    if (!isInView(conversation, m_query.view, me) ||
        (m_query.contactId && conversation.contact.id != *m_query.contactId))
        m_model.remove(conversation.id);
    else if (m_query.text.isEmpty() || m_model.rowOf(conversation.id) >= 0)
        m_model.put(conversation);
    else
        askWhetherFound(conversation);
}

void ConversationPager::gone(ConversationId id)
{
    if (m_isAsking)
        m_meanwhile.insert(id, std::nullopt);
    m_model.remove(id);
}

/// Only the core knows by what names and numbers a customer is found.
void ConversationPager::askWhetherFound(const Conversation &conversation)
{
    ConversationsRequest request;
    auto &filter = request.filter.emplace();
    filter.view = m_query.view;
    filter.text = m_query.text;
    filter.contactId = conversation.contact.id;
    m_client.call(methods::inboxConversations, request, this, [this, round = m_round](Result<Page<Conversation>> page) {
        if (round != m_round || !page)
            return;
        for (const auto &found : page->items)
            m_model.put(found);
    });
}

void ConversationPager::setState(State state)
{
    if (m_state == state && state != State::Failed)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace counterbell::ui
