// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"

#include <QAbstractListModel>
#include <QSet>

#include <deque>

namespace counterbell::ui
{

/// One row of the thread. `key` stays when the core's message takes the place of what was typed; `revision` rises with
/// each change, so that layouts can be kept by it.
struct ThreadRow {
    Message message;
    qint64 key = 0;
    int revision = 1;
    bool isPending = false;          ///< typed here; the core has not answered yet (no id)
    std::optional<int> percent = {}; ///< of its files, while they are brought to the core
};

/// A bounded window of one conversation's messages, oldest first, ordered by (time, id); what is pending stands last.
/// Holds values only: no rules, no network. Emits the narrowest signal.
class ThreadModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole + 1 };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    [[nodiscard]] int count() const { return int(m_rows.size()); }
    [[nodiscard]] const ThreadRow &at(int row) const { return m_rows[size_t(row)]; }
    [[nodiscard]] int rowOf(MessageId id) const;
    [[nodiscard]] int rowOfKey(qint64 key) const;
    /// The newest and oldest that the core has; null when there is none.
    [[nodiscard]] const Message *newest() const;
    [[nodiscard]] const Message *oldest() const;

    void clear();
    /// Puts messages at their places, in batches; one that is known is replaced where it differs, and one that carries
    /// the token of a pending row takes that row.
    void merge(std::vector<Message> messages);
    /// Replaces a known message; false when it isn't here.
    bool update(const Message &message);
    /// Shows what was typed at once; `message` carries a clientToken and no id.
    void addPending(const Message &message);
    void setPercent(const QString &token, int percent);
    void removePending(const QString &token);
    [[nodiscard]] QStringList pendingTokens() const;
    /// Drops that message and all newer (or all older ones), the pending rows excepted.
    void dropFrom(const Message &first);
    void dropBefore(const Message &first);

private:
    [[nodiscard]] int pendingRow(const QString &token) const;
    [[nodiscard]] int placeOf(const Message &message) const;
    [[nodiscard]] int rowsBefore(const Message &message) const;
    void replace(int row, const Message &message);
    void take(int first, int last);

    std::deque<ThreadRow> m_rows;
    qint64 m_lastKey = 0;
    int m_pending = 0; ///< how many of the last rows are pending
};

} // namespace counterbell::ui

Q_DECLARE_METATYPE(counterbell::ui::ThreadRow)
