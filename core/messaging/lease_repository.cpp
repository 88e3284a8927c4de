// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/lease_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

qint64 beginTerm(store::Tx &tx)
{
    const auto row = tx.query(u"INSERT INTO leases (name, term, holder, expires_at) VALUES ('leader', 1, 'local', 0) "
                              "ON CONFLICT (name) DO UPDATE SET term = leases.term + 1 RETURNING term"_s);
    return row->next() ? row->integer(0) : 1;
}

} // namespace counterbell::messaging
