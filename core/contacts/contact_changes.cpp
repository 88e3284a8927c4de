// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_changes.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

void announceContact(store::Tx &tx, ContactId contact)
{
    tx.changed(store::Topic::ContactUpdated, contact.value);
    const auto row = tx.query(u"SELECT id FROM conversations WHERE contact_id = ?"_s, contact);
    if (row->next())
        tx.changed(store::Topic::ConversationUpdated, row->integer(0));
}

} // namespace counterbell::contacts
