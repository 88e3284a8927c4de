// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::contacts
{
class ConsentService;
class ContactService;
class ErasureService;
class ExportService;
class MergeService;
} // namespace counterbell::contacts

namespace counterbell::rpc
{

class MethodRegistry;

/// contacts.create, list, get, update and parsePhone
void addContactMethods(MethodRegistry &registry, contacts::ContactService &contacts);
/// contacts.merge and unmerge
void addMergeMethods(MethodRegistry &registry, contacts::MergeService &merges);
/// contacts.erase
void addErasureMethods(MethodRegistry &registry, contacts::ErasureService &erasures);
/// contacts.export
void addExportMethods(MethodRegistry &registry, contacts::ExportService &exports);
/// consent.*
void addConsentMethods(MethodRegistry &registry, contacts::ConsentService &consents);

} // namespace counterbell::rpc
