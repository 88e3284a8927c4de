// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_model.h"

#include <tuple>

namespace counterbell::ui
{

namespace
{

/// Whoever writes where the AI answered takes over by that: the event has the message's time and a later id, and stands
/// above it all the same.
int rankOf(const Message &message)
{
    const bool isTakeOver = message.event == QLatin1StringView("taken_over") ||
                            (message.event == QLatin1StringView("assigned") && message.body == message.author.name);
    return isTakeOver ? 0 : 1;
}

bool isBefore(const Message &a, const Message &b)
{
    return std::tuple(a.at, rankOf(a), a.id) < std::tuple(b.at, rankOf(b), b.id);
}

} // namespace

int ThreadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ThreadModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return at(index.row()).message.body;
    return role == RowRole ? QVariant::fromValue(at(index.row())) : QVariant();
}

int ThreadModel::rowOf(MessageId id) const
{
    // From the newest: that is where ticks and replies happen.
    const auto found = std::find_if(m_rows.rbegin(), m_rows.rend(),
                                    [id](const ThreadRow &row) { return !row.isPending && row.message.id == id; });
    return found == m_rows.rend() ? -1 : int(m_rows.rend() - found) - 1;
}

int ThreadModel::rowOfKey(qint64 key) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [key](const ThreadRow &row) { return row.key == key; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const Message *ThreadModel::newest() const
{
    const int row = count() - m_pending - 1;
    return row < 0 ? nullptr : &at(row).message;
}

const Message *ThreadModel::oldest() const
{
    return count() == m_pending ? nullptr : &at(0).message;
}

void ThreadModel::clear()
{
    if (m_rows.empty())
        return;
    beginResetModel();
    m_rows.clear();
    m_pending = 0;
    endResetModel();
}

void ThreadModel::merge(std::vector<Message> messages)
{
    std::sort(messages.begin(), messages.end(), isBefore);
    for (size_t i = 0; i < messages.size();) {
        const auto &message = messages[i];
        const int known = rowOf(message.id);
        const int pending = known < 0 && message.clientToken ? pendingRow(*message.clientToken) : -1;
        if (known >= 0 || pending >= 0) {
            replace(known >= 0 ? known : pending, message);
            ++i;
            continue;
        }
        // A run that stands between the same two rows goes in at once.
        const int place = placeOf(message);
        const int end = count() - m_pending;
        size_t last = i + 1;
        while (last < messages.size() && rowOf(messages[last].id) < 0 &&
               (!messages[last].clientToken || pendingRow(*messages[last].clientToken) < 0) &&
               (place == end || isBefore(messages[last], at(place).message)))
            ++last;
        beginInsertRows({}, place, place + int(last - i) - 1);
        std::vector<ThreadRow> rows;
        for (; i < last; ++i)
            rows.push_back({std::move(messages[i]), ++m_lastKey, 1, false});
        m_rows.insert(m_rows.begin() + place, rows.begin(), rows.end());
        endInsertRows();
    }
}

bool ThreadModel::update(const Message &message)
{
    const int row = rowOf(message.id);
    if (row >= 0)
        replace(row, message);
    return row >= 0;
}

void ThreadModel::addPending(const Message &message)
{
    beginInsertRows({}, count(), count());
    m_rows.push_back({message, ++m_lastKey, 1, true});
    ++m_pending;
    endInsertRows();
}

void ThreadModel::setPercent(const QString &token, int percent)
{
    const int row = pendingRow(token);
    if (row < 0 || at(row).percent == percent)
        return;
    m_rows[size_t(row)].percent = percent;
    ++m_rows[size_t(row)].revision;
    Q_EMIT dataChanged(index(row), index(row));
}

void ThreadModel::removePending(const QString &token)
{
    const int row = pendingRow(token);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    --m_pending;
    endRemoveRows();
}

QStringList ThreadModel::pendingTokens() const
{
    QStringList tokens;
    for (int row = count() - m_pending; row < count(); ++row)
        tokens += at(row).message.clientToken.value_or(QString());
    return tokens;
}

void ThreadModel::dropFrom(const Message &first)
{
    take(rowsBefore(first), count() - m_pending - 1);
}

void ThreadModel::dropBefore(const Message &first)
{
    take(0, rowsBefore(first) - 1);
}

int ThreadModel::rowsBefore(const Message &message) const
{
    const auto found =
        std::lower_bound(m_rows.begin(), m_rows.end() - m_pending, message,
                         [](const ThreadRow &row, const Message &m) { return isBefore(row.message, m); });
    return int(found - m_rows.begin());
}

int ThreadModel::pendingRow(const QString &token) const
{
    for (int row = count() - m_pending; row < count(); ++row) {
        if (at(row).message.clientToken == token)
            return row;
    }
    return -1;
}

int ThreadModel::placeOf(const Message &message) const
{
    const auto found =
        std::upper_bound(m_rows.begin(), m_rows.end() - m_pending, message,
                         [](const Message &m, const ThreadRow &row) { return isBefore(m, row.message); });
    return int(found - m_rows.begin());
}

void ThreadModel::replace(int row, const Message &message)
{
    auto &known = m_rows[size_t(row)];
    if (!known.isPending && known.message == message)
        return;
    if (known.isPending) {
        // It leaves the pending ones at the end and may have to pass others that still wait.
        const int place = placeOf(message);
        if (place != row) {
            beginMoveRows({}, row, row, {}, place);
            auto moved = std::move(known);
            m_rows.erase(m_rows.begin() + row);
            m_rows.insert(m_rows.begin() + place, std::move(moved));
            --m_pending;
            m_rows[size_t(place)].isPending = false;
            m_rows[size_t(place)].message = message;
            ++m_rows[size_t(place)].revision;
            endMoveRows();
            Q_EMIT dataChanged(index(place), index(place));
            return;
        }
        --m_pending;
        known.isPending = false;
    }
    known.message = message;
    ++known.revision;
    Q_EMIT dataChanged(index(row), index(row));
}

void ThreadModel::take(int first, int last)
{
    if (last < first)
        return;
    beginRemoveRows({}, first, last);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    endRemoveRows();
}

} // namespace counterbell::ui
