// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/template.h"

#include <QAbstractListModel>

namespace counterbell::ui
{

/// The templates that the search, language and category let through: approved ones first, then the others, which stay
/// visible with their reason and can't be chosen.
class TemplateListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    struct Filter {
        QString text;
        QString language; ///< empty for all
        std::optional<TemplateCategory> category;
    };

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    void setTemplates(std::vector<Template> templates);
    void setFilter(const Filter &filter);
    [[nodiscard]] const Template &at(int row) const { return m_all[m_shown[size_t(row)]]; }
    [[nodiscard]] int rowOf(const QString &sid) const;
    [[nodiscard]] int firstApproved() const;
    /// The row of the only approved one that is shown; -1 where there are more, or none.
    [[nodiscard]] int onlyApproved() const;
    /// The category of any template, shown or not.
    [[nodiscard]] std::optional<TemplateCategory> categoryOf(const QString &sid) const;
    /// The languages there are, in order.
    [[nodiscard]] QStringList languages() const;
    [[nodiscard]] bool isEmpty() const { return m_all.empty(); }

private:
    void show();

    std::vector<Template> m_all;
    std::vector<size_t> m_shown;
    Filter m_filter;
};

} // namespace counterbell::ui
