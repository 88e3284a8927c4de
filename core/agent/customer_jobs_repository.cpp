// SPDX-License-Identifier: Apache-2.0
#include "core/agent/customer_jobs_repository.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;
using store::Query;

std::vector<CustomerJob> CustomerJobsRepository::of(store::Connection &db, ContactId contact, int limit) const
{
    const auto rows = db.query(u"SELECT ticket, kind, status, description, due_at, ready_at FROM jobs "
                               "WHERE contact_id = ? ORDER BY updated_at DESC, id DESC LIMIT ?"_s,
                               contact, limit);
    std::vector<CustomerJob> jobs;
    while (rows->next())
        jobs.push_back({rows->text(0), rows->word(1, JobKind::Repair), rows->word(2, JobStatus::Received),
                        rows->text(3), rows->maybe(4, &Query::time), rows->maybe(5, &Query::time)});
    return jobs;
}

} // namespace counterbell::agent
