// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

#include <QDateTime>
#include <QRegularExpression>

namespace counterbell::test
{

/// 17 May 2026, 00:00 in this PC's zone.
inline Timestamp midnight()
{
    return fromMillis(QDateTime(QDate(2026, 5, 17), QTime(0, 0)).toMSecsSinceEpoch());
}

/// Messages as a person writes them down: "in 10:00 hi / out 10:01 hello / ai 10:02 … / note … / event 10:03 taken_over
/// Mia". Ids from 1 (or `firstId`), all of conversation 1. `out` is delivered; `failed`, `queued` say so.
inline std::vector<Message> written(const QString &text, int firstId = 1)
{
    using namespace Qt::StringLiterals;
    std::vector<Message> messages;
    for (const auto &line : text.split(u" / "_s)) {
        const auto words = line.trimmed().split(u' ');
        const auto time = QTime::fromString(words.value(1), u"HH:mm"_s);
        Message m;
        m.id = {firstId + int(messages.size())};
        m.conversationId = {1};
        m.channel = Channel::Whatsapp;
        m.at = midnight() + std::chrono::milliseconds(time.msecsSinceStartOfDay());
        m.body = words.mid(2).join(u' ');
        const auto &kind = words.front();
        m.direction = kind == u"in"_s ? Direction::Inbound : Direction::Outbound;
        m.status = kind == u"in"_s ? DeliveryStatus::Received : DeliveryStatus::Delivered;
        m.author = kind == u"in"_s   ? Author{AuthorKind::Contact, u"Ava Lindqvist"_s}
                   : kind == u"ai"_s ? Author{AuthorKind::Ai, u"Counterbell assistant"_s}
                                     : Author{AuthorKind::Member, u"Mia Tanaka"_s};
        if (kind == u"failed"_s) {
            m.status = DeliveryStatus::Failed;
            m.error = DeliveryError{63016, u"sessionWindowExpired"_s};
        } else if (kind == u"queued"_s) {
            m.status = DeliveryStatus::Queued;
        } else if (kind == u"note"_s) {
            m.kind = MessageKind::Note;
            m.direction.reset();
        } else if (kind == u"event"_s) {
            m.kind = MessageKind::Event;
            m.direction.reset();
            m.event = words.value(2);
            m.body = words.mid(3).join(u' ');
        }
        messages.push_back(m);
    }
    return messages;
}

/// Message number `n` of a long conversation, a minute apart, of one to four lines.
inline Message longThreadMessage(int n)
{
    using namespace Qt::StringLiterals;
    auto m = written(n % 3 == 0 ? u"in 00:00 x"_s : u"out 00:00 x"_s, n).front();
    m.at = midnight() + std::chrono::minutes(n);
    m.body = u"Message %1. "_s.arg(n) + u"The clasp is on and the bracelet is ready for you. "_s.repeated(n % 4);
    return m;
}

/// A WhatsApp conversation with Ava, handled by Mia, the window open for three hours after `now`.
inline Conversation conversation(Timestamp now, Handling handling = Handling::Human)
{
    using namespace Qt::StringLiterals;
    Conversation c;
    c.id = {1};
    c.contact = {{7}, u"Ava Lindqvist"_s, u"+61491570231"_s, u"+61491570231"_s};
    c.handling = handling;
    if (handling == Handling::Human)
        c.assignee = MemberRef{{2}, u"Mia Tanaka"_s};
    c.version = 5;
    c.channels = {{Channel::Whatsapp, u"+61491570231"_s, u"+61485000111"_s, ConsentState::OptedIn,
                   now + std::chrono::minutes(192)},
                  {Channel::Sms, u"+61491570231"_s, u"+61485000222"_s, ConsentState::OptedIn, std::nullopt}};
    return c;
}

} // namespace counterbell::test
