// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_log_model.h"

#include "ui/client/format.h"
#include "ui/sendlog/send_words.h"

#include <QLocale>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

bool SendLogModel::isAbove(const Send &a, const Send &b)
{
    return std::tie(a.at, a.id) > std::tie(b.at, b.id);
}

void SendLogModel::setNow(Timestamp now)
{
    // The words change at midnight only.
    const bool isSameDay = dayName(m_now, now) == dayName(now, now);
    m_now = now;
    if (!isSameDay && !m_sends.empty())
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Time), {Qt::DisplayRole});
}

void SendLogModel::reset(std::vector<Send> sends, bool hasMore)
{
    beginResetModel();
    m_sends = std::move(sends);
    m_hasMore = hasMore;
    endResetModel();
    learnCurrency(m_sends);
}

void SendLogModel::append(std::vector<Send> sends, bool hasMore)
{
    m_hasMore = hasMore;
    // A row that arrived meanwhile by its event is there already.
    std::erase_if(sends, [this](const Send &send) { return !m_sends.empty() && !isAbove(m_sends.back(), send); });
    if (sends.empty())
        return;
    learnCurrency(sends);
    beginInsertRows({}, rowCount(), rowCount() + int(sends.size()) - 1);
    std::move(sends.begin(), sends.end(), std::back_inserter(m_sends));
    endInsertRows();
}

void SendLogModel::merge(const Send &send)
{
    if (const auto row = rowOf(send.id)) {
        if (m_sends[size_t(*row)].at == send.at) {
            if (m_sends[size_t(*row)] == send)
                return;
            m_sends[size_t(*row)] = send;
            learnCurrency({send});
            Q_EMIT dataChanged(index(*row, 0), index(*row, ColumnCount - 1));
            return;
        }
        remove(send.id);
    }
    if (m_hasMore && (m_sends.empty() || !isAbove(send, m_sends.back())))
        return; // it comes with its page
    const auto place = std::ranges::upper_bound(m_sends, send, isAbove);
    const int row = int(place - m_sends.begin());
    learnCurrency({send});
    beginInsertRows({}, row, row);
    m_sends.insert(place, send);
    endInsertRows();
}

void SendLogModel::remove(SendId id)
{
    const auto row = rowOf(id);
    if (!row)
        return;
    beginRemoveRows({}, *row, *row);
    m_sends.erase(m_sends.begin() + *row);
    endRemoveRows();
}

std::optional<int> SendLogModel::rowOf(SendId id) const
{
    // What changes is nearly always near the top.
    const auto found = std::ranges::find(m_sends, id, &Send::id);
    return found == m_sends.end() ? std::nullopt : std::optional(int(found - m_sends.begin()));
}

void SendLogModel::learnCurrency(const std::vector<Send> &sends)
{
    if (!m_currency.isEmpty())
        return;
    const auto priced = std::ranges::find_if(sends, [](const Send &send) { return send.cost.has_value(); });
    if (priced == sends.end())
        return;
    m_currency = priced->cost->currency;
    Q_EMIT headerDataChanged(Qt::Horizontal, Cost, Cost);
}

int SendLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sends.size());
}

int SendLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SendLogModel::text(const Send &send, int column) const
{
    switch (column) {
    case Time:
        return logTime(send.at, m_now);
    case Recipient:
        return send.recipient.name.isEmpty() ? phone(send.recipient.number) : isolated(send.recipient.name);
    case Category:
        return categoryName(send.category);
    case ChannelColumn:
        return channelWord(send.channel);
    case Status:
        return statusLook(send.status).text;
    case WhatHappened:
        return happenedInShort(send);
    case Cost:
        return costCell(send, m_currency);
    default:
        return providerName(send);
    }
}

QVariant SendLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &send = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(send, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Time)
            return QLocale().toString(QDateTime::fromMSecsSinceEpoch(toMillis(send.at)), QLocale::ShortFormat);
        if (index.column() == WhatHappened) {
            const auto [fact, nextStep] = happened(send);
            return nextStep.isEmpty() ? fact : fact + u".\n"_s + nextStep;
        }
        return {};
    case Qt::AccessibleTextRole:
        return index.column() == Time ? rowSentence(send, m_now) : text(send, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Cost ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    case SendRole:
        return QVariant::fromValue(send);
    case SecondaryRole:
        return index.column() == Recipient && send.memberId ? tr("team") : QVariant();
    default:
        return {};
    }
}

QVariant SendLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == Cost ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Recipient:
        return tr("Recipient");
    case Category:
        return tr("Category");
    case ChannelColumn:
        return tr("Channel");
    case Status:
        return tr("Status");
    case WhatHappened:
        return tr("What happened");
    case Cost:
        //: %1 is a currency's sign
        return m_currency.isEmpty() ? tr("Cost") : tr("Cost %1").arg(leftToRight(currencySign(m_currency)));
    default:
        return tr("Provider");
    }
}

bool SendLogModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore;
}

void SendLogModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        Q_EMIT moreWanted();
}

} // namespace counterbell::ui
