// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/send_log.h"

#include <QAbstractTableModel>

namespace counterbell::ui
{

/// Rows of the send log, newest first, as far as they have been fetched. Values only: whoever feeds it asks the core.
class SendLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Time,
        Recipient,
        Category,
        ChannelColumn,
        Status,
        WhatHappened,
        Cost,
        Provider,
        ColumnCount,
    };
    enum Role {
        SendRole = Qt::UserRole, ///< Send
        SecondaryRole,           ///< quiet words behind the text: "staff"
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// For "today" and the days of this week.
    void setNow(Timestamp now);

    void reset(std::vector<Send> sends, bool hasMore);
    /// The following page.
    void append(std::vector<Send> sends, bool hasMore);
    /// Puts rows where they belong, those above the oldest fetched; a known one is changed in place.
    void merge(const Send &send);
    void remove(SendId id);

    [[nodiscard]] std::optional<int> rowOf(SendId id) const;
    [[nodiscard]] const Send &at(int row) const { return m_sends.at(size_t(row)); }
    /// More rows are to be fetched.
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// What costs are in, where no other currency is said; it stands in the header.
    [[nodiscard]] const QString &currency() const { return m_currency; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// The view came near the end of what there is.
    void moreWanted();

private:
    /// Newest first: whether `a` stands above `b`.
    [[nodiscard]] static bool isAbove(const Send &a, const Send &b);
    void learnCurrency(const std::vector<Send> &sends);
    [[nodiscard]] QString text(const Send &send, int column) const;

    std::vector<Send> m_sends;
    QString m_currency;
    Timestamp m_now;
    bool m_hasMore = false;
};

} // namespace counterbell::ui
