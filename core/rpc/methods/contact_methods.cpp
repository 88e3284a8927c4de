// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/contact_methods.h"

#include "core/contacts/consent_service.h"
#include "core/contacts/contact_service.h"
#include "core/contacts/desk/erasure_service.h"
#include "core/contacts/merge_service.h"
#include "core/contacts/takeout/export_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

void addContactMethods(MethodRegistry &registry, contacts::ContactService &contacts)
{
    registry.add<CreateContact, Contact>(
        "contacts.create"_L1, "A new customer; their number is normalised"_L1, Permission::All,
        [&contacts](Caller, CreateContact p) { return contacts.create(std::move(p)); });
    registry.add<ContactListRequest, Page<Contact>>(
        "contacts.list"_L1, "Customers by name; text is part of a name or of a number in any notation"_L1,
        Permission::All, [&contacts](Caller, ContactListRequest p) { return contacts.list(std::move(p)); });
    registry.add<ContactParams, Contact>("contacts.get"_L1, "One customer"_L1, Permission::All,
                                         [&contacts](Caller, ContactParams p) { return contacts.get(p); });
    registry.add<UpdateContact, Contact>(
        "contacts.update"_L1, "Changes what is present; an empty phone removes it"_L1, Permission::All,
        [&contacts](Caller, UpdateContact p) { return contacts.update(std::move(p)); });
    registry.add<ParsePhone, ParsedPhone>(
        "contacts.parsePhone"_L1, "How a number would be kept"_L1, Permission::All,
        [&contacts](Caller, ParsePhone p) { return contacts.parsePhone(std::move(p)); });
}

void addMergeMethods(MethodRegistry &registry, contacts::MergeService &merges)
{
    registry.add<MergeContacts, Contact>(
        "contacts.merge"_L1, "Two contacts are one person; answers the one that stays"_L1, Permission::AgentUp,
        [&merges](Caller caller, MergeContacts p) { return merges.merge(*caller.member, p); });
    registry.add<UnmergeContacts, Contact>(
        "contacts.unmerge"_L1, "Parts two merged contacts again; answers the restored one"_L1, Permission::AgentUp,
        [&merges](Caller caller, UnmergeContacts p) { return merges.unmerge(*caller.member, p); });
}

void addErasureMethods(MethodRegistry &registry, contacts::ErasureService &erasures)
{
    registry.add<ContactParams, ErasedContact>(
        "contacts.erase"_L1, "Removes a customer and everything that speaks of them, here and at the provider"_L1,
        Permission::Owner, [&erasures](Caller caller, ContactParams p) { return erasures.erase(*caller.member, p); });
}

void addExportMethods(MethodRegistry &registry, contacts::ExportService &exports)
{
    registry.add<ExportContact, ContactExport>(
        "contacts.export"_L1, "All that is kept about a customer, as a ZIP of JSON, a piece at a time"_L1,
        Permission::ManagerUp,
        [&exports](Caller caller, ExportContact p) { return exports.exportPiece(*caller.member, std::move(p)); });
}

void addConsentMethods(MethodRegistry &registry, contacts::ConsentService &consents)
{
    registry.add<ConsentHistoryRequest, Page<ConsentEntry>>(
        "consent.history"_L1, "A customer's ledger, newest first"_L1, Permission::All,
        [&consents](Caller, ConsentHistoryRequest p) { return consents.history(std::move(p)); });
    registry.add<RecordConsent, ConsentEntry>(
        "consent.record"_L1, "Adds to the ledger; an opt-in needs evidence"_L1, Permission::AgentUpOrStaffAtIntake,
        [&consents](Caller caller, RecordConsent p) { return consents.record(*caller.member, std::move(p)); });
}

} // namespace counterbell::rpc
