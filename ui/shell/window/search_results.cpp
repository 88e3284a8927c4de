// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/search_results.h"

#include "ui/client/format.h"

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString oneLine(const QString &text)
{
    constexpr qsizetype kEnough = 200;
    return text.left(kEnough).simplified();
}

} // namespace

void SearchResults::clear()
{
    m_people.clear();
    m_jobs.clear();
    m_messages.clear();
    assemble();
}

void SearchResults::setPeople(const std::vector<Contact> &people)
{
    m_people.clear();
    for (const auto &person : people) {
        const auto address = person.phone               ? *person.phone
                             : person.addresses.empty() ? QString()
                                                        : person.addresses.front();
        m_people.push_back({u"user"_s, isolated(person.name), address.isEmpty() ? tr("No number") : phone(address),
                            tr("Customer"), person.id});
    }
    assemble();
}

void SearchResults::setJobs(const std::vector<Job> &jobs)
{
    m_jobs.clear();
    for (const auto &job : jobs) {
        const auto icon = job.kind == JobKind::Repair    ? u"repair"_s
                          : job.kind == JobKind::Bespoke ? u"bespoke"_s
                                                         : u"jobs"_s;
        const auto title =
            isolatedLtr(job.ticket) + (job.contactName ? u"  "_s + isolated(*job.contactName) : QString());
        m_jobs.push_back({icon, title, isolated(oneLine(job.description)), tr("Job"), job.id});
    }
    assemble();
}

void SearchResults::setMessages(const std::vector<SearchHit> &hits, Timestamp now)
{
    m_messages.clear();
    for (const auto &hit : hits) {
        const auto icon = hit.message.channel == Channel::Whatsapp ? u"channel-whatsapp"_s : u"channel-sms"_s;
        //: %1 what was written, %2 when
        const auto detail = tr("%1 · %2").arg(isolated(oneLine(hit.message.body)), listTime(hit.message.at, now));
        m_messages.push_back({icon, isolated(hit.contact.name), detail, tr("Message"), hit.conversationId});
    }
    assemble();
}

void SearchResults::assemble()
{
    beginResetModel();
    m_rows.clear();
    for (const auto *part : {&m_people, &m_jobs, &m_messages})
        m_rows.insert(m_rows.end(), part->begin(), part->end());
    endResetModel();
}

int SearchResults::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SearchResults::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &found = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return found.title;
    case Qt::AccessibleTextRole:
        return u"%1: %2, %3"_s.arg(found.kind, found.title, found.detail);
    case DetailRole:
        return found.detail;
    case IconRole:
        return found.icon;
    default:
        return {};
    }
}

} // namespace counterbell::ui
