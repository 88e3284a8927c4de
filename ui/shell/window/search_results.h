// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/conversation.h"
#include "core/api/job.h"

#include <QAbstractListModel>

#include <variant>

namespace counterbell::ui
{

/// What a search found: people first, then jobs, then messages.
class SearchResults : public QAbstractListModel
{
    Q_OBJECT

public:
    using Target = std::variant<ContactId, JobId, ConversationId>;
    struct Row {
        QString icon;
        QString title;  ///< isolated
        QString detail; ///< isolated, one line
        QString kind;   ///< the word a screen reader says first
        Target target;
    };
    enum Roles {
        DetailRole = Qt::UserRole,
        IconRole,
    };

    using QAbstractListModel::QAbstractListModel;

    void clear();
    void setPeople(const std::vector<Contact> &people);
    void setJobs(const std::vector<Job> &jobs);
    void setMessages(const std::vector<SearchHit> &hits, Timestamp now);
    [[nodiscard]] const Row &row(int index) const { return m_rows.at(size_t(index)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void assemble();

    std::vector<Row> m_people, m_jobs, m_messages, m_rows;
};

} // namespace counterbell::ui
