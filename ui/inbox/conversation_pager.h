// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/inbox/conversation_list_model.h"

namespace counterbell::ui
{

/// Which list is shown.
struct ConversationQuery {
    ConversationView view = ConversationView::NeedsYou;
    ConversationSort sort = ConversationSort::Waiting;
    QString text; ///< part of a name or of a number in any notation; all are shown when it is empty
    std::optional<ContactId> contactId; ///< this customer alone, whose ticket was searched for

    bool operator==(const ConversationQuery &) const = default;
};

/// Fills a ConversationListModel from the core and keeps it true: pages in both directions, live changes, and
/// everything again after a resync.
class ConversationPager : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Loading, ///< the first page is on its way
        Ready,
        Failed, ///< it didn't come: error() says why
    };

    static constexpr int kPageSize = 60;

    ConversationPager(CoreClient &client, ConversationListModel &model, QObject *parent = nullptr);

    /// Shows another list from its top.
    void show(const ConversationQuery &query);
    /// Asks again for what is shown; the reader's place stays.
    void refresh();
    void loadBelow();
    void loadAbove();

    [[nodiscard]] const ConversationQuery &query() const { return m_query; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error &error() const { return m_error; }

Q_SIGNALS:
    void stateChanged();

private:
    using Answer = void (ConversationPager::*)(ConversationListModel::Piece);

    void ask(const std::optional<QString> &before, int limit, Answer then);
    void answered(Result<counterbell::Page<Conversation>> page, Answer then);
    void fillBelow(ConversationListModel::Piece piece);
    void fillAbove(ConversationListModel::Piece piece);
    void fillAgain(ConversationListModel::Piece piece);
    void updated(const Conversation &conversation);
    void gone(ConversationId id);
    void askWhetherFound(const Conversation &conversation);
    void setState(State state);

    CoreClient &m_client;
    ConversationListModel &m_model;
    ConversationQuery m_query;
    State m_state = State::Loading;
    Error m_error;
    bool m_isAsking = false;
    bool m_mustRefresh = false;
    qint64 m_round = 0;                                ///< answers to questions of an earlier round are dropped
    std::vector<ConversationListModel::Piece> m_above; ///< pages that don't reach the window yet
    /// What changed while a page was on its way, which that page may not know of.
    QHash<ConversationId, std::optional<Conversation>> m_meanwhile;
};

} // namespace counterbell::ui
