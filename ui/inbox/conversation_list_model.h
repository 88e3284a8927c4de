// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/list_position.h"

#include <QAbstractListModel>
#include <QHash>

#include <functional>

namespace counterbell::ui
{

/// A window of rows of one list of conversations, in the core's order. What lies above and below it is known by
/// cursor only, so that memory doesn't grow with the list.
///
/// Updates change single rows: data changes, moves, insertions and removals, never a reset. Only another list resets.
class ConversationListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// Rows kept at most; what is farther from the reader is dropped, a page at a time.
    static constexpr int kMostRows = 300;

    enum Role {
        IdRole = Qt::UserRole, ///< qint64
        RevisionRole,          ///< rises with every change of the row: layouts are cached by it
    };

    /// Where a page begins: `cursor` brings what follows `last`, the row above it.
    struct Edge {
        QString cursor;
        ListPosition last;
    };
    /// One answer of the core, where it began, and where the next one begins.
    struct Piece {
        std::vector<Conversation> rows;
        std::optional<QString> next;
    };
    /// What a screen reader says of a row.
    using Sentence = std::function<QString(const Conversation &)>;

    explicit ConversationListModel(Sentence sentence, QObject *parent = nullptr);

    /// Another list: empty, and with everything still to come.
    void begin(ConversationSort sort);
    /// What follows the last row; drops rows at the top where they become too many.
    void append(const Piece &piece);
    /// What precedes the first row, page by page from `edgesAbove().back()` on; drops rows at the bottom.
    void prepend(const std::vector<Piece> &pieces);
    /// The whole window again, fetched from its upper edge: differences alone are announced.
    void refresh(const Piece &piece);
    /// A conversation that belongs to this list: inserted, changed or moved; dropped where its place is outside the
    /// window. An older version than the one shown is ignored.
    void put(const Conversation &conversation);
    void remove(ConversationId id);
    /// A delivery tick of a row's last message.
    void messageUpdated(const Message &message);
    /// The clock moved on: windows and times of day may read differently.
    void timePassed();

    [[nodiscard]] const Conversation &at(int row) const { return m_rows[size_t(row)].conversation; }
    [[nodiscard]] int rowOf(ConversationId id) const; ///< -1 where it isn't in the window
    [[nodiscard]] ConversationSort sort() const { return m_sort; }
    /// The cursor for what follows the last row; absent at the list's end.
    [[nodiscard]] const std::optional<Edge> &edgeBelow() const { return m_below; }
    /// The edges of the pages above the window, the nearest last; none at the list's top. The first stands for the top
    /// and has no cursor.
    [[nodiscard]] const std::vector<Edge> &edgesAbove() const { return m_above; }
    /// Where the window begins; absent at the list's top.
    [[nodiscard]] const std::optional<Edge> &upperEdge() const { return m_upper; }
    [[nodiscard]] bool isFilled() const { return m_isFilled; } ///< at least one page has come

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// Rows are about to come, go or move above others, and then have: views keep the reader's place between the two.
    void aboutToShift();
    void shifted();

private:
    struct Row {
        Conversation conversation;
        ListPosition position;
        qint64 revision = 0;
    };

    [[nodiscard]] bool isInside(ListPosition position) const;
    [[nodiscard]] int placeFor(ListPosition position, int without = -1) const;
    void putAll(const std::vector<Conversation> &rows);
    void insert(const Conversation &conversation);
    void change(int row, const Conversation &conversation);
    void takeRows(int first, int count);
    void trimTop();
    void trimBottom();

    Sentence m_sentence;
    ConversationSort m_sort = ConversationSort::Activity;
    std::vector<Row> m_rows;
    std::vector<Edge> m_above;
    std::optional<Edge> m_upper;
    std::vector<Edge> m_inner; ///< page edges inside the window, from the top
    std::optional<Edge> m_below;
    bool m_isFilled = false;
    qint64 m_revision = 0;
};

} // namespace counterbell::ui
