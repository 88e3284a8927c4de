// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/api/result.h"
#include "core/api/template.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::inbox
{

/// What people do in the inbox. Permissions are checked by the method's descriptor; what depends on the row (staff
/// answer where they are assigned) is checked here. Every method is one transaction; what
/// it sets off (a post, an AI turn) follows from the rows it commits.
class InboxService
{
public:
    /// Asks the AI agent for an answer, inside the transaction.
    using RequestTurn = std::function<void(store::Tx &, ConversationId, Timestamp)>;

    InboxService(store::Store &store, const Clock &clock, RequestTurn requestTurn)
        : m_store(store), m_clock(clock), m_requestTurn(std::move(requestTurn))
    {
    }

    [[nodiscard]] QCoro::Task<Result<Page<Conversation>>> conversations(Member me, ConversationsRequest request);
    [[nodiscard]] QCoro::Task<Result<ConversationCounts>> counts(Member me);
    [[nodiscard]] QCoro::Task<Result<Conversation>> conversation(ConversationId id);
    [[nodiscard]] QCoro::Task<Result<Page<Message>>> messages(MessagesRequest request);
    [[nodiscard]] QCoro::Task<Result<Page<SearchHit>>> search(SearchRequest request);

    /// Answers with the bubble; a gate's refusal is the error and a row of the send log. Takes over by itself where
    /// the AI handles the conversation.
    [[nodiscard]] QCoro::Task<Result<Message>> send(Member me, SendMessage request);
    /// A fresh send of a failed message, on its own or another channel. Both stay visible. While such a retry is
    /// unfinished or went well it is the answer again.
    [[nodiscard]] QCoro::Task<Result<Message>> retry(Member me, RetryMessage request);
    [[nodiscard]] QCoro::Task<Result<Message>> addNote(Member me, AddNote request);

    [[nodiscard]] QCoro::Task<Result<Conversation>> takeOver(Member me, ConversationId id);
    [[nodiscard]] QCoro::Task<Result<Conversation>> release(Member me, ReleaseConversation request);
    [[nodiscard]] QCoro::Task<Result<Conversation>> assign(Member me, AssignConversation request);
    [[nodiscard]] QCoro::Task<Result<Conversation>> markRead(ConversationId id);
    [[nodiscard]] QCoro::Task<Result<Conversation>> noReplyNeeded(Member me, ConversationId id);
    [[nodiscard]] QCoro::Task<Result<Conversation>> setStatus(Member me, ConversationId id, ConversationStatus status,
                                                              std::optional<Timestamp> until);
    [[nodiscard]] QCoro::Task<Result<Conversation>> setDraft(SetDraft request);
    [[nodiscard]] QCoro::Task<Result<Conversation>> open(ContactId contact);

private:
    store::Store &m_store;
    const Clock &m_clock;
    RequestTurn m_requestTurn;
};

} // namespace counterbell::inbox
