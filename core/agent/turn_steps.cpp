// SPDX-License-Identifier: Apache-2.0
#include "core/agent/turn_steps.h"

#include "core/agent/agent_prompt.h"
#include "core/agent/turn_facts.h"
#include "core/agent/turn_repository.h"
#include "core/inbox/desk/handling_changes.h"
#include "core/inbox/message_repository.h"
#include "core/messaging/outbox.h"
#include "core/store/settings_repository.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

namespace
{

/// What was not said (cancelled, refused) is left out of the history, so a few more rows are read than are shown.
constexpr int kSpareRows = 20;
constexpr int kVoidPage = 100;

void handToPerson(store::Tx &tx, const Turn &turn, TurnState state, const QString &reason, Timestamp now)
{
    Author author{AuthorKind::System, {}};
    if (state == TurnState::HandedOver)
        author = {AuthorKind::Ai, store::settingsOf<AgentSettings>(tx, u"agent"_s).name};
    inbox::needHuman(tx, turn.conversationId, reason, author, now);
    TurnRepository().end(tx, turn.id, state, reason);
}

/// Ends a turn that may not go on; tells whether it may.
bool mayGoOn(store::Tx &tx, const Turn &turn, const TurnVerdict &verdict, Timestamp now)
{
    if (verdict.kind == TurnVerdict::Kind::Drop)
        TurnRepository().end(tx, turn.id, TurnState::Dropped, verdict.reason);
    else if (verdict.kind == TurnVerdict::Kind::NeedsHuman)
        handToPerson(tx, turn, TurnState::Failed, verdict.reason, now);
    return verdict.kind == TurnVerdict::Kind::Go;
}

std::optional<BegunTurn> begin(store::Tx &tx, const Turn &turn, Timestamp now)
{
    const TurnRepository turns;
    const auto context = contextOf(tx, turn, now);
    if (!context) {
        turns.end(tx, turn.id, TurnState::Dropped, u"notFound"_s);
        return std::nullopt;
    }
    auto verdict = judge(turn, context->facts);
    if (verdict.kind == TurnVerdict::Kind::Go && turn.tries >= kMaximumTries)
        verdict = {TurnVerdict::Kind::NeedsHuman, u"interrupted"_s};
    if (!mayGoOn(tx, turn, verdict, now))
        return std::nullopt;
    turns.begin(tx, turn.id);
    PromptFacts facts;
    facts.shopPrompt = context->settings.prompt;
    facts.shop = workspace::readWorkspace(tx);
    facts.now = now;
    facts.maximumMessages = context->settings.historyMessages;
    facts.history = inbox::MessageRepository().history(tx, turn.conversationId, facts.maximumMessages + kSpareRows);
    return BegunTurn{turn, context->contactId, context->settings, buildPrompt(facts)};
}

messaging::NewSend sendOf(const Turn &turn, const TurnContext &context, const QString &text)
{
    messaging::NewSend send;
    send.category = SendCategory::Ai;
    send.contactId = context.contactId;
    send.conversationId = turn.conversationId;
    send.route = {{context.channel, text, std::nullopt}};
    send.author = {AuthorKind::Ai, context.settings.name};
    send.handlingVersion = turn.handlingVersion;
    send.cause = u"turn:%1:%2:%3"_s.arg(turn.id.value).arg(turn.lastInboundId.value).arg(turn.handlingVersion);
    return send;
}

bool queueReply(store::Tx &tx, const Turn &turn, const TurnContext &context, const QString &text, Timestamp now)
{
    const auto requested = messaging::Outbox().request(tx, sendOf(turn, context, text), now);
    if (requested.refusal) {
        handToPerson(tx, turn, TurnState::Failed, QString(wireName(requested.refusal->reason)), now);
        return false;
    }
    TurnRepository().end(tx, turn.id, TurnState::Replied);
    return true;
}

} // namespace

std::vector<BegunTurn> beginTurns(store::Tx &tx, const std::set<ConversationId> &busy, int count, Timestamp now)
{
    std::vector<BegunTurn> begun;
    for (const auto &turn : TurnRepository().open(tx, now, count + int(busy.size()))) {
        if (busy.contains(turn.conversationId) || int(begun.size()) >= count)
            continue;
        if (auto started = begin(tx, turn, now))
            begun.push_back(std::move(*started));
    }
    return begun;
}

bool finishTurn(store::Tx &tx, const Turn &turn, const TurnOutcome &outcome, Timestamp now)
{
    if (!TurnRepository().isCurrent(tx, turn))
        return false; // a newer message made it fresh: it is due again
    const auto context = contextOf(tx, turn, now);
    if (!context) {
        TurnRepository().end(tx, turn.id, TurnState::Dropped, u"notFound"_s);
        return false;
    }
    const auto verdict = judge(turn, context->facts);
    const auto *reply = std::get_if<Reply>(&outcome);
    if (verdict.kind == TurnVerdict::Kind::Drop || reply != nullptr)
        return mayGoOn(tx, turn, verdict, now) && queueReply(tx, turn, *context, reply->text, now);
    if (const auto *handOver = std::get_if<HandOver>(&outcome))
        handToPerson(tx, turn, TurnState::HandedOver, handOver->reason, now);
    else
        handToPerson(tx, turn, TurnState::Failed, std::get<Problem>(outcome).word, now);
    return false;
}

int voidTurns(store::Tx &tx, Timestamp now)
{
    int count = 0;
    // Each page empties itself: a turn that is ended isn't open any more.
    for (auto page = TurnRepository().open(tx, Timestamp::max(), kVoidPage); !page.empty();
         page = TurnRepository().open(tx, Timestamp::max(), kVoidPage)) {
        for (const auto &turn : page) {
            const auto context = contextOf(tx, turn, now);
            const bool isVoid = !context || judge(turn, context->facts).kind == TurnVerdict::Kind::Drop;
            if (isVoid)
                TurnRepository().end(tx, turn.id, TurnState::Dropped, u"restored"_s);
            else
                handToPerson(tx, turn, TurnState::Failed, u"restored"_s, now);
            ++count;
        }
    }
    return count;
}

} // namespace counterbell::agent
