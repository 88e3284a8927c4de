// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

namespace counterbell::test
{

using namespace std::chrono_literals;

/// The fake core's own noon.
inline constexpr Timestamp kNoon = std::chrono::sys_days{std::chrono::year{2026} / 5 / 17} + 12h;
inline const MemberId kMia{2};

/// An open conversation of a person's, `at` being its newest activity; the id is its contact's too.
inline Conversation conversation(qint64 id, Timestamp at, const QString &name = {})
{
    Conversation c;
    c.id = ConversationId{id};
    c.contact.id = ContactId{id};
    c.contact.name = name.isEmpty() ? QStringLiteral("Customer %1").arg(id) : name;
    c.contact.phone = QStringLiteral("+6149157%1").arg(3000 + id);
    c.version = 1;
    c.lastActivityAt = at;
    Message message;
    message.id = MessageId{id * 100};
    message.conversationId = c.id;
    message.channel = Channel::Whatsapp;
    message.direction = Direction::Inbound;
    message.body = QStringLiteral("Hi");
    message.status = DeliveryStatus::Received;
    message.author = {AuthorKind::Contact, c.contact.name};
    message.at = at;
    c.lastMessage = message;
    ConversationChannel whatsapp;
    whatsapp.channel = Channel::Whatsapp;
    whatsapp.address = *c.contact.phone;
    whatsapp.windowClosesAt = at + 24h;
    c.channels.push_back(whatsapp);
    ConversationChannel sms;
    sms.channel = Channel::Sms;
    sms.address = *c.contact.phone;
    c.channels.push_back(sms);
    return c;
}

} // namespace counterbell::test
