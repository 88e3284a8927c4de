// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::contacts
{
class ConsentService;
class ContactService;
} // namespace counterbell::contacts

namespace counterbell::rpc
{

class MethodRegistry;

/// contacts.create, list, get, update and parsePhone
void addContactMethods(MethodRegistry &registry, contacts::ContactService &contacts);
/// consent.*
void addConsentMethods(MethodRegistry &registry, contacts::ConsentService &consents);

} // namespace counterbell::rpc
