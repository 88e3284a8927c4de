// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_list_model.h"

#include <QSet>

namespace counterbell::ui
{

ConversationListModel::ConversationListModel(Sentence sentence, QObject *parent)
    : QAbstractListModel(parent), m_sentence(std::move(sentence))
{
}

void ConversationListModel::begin(ConversationSort sort)
{
    beginResetModel();
    m_sort = sort;
    m_rows.clear();
    m_above.clear();
    m_inner.clear();
    m_upper.reset();
    m_below.reset();
    m_isFilled = false;
    endResetModel();
}

void ConversationListModel::append(const Piece &piece)
{
    Q_EMIT aboutToShift();
    if (m_isFilled && m_below)
        m_inner.push_back(*m_below);
    m_isFilled = true;
    m_below.reset();
    if (piece.next && !piece.rows.empty())
        m_below = Edge{*piece.next, positionOf(piece.rows.back(), m_sort)};
    putAll(piece.rows);
    trimTop();
    Q_EMIT shifted();
}

void ConversationListModel::prepend(const std::vector<Piece> &pieces)
{
    if (m_above.empty() || pieces.empty())
        return;
    Q_EMIT aboutToShift();
    if (m_upper)
        m_inner.insert(m_inner.begin(), *m_upper);
    auto start = m_above.back();
    m_above.pop_back();
    // Where more came up than a page since it was left, the nearest page alone is shown: the rest is one edge further.
    for (size_t i = 0; i + 1 < pieces.size(); ++i) {
        m_above.push_back(start);
        start = Edge{pieces[i].next.value_or(QString()), positionOf(pieces[i].rows.back(), m_sort)};
    }
    m_upper = start.cursor.isEmpty() ? std::nullopt : std::optional(start);
    putAll(pieces.back().rows);
    trimBottom();
    Q_EMIT shifted();
}

void ConversationListModel::refresh(const Piece &piece)
{
    Q_EMIT aboutToShift();
    m_isFilled = true;
    m_inner.clear();
    m_below.reset();
    if (piece.next && !piece.rows.empty())
        m_below = Edge{*piece.next, positionOf(piece.rows.back(), m_sort)};
    QSet<ConversationId> fresh;
    for (const auto &conversation : piece.rows)
        fresh.insert(conversation.id);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (!fresh.contains(at(row).id))
            takeRows(row, 1);
    }
    for (const auto &conversation : piece.rows) {
        // After a restore the core's versions may be lower than those shown.
        if (const int row = rowOf(conversation.id); row >= 0)
            change(row, conversation);
        else
            put(conversation);
    }
    Q_EMIT shifted();
}

void ConversationListModel::put(const Conversation &conversation)
{
    const int row = rowOf(conversation.id);
    if (row >= 0 && conversation.version < at(row).version)
        return;
    if (!isInside(positionOf(conversation, m_sort)))
        remove(conversation.id);
    else if (row >= 0)
        change(row, conversation);
    else
        insert(conversation);
}

void ConversationListModel::putAll(const std::vector<Conversation> &rows)
{
    for (size_t i = 0; i < rows.size();) {
        const auto position = positionOf(rows[i], m_sort);
        if (rowOf(rows[i].id) >= 0 || !isInside(position)) {
            put(rows[i++]);
            continue;
        }
        // A page mostly falls into one gap: announced at once, it costs the view one layout.
        const int place = placeFor(position);
        size_t end = i + 1;
        while (end < rows.size() && rowOf(rows[end].id) < 0 && isInside(positionOf(rows[end], m_sort)) &&
               placeFor(positionOf(rows[end], m_sort)) == place)
            ++end;
        beginInsertRows({}, place, place + int(end - i) - 1);
        for (int row = place; i < end; ++i, ++row)
            m_rows.insert(m_rows.begin() + row, {rows[i], positionOf(rows[i], m_sort), ++m_revision});
        endInsertRows();
    }
}

void ConversationListModel::remove(ConversationId id)
{
    if (const int row = rowOf(id); row >= 0) {
        Q_EMIT aboutToShift();
        takeRows(row, 1);
        Q_EMIT shifted();
    }
}

void ConversationListModel::messageUpdated(const Message &message)
{
    const int row = rowOf(message.conversationId);
    if (row < 0 || !at(row).lastMessage || at(row).lastMessage->id != message.id)
        return;
    auto conversation = at(row);
    conversation.lastMessage = message;
    change(row, conversation);
}

void ConversationListModel::timePassed()
{
    if (m_rows.empty())
        return;
    for (auto &row : m_rows)
        row.revision = ++m_revision;
    Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {RevisionRole, Qt::AccessibleTextRole});
}

int ConversationListModel::rowOf(ConversationId id) const
{
    const auto found = std::ranges::find(m_rows, id, [](const Row &row) { return row.conversation.id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ConversationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ConversationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.conversation.contact.name;
    case Qt::AccessibleTextRole:
        return m_sentence(row.conversation);
    case IdRole:
        return row.conversation.id.value;
    case RevisionRole:
        return row.revision;
    default:
        return {};
    }
}

bool ConversationListModel::isInside(ListPosition position) const
{
    const bool isBelowTop = !m_upper || standsAbove(m_upper->last, position, m_sort);
    const bool isAboveBottom = !m_below || !standsAbove(m_below->last, position, m_sort);
    return m_isFilled && isBelowTop && isAboveBottom;
}

/// The row before which it belongs, counted as if the row `without` weren't there.
int ConversationListModel::placeFor(ListPosition position, int without) const
{
    int place = 0;
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (row != without && standsAbove(m_rows[size_t(row)].position, position, m_sort))
            place = row + 1;
    }
    return place;
}

void ConversationListModel::insert(const Conversation &conversation)
{
    const auto position = positionOf(conversation, m_sort);
    const int row = placeFor(position);
    Q_EMIT aboutToShift();
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, {conversation, position, ++m_revision});
    endInsertRows();
    Q_EMIT shifted();
}

void ConversationListModel::change(int row, const Conversation &conversation)
{
    const auto position = positionOf(conversation, m_sort);
    const int place = placeFor(position, row);
    if (place != row && place != row + 1) {
        Q_EMIT aboutToShift();
        beginMoveRows({}, row, row, {}, place);
        auto moved = std::move(m_rows[size_t(row)]);
        m_rows.erase(m_rows.begin() + row);
        row = place > row ? place - 1 : place;
        m_rows.insert(m_rows.begin() + row, std::move(moved));
        endMoveRows();
        Q_EMIT shifted();
    }
    m_rows[size_t(row)] = {conversation, position, ++m_revision};
    Q_EMIT dataChanged(index(row), index(row), {Qt::DisplayRole, Qt::AccessibleTextRole, RevisionRole});
}

void ConversationListModel::takeRows(int first, int count)
{
    if (count <= 0)
        return;
    beginRemoveRows({}, first, first + count - 1);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
    endRemoveRows();
}

void ConversationListModel::trimTop()
{
    while (int(m_rows.size()) > kMostRows && !m_inner.empty()) {
        m_above.push_back(m_upper.value_or(Edge{}));
        m_upper = m_inner.front();
        m_inner.erase(m_inner.begin());
        const auto kept = std::ranges::find_if(m_rows, [this](const Row &row) { return isInside(row.position); });
        takeRows(0, int(kept - m_rows.begin()));
    }
}

void ConversationListModel::trimBottom()
{
    while (int(m_rows.size()) > kMostRows && !m_inner.empty()) {
        m_below = m_inner.back();
        m_inner.pop_back();
        const auto dropped =
            std::ranges::find_if(m_rows, [this](const Row &row) { return !isInside(row.position); }) - m_rows.begin();
        takeRows(int(dropped), int(m_rows.size()) - int(dropped));
    }
}

} // namespace counterbell::ui
