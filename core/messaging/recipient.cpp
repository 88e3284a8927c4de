// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/recipient.h"

#include "core/contacts/contact_repository.h"
#include "core/contacts/phone_number.h"
#include "core/inbox/conversation_repository.h"
#include "core/team/member_repository.h"

namespace counterbell::messaging
{

namespace
{

Recipient ofContact(store::Connection &db, const Contact &contact)
{
    Recipient recipient;
    recipient.name = contact.name;
    recipient.phone = contact.phone;
    recipient.bsuid = userIdAmong(contact.addresses);
    recipient.capabilities = contact.capabilities;
    recipient.conversationId = inbox::ConversationRepository().findFor(db, contact.id);
    return recipient;
}

Recipient ofMember(store::Connection &db, const Member &member)
{
    Recipient recipient;
    recipient.name = member.name;
    recipient.phone = member.phone;
    recipient.capabilities = team::MemberRepository().capabilities(db, member.id);
    recipient.isMember = true;
    recipient.hasOptedOut = member.optedOut;
    recipient.conversationId = inbox::ConversationRepository().findFor(db, member.id);
    return recipient;
}

} // namespace

std::optional<QString> Recipient::addressOn(Channel channel) const
{
    return channel == Channel::Whatsapp && !phone ? bsuid : phone;
}

bool Recipient::isUnreachableOn(Channel channel) const
{
    return channel == Channel::Whatsapp ? capabilities.onWhatsApp == false : capabilities.landline == true;
}

std::optional<Recipient> findRecipient(store::Connection &db, const std::optional<ContactId> &contact,
                                       const std::optional<MemberId> &member)
{
    std::optional<Recipient> recipient;
    if (contact) {
        if (const auto found = contacts::ContactRepository().find(db, *contact))
            recipient = ofContact(db, *found);
    } else if (member) {
        if (const auto found = team::MemberRepository().find(db, *member))
            recipient = ofMember(db, *found);
    }
    if (recipient && recipient->phone)
        recipient->region = contacts::regionOf(*recipient->phone).value_or(QString());
    return recipient;
}

void learnCapability(store::Tx &tx, const std::optional<ContactId> &contact, const std::optional<MemberId> &member,
                     std::optional<bool> onWhatsApp, std::optional<bool> landline)
{
    if (contact)
        contacts::ContactRepository().learnCapability(tx, *contact, onWhatsApp, landline);
    else if (member)
        team::MemberRepository().learnCapability(tx, *member, onWhatsApp, landline);
}

} // namespace counterbell::messaging
