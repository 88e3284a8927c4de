// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/chat_invite.h"

#include "ui/client/format.h"
#include "ui/jobs/icon_label.h"
#include "ui/jobs/qr_code.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kWidth = 288;

QLabel *words(const QString &kind)
{
    auto *label = new QLabel;
    label->setProperty("kind", kind);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ChatInvite::ChatInvite(CoreClient &client, QWidget *parent)
    : QFrame(parent),
      m_client(client),
      m_since(client.now()),
      m_text(words(u"secondary"_s)),
      m_message(words({})),
      m_state(words(u"secondary"_s)),
      m_mark(new IconLabel(u"queued"_s, this)),
      m_qr(new QrView),
      m_offer(new QWidget)
{
    setObjectName(u"chatInvite"_s);
    setProperty("kind", u"pane"_s);
    setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace24, kSpace20, kSpace24, kSpace16);
    column->setSpacing(kSpace4);
    auto *title = words(u"heading"_s);
    title->setText(tr("Start the chat now"));
    column->addWidget(title);
    column->addWidget(m_text);

    auto *offer = new QVBoxLayout(m_offer);
    offer->setContentsMargins(0, kSpace12, 0, 0);
    offer->setSpacing(kSpace8);
    offer->addWidget(m_qr, 0, Qt::AlignHCenter);
    auto *above = words(u"meta"_s);
    above->setText(tr("The first message"));
    offer->addWidget(above);
    offer->addWidget(m_message);
    auto *copy = new QPushButton(icon(u"copy"_s), tr("Copy link"));
    copy->setObjectName(u"copyLink"_s);
    copy->setIconSize(QSize(kIconButton, kIconButton));
    connect(copy, &QPushButton::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(clickToChatLink(m_sender, message()));
        copy->setText(tr("Copied"));
        QTimer::singleShot(std::chrono::seconds(2), copy, [copy] { copy->setText(tr("Copy link")); });
    });
    offer->addWidget(copy);
    auto *line = new QFrame;
    line->setProperty("kind", u"line"_s);
    offer->addWidget(line);
    auto *state = new QHBoxLayout;
    state->setSpacing(kSpace8);
    state->addWidget(m_mark, 0, Qt::AlignTop);
    state->addWidget(m_state, 1);
    offer->addLayout(state);
    column->addWidget(m_offer);
    column->addStretch();
    m_state->setObjectName(u"inviteState"_s);
    m_message->setObjectName(u"inviteMessage"_s);
    connect(&client, &CoreClient::conversationUpdated, this, &ChatInvite::hear);
    findSender();
    write();
}

void ChatInvite::findSender()
{
    // The shop's WhatsApp number stands in every conversation that came by it.
    ConversationsRequest request;
    request.filter.emplace().channel = Channel::Whatsapp;
    request.limit = 1;
    m_client.call(methods::inboxConversations, request, this, [this](Result<Page<Conversation>> answer) {
        if (!answer)
            return;
        for (const auto &conversation : answer->items) {
            const auto found =
                std::ranges::find(conversation.channels, Channel::Whatsapp, &ConversationChannel::channel);
            if (found != conversation.channels.end())
                m_sender = found->sender;
        }
        write();
    });
}

void ChatInvite::hear(const Conversation &conversation)
{
    if (hasArrived() || m_phone.isEmpty() ||
        conversation.contact.phone.value_or(conversation.contact.address) != m_phone)
        return;
    const auto &last = conversation.lastMessage;
    if (!last || last->direction != Direction::Inbound || last->channel != Channel::Whatsapp || last->at < m_since)
        return;
    m_arrivedFrom = m_phone;
    write();
    Q_EMIT arrived();
}

void ChatInvite::setCustomer(const QString &name, const QString &phone)
{
    m_phone = phone;
    m_name = name;
    write();
}

void ChatInvite::setKind(JobKind kind)
{
    m_kind = kind;
    write();
}

QString ChatInvite::message() const
{
    return m_kind == JobKind::Bespoke ? tr("Hi, I have just ordered a piece from you")
                                      : tr("Hi, I just dropped off a repair");
}

void ChatInvite::write()
{
    const auto name = isolated(m_name.isEmpty() ? tr("The customer") : m_name);
    m_offer->setVisible(!m_sender.isEmpty());
    if (m_sender.isEmpty()) {
        m_text->setText(tr("As soon as a WhatsApp message has reached the shop, this shows a code that opens the chat "
                           "on the customer's phone."));
        return;
    }
    m_text->setText(
        tr("%1 scans this and taps Send. That opens WhatsApp for 24 hours and confirms the number.").arg(name));
    m_message->setText(isolated(message()));
    m_qr->setText(clickToChatLink(m_sender, message()));
    m_qr->setAccessibleName(tr("QR code: %1").arg(clickToChatLink(m_sender, message())));
    static_cast<IconLabel *>(m_mark)->setIconName(hasArrived() ? u"check"_s : u"queued"_s, hasArrived());
    m_state->setText(hasArrived() ? tr("%1 has written: the chat is open.").arg(name)
                                  : tr("Waiting for the message. You can create the job without it."));
}

} // namespace counterbell::ui
