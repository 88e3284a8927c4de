// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/notice_repository.h"

namespace counterbell::notifications
{

using namespace Qt::StringLiterals;

std::vector<MadeNotice> NoticeRepository::madeFor(store::Connection &db, JobId job, const QString &cause) const
{
    const auto row = db.query(u"SELECT id, status, cause FROM sends WHERE job_id = ? ORDER BY id"_s, job);
    std::vector<MadeNotice> notices;
    while (row->next()) {
        if (row->text(2).startsWith(cause + u':'))
            notices.push_back({row->id<SendId>(0), row->word(1, DeliveryStatus::Failed)});
    }
    return notices;
}

} // namespace counterbell::notifications
