// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_list_model.h"

#include "ui/inbox/template_values.h"
#include "ui/widgets/paint.h"

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

int TemplateListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant TemplateListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &entry = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return templateTitle(entry);
    case Qt::ToolTipRole:
        return templateNote(entry);
    case Qt::AccessibleTextRole:
        return u"%1, %2, %3"_s.arg(templateTitle(entry), templateNote(entry), QString(wireName(entry.status)));
    default:
        return {};
    }
}

Qt::ItemFlags TemplateListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return at(index.row()).status == TemplateStatus::Approved
               ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
               : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

void TemplateListModel::setTemplates(std::vector<Template> templates)
{
    std::stable_sort(templates.begin(), templates.end(), [](const Template &a, const Template &b) {
        return std::pair(a.status, a.name) < std::pair(b.status, b.name);
    });
    beginResetModel();
    m_all = std::move(templates);
    show();
    endResetModel();
}

void TemplateListModel::setFilter(const Filter &filter)
{
    beginResetModel();
    m_filter = filter;
    show();
    endResetModel();
}

void TemplateListModel::show()
{
    m_shown.clear();
    for (size_t i = 0; i < m_all.size(); ++i) {
        const auto &entry = m_all[i];
        const bool hasText = m_filter.text.isEmpty() ||
                             templateTitle(entry).contains(m_filter.text, Qt::CaseInsensitive) ||
                             entry.body.contains(m_filter.text, Qt::CaseInsensitive);
        const bool isShown = hasText && (m_filter.language.isEmpty() || entry.language == m_filter.language) &&
                             (!m_filter.category || entry.category == *m_filter.category);
        if (isShown)
            m_shown.push_back(i);
    }
}

int TemplateListModel::rowOf(const QString &sid) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row).sid == sid)
            return row;
    }
    return -1;
}

int TemplateListModel::firstApproved() const
{
    return rowCount() > 0 && at(0).status == TemplateStatus::Approved ? 0 : -1;
}

int TemplateListModel::onlyApproved() const
{
    const bool hasMore = rowCount() > 1 && at(1).status == TemplateStatus::Approved;
    return hasMore ? -1 : firstApproved();
}

std::optional<TemplateCategory> TemplateListModel::categoryOf(const QString &sid) const
{
    const auto found = std::ranges::find(m_all, sid, &Template::sid);
    return found == m_all.end() ? std::nullopt : std::optional(found->category);
}

QStringList TemplateListModel::languages() const
{
    QStringList languages;
    for (const auto &entry : m_all) {
        if (!languages.contains(entry.language))
            languages += entry.language;
    }
    languages.sort();
    return languages;
}

} // namespace counterbell::ui
