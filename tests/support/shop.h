// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/notification.h"
#include "core/api/workspace.h"
#include "core/contacts/contact_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/messaging/send_log_repository.h"
#include "core/messaging/senders.h"
#include "core/team/member_repository.h"
#include "tests/support/rows.h"

namespace counterbell
{

/// A small shop in a fresh database: Halden & Rowe with both senders, a manager (Mia), an agent (Priya) and a member
/// of staff (Tom), all with numbers, and one customer (Ava Lindqvist).
class Shop
{
public:
    Shop() : m_store(m_clock)
    {
        inTx(*m_store, [this](store::Tx &tx) {
            Workspace shop;
            shop.name = QStringLiteral("Halden & Rowe");
            shop.region = QStringLiteral("AU");
            shop.language = QStringLiteral("en");
            shop.timezone = QStringLiteral("Australia/Sydney");
            shop.kind = WorkspaceKind::Sandbox;
            store::writeSettings(tx, QStringLiteral("workspace"), toJson(shop));
            messaging::writeSenders(tx, {{{.channel = Channel::Sms, .number = QStringLiteral("+61400000001")},
                                          {.channel = Channel::Whatsapp, .number = QStringLiteral("+61400000002")}}});
            mia = addMember(tx, QStringLiteral("Mia"), Role::Manager, QStringLiteral("+61491573001"));
            priya = addMember(tx, QStringLiteral("Priya"), Role::Agent, QStringLiteral("+61491573002"));
            tom = addMember(tx, QStringLiteral("Tom"), Role::Staff, QStringLiteral("+61491573003"));
            ava = contacts::ContactRepository().create(
                tx, {.name = QStringLiteral("Ava Lindqvist"), .phone = QStringLiteral("+61412345678")}, m_clock.now());
        });
    }

    store::Store &store() { return *m_store; }
    FakeClock &clock() { return m_clock; }

    /// Every send, oldest first.
    std::vector<Send> sends()
    {
        return inRead(*m_store, [](store::Connection &db) {
            auto page = messaging::SendLogRepository().page(db, {}, {}, {}).value();
            return std::vector<Send>(page.items.rbegin(), page.items.rend());
        });
    }
    /// "job_ready sms queued; status_change sms refused categoryDisabled"
    QString told()
    {
        QStringList lines;
        for (const auto &send : sends()) {
            QStringList words{QString(wireName(send.category)), QString(wireName(send.channel)),
                              QString(wireName(send.status))};
            if (send.reason)
                words << *send.reason;
            lines << words.join(QLatin1Char(' '));
        }
        return lines.join(QStringLiteral("; "));
    }

    void setToggles(const NotificationSettings &toggles)
    {
        inTx(*m_store,
             [toggles](store::Tx &tx) { store::writeSettings(tx, QStringLiteral("notifications"), toJson(toggles)); });
    }
    /// A member wrote to the shop's WhatsApp number just now.
    void openWindowOf(const Member &member)
    {
        inTx(*m_store, [this, member](store::Tx &tx) {
            const inbox::ConversationRepository conversations;
            const auto thread = conversations.ensureFor(tx, member.id, m_clock.now());
            conversations.touchChannel(tx, thread, Channel::Whatsapp, *member.phone, QStringLiteral("+61400000002"),
                                       m_clock.now());
        });
    }
    /// As the dispatcher leaves a send once its POST has begun.
    void claim(SendId send)
    {
        inTx(*m_store, [send](store::Tx &tx) {
            tx.execute(QStringLiteral("UPDATE sends SET state = 'sending', status = 'sending' WHERE id = ?"), send);
        });
    }

    Member mia;
    Member priya;
    Member tom;
    ContactId ava;

private:
    static Member addMember(store::Tx &tx, const QString &name, Role role, const QString &phone)
    {
        Member member;
        member.name = name;
        member.login = name.toLower();
        member.role = role;
        member.phone = phone;
        member.id = team::MemberRepository().create(tx, member);
        return member;
    }

    FakeClock m_clock;
    TestStore m_store;
};

} // namespace counterbell
