// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/inbox_service.h"

#include "core/contacts/contact_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/desk/conversation_list_repository.h"
#include "core/inbox/desk/conversation_view.h"
#include "core/inbox/desk/handling_changes.h"
#include "core/inbox/initial_handling.h"
#include "core/inbox/message_repository.h"
#include "core/inbox/search_index.h"
#include "core/store/cursor.h"
#include "core/team/member_repository.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kLongestDraft = 10'000;

auto notFound()
{
    return refuse(Reason::NotFound, {{u"what"_s, u"conversation"_s}});
}

/// Runs `change` on an existing conversation and answers with what it became.
template <class Change>
Result<Conversation> changed(store::Tx &tx, ConversationId id, Change change)
{
    const auto state = ConversationRepository().state(tx, id);
    if (!state)
        return notFound();
    if (auto done = change(*state); !done)
        return tl::unexpected(done.error());
    auto view = viewConversation(tx, id);
    return view ? Result<Conversation>(std::move(*view)) : notFound();
}

} // namespace

QCoro::Task<Result<Page<Conversation>>> InboxService::conversations(Member me, ConversationsRequest request)
{
    auto answer = m_store.read([=](store::Connection &db) -> Result<Page<Conversation>> {
        const auto ids = ConversationListRepository().page(db, request, me.id);
        if (!ids)
            return tl::unexpected(ids.error());
        Page<Conversation> page;
        page.next = ids->next;
        page.items = viewConversations(db, ids->items);
        return page;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<ConversationCounts>> InboxService::counts(Member me)
{
    auto answer = m_store.read([=](store::Connection &db) -> Result<ConversationCounts> {
        return ConversationListRepository().counts(db, me.id);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::conversation(ConversationId id)
{
    auto answer = m_store.read([=](store::Connection &db) -> Result<Conversation> {
        auto view = viewConversation(db, id);
        return view ? Result<Conversation>(std::move(*view)) : notFound();
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Page<Message>>> InboxService::messages(MessagesRequest request)
{
    auto answer = m_store.read([=](store::Connection &db) -> Result<Page<Message>> {
        if (!ConversationRepository().state(db, request.conversationId))
            return notFound();
        return MessageRepository().page(db, request.conversationId, request.before, request.limit);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Page<SearchHit>>> InboxService::search(SearchRequest request)
{
    auto answer = m_store.read([=](store::Connection &db) -> Result<Page<SearchHit>> {
        const auto window = store::timeWindow(request.before, request.limit);
        if (!window)
            return tl::unexpected(window.error());
        const auto ids = searchMessages(db, request.text, window->before, window->limit + 1);
        auto messages = MessageRepository().find(db, ids);
        std::vector<ConversationId> conversations;
        for (const auto &[id, message] : messages)
            conversations.push_back(message.conversationId);
        const auto contacts = viewContacts(db, conversations);
        std::vector<SearchHit> hits;
        for (const auto id : ids) {
            const auto found = messages.find(id);
            if (found == messages.end())
                continue;
            const auto &message = found->second;
            const auto contact = contacts.find(message.conversationId);
            hits.push_back(
                {message.conversationId, contact == contacts.end() ? ContactRef{} : contact->second, message});
        }
        return store::cutPage(std::move(hits), window->limit, [](const SearchHit &hit) {
            return store::TimeCursor{hit.message.at, hit.message.id.value};
        });
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::takeOver(Member me, ConversationId id)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        std::vector<MessageId> inFlight;
        auto view = changed(tx, id, [&](const ConversationState &state) -> Result<> {
            inFlight = inbox::takeOver(tx, state, me, now);
            return {};
        });
        if (view) {
            view->inFlight.emplace();
            for (const auto message : inFlight)
                view->inFlight->push_back(MessageRepository().find(tx, message).value());
        }
        return view;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::release(Member me, ReleaseConversation request)
{
    const auto now = m_clock.now();
    const auto requestTurn = m_requestTurn;
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        return changed(tx, request.conversationId, [&](const ConversationState &state) -> Result<> {
            if (!state.contactId)
                return refuse(Reason::Conflict, {{u"problem"_s, u"memberThread"_s}});
            if (state.handling != Handling::Ai)
                inbox::release(tx, state, me, now);
            if (request.answerNow.value_or(false))
                requestTurn(tx, state.id, now);
            return {};
        });
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::assign(Member me, AssignConversation request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        return changed(tx, request.conversationId, [&](const ConversationState &state) -> Result<> {
            const auto member = request.memberId ? team::MemberRepository().find(tx, *request.memberId) : std::nullopt;
            if (request.memberId && !member)
                return refuse(Reason::NotFound, {{u"what"_s, u"member"_s}});
            if (state.assigneeId == request.memberId)
                return {};
            ConversationRepository().assign(tx, state.id, request.memberId);
            addEvent(tx, state.id, member ? u"assigned"_s : u"unassigned"_s, {AuthorKind::Member, me.name},
                     member ? member->name : QString(), now);
            return {};
        });
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::markRead(ConversationId id)
{
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        return changed(tx, id, [&](const ConversationState &) -> Result<> {
            ConversationRepository().markRead(tx, id);
            return {};
        });
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::noReplyNeeded(Member me, ConversationId id)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        return changed(tx, id, [&](const ConversationState &state) -> Result<> {
            if (state.needsReply)
                addEvent(tx, id, u"no_reply_needed"_s, {AuthorKind::Member, me.name}, {}, now);
            ConversationRepository().noReplyNeeded(tx, id);
            return {};
        });
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::setStatus(Member me, ConversationId id, ConversationStatus status,
                                                          std::optional<Timestamp> until)
{
    const auto now = m_clock.now();
    if (until && *until <= now)
        co_return refuse(Reason::InvalidArgument, {{u"argument"_s, u"until"_s}, {u"problem"_s, u"past"_s}});
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        return changed(tx, id, [&](const ConversationState &state) -> Result<> {
            ConversationRepository().setStatus(tx, id, status, until);
            const auto event = status == ConversationStatus::Closed    ? u"closed"_s
                               : status == ConversationStatus::Snoozed ? u"snoozed"_s
                                                                       : u"reopened"_s;
            if (state.status != status)
                addEvent(tx, id, event, {AuthorKind::Member, me.name}, until ? toIso(*until) : QString(), now);
            return {};
        });
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::setDraft(SetDraft request)
{
    if (request.body.size() > kLongestDraft)
        co_return refuse(Reason::TextTooLong, {{u"length"_s, request.body.size()}, {u"maximum"_s, kLongestDraft}});
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        return changed(tx, request.conversationId, [&](const ConversationState &state) -> Result<> {
            ConversationRepository().setDraft(tx, state.id, request.body);
            return {};
        });
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Conversation>> InboxService::open(ContactId contact)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Conversation> {
        if (!contacts::ContactRepository().find(tx, contact))
            return refuse(Reason::NotFound, {{u"what"_s, u"contact"_s}});
        const auto id = ConversationRepository().ensureFor(tx, contact, initialHandling(tx), now);
        auto view = viewConversation(tx, id);
        return view ? Result<Conversation>(std::move(*view)) : notFound();
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::inbox
