// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/outbox.h"

#include <QJsonArray>
#include <QTimer>
#include <QUuid>

using namespace std::chrono_literals;

namespace counterbell::ui
{

namespace
{

constexpr auto kAgainAfter = 3s; ///< a core that is shutting down or not yet itself

Message shown(const Outbox::Unsent &unsent)
{
    Message message;
    message.conversationId = unsent.conversationId;
    message.channel = unsent.channel;
    message.direction = Direction::Outbound;
    message.body = unsent.body;
    message.status = DeliveryStatus::Queued;
    message.author = {AuthorKind::Member, unsent.author};
    message.at = fromMillis(unsent.at);
    message.clientToken = unsent.token;
    return message;
}

} // namespace

Outbox::Outbox(CoreClient &client, const QString &path, QObject *parent)
    : QObject(parent), m_client(client), m_file(path)
{
    for (const auto &item : m_file.read()) {
        Unsent unsent;
        JsonProblem problem;
        if (Json<Unsent>::read(item, unsent, problem))
            m_unsent.push_back(std::move(unsent));
    }
    connect(&client, &CoreClient::connectionChanged, this, [this] {
        if (m_client.connection() != Connection::Online)
            m_underWay.clear();
        sendNext();
    });
    connect(&client, &CoreClient::whoChanged, this, &Outbox::sendNext);
    QTimer::singleShot(0, this, &Outbox::sendNext);
}

void Outbox::send(ConversationId conversation, Channel channel, const QString &body)
{
    const auto &who = m_client.who();
    m_unsent.push_back({.token = QUuid::createUuid().toString(QUuid::WithoutBraces),
                        .conversationId = conversation,
                        .channel = channel,
                        .body = body,
                        .at = toMillis(m_client.now()),
                        .memberId = who ? who->member.id : MemberId{},
                        .author = who ? who->member.name : QString(),
                        .epoch = m_client.core() ? m_client.core()->epoch : QString()});
    store();
    Q_EMIT queued(shown(m_unsent.back()));
    sendNext();
}

std::vector<Message> Outbox::pendingOf(ConversationId conversation) const
{
    std::vector<Message> pending;
    for (const auto &unsent : m_unsent) {
        if (unsent.conversationId == conversation && isOurs(unsent))
            pending.push_back(shown(unsent));
    }
    return pending;
}

int Outbox::countOf(ConversationId conversation) const
{
    return int(pendingOf(conversation).size());
}

bool Outbox::isOurs(const Unsent &unsent) const
{
    const auto &who = m_client.who();
    const auto &core = m_client.core();
    return who && who->member.id == unsent.memberId && (!core || core->epoch == unsent.epoch);
}

void Outbox::sendNext()
{
    if (!m_underWay.isEmpty() || m_client.connection() != Connection::Online)
        return;
    const auto next =
        std::find_if(m_unsent.begin(), m_unsent.end(), [this](const Unsent &unsent) { return isOurs(unsent); });
    if (next == m_unsent.end())
        return;
    m_underWay = next->token;
    SendMessage request;
    request.conversationId = next->conversationId;
    request.channel = next->channel;
    request.body = next->body;
    request.clientToken = next->token;
    m_client.call(methods::inboxSend, request, this,
                  [this, token = next->token](const Result<Message> &answer) { handleAnswer(token, answer); });
}

void Outbox::handleAnswer(const QString &token, const Result<Message> &answer)
{
    if (m_underWay == token)
        m_underWay.clear();
    if (!answer && answer.error().reason == Reason::ShuttingDown) {
        // Not an answer about the message: the same token asks again.
        QTimer::singleShot(kAgainAfter, this, &Outbox::sendNext);
        return;
    }
    const auto found =
        std::find_if(m_unsent.begin(), m_unsent.end(), [&](const Unsent &unsent) { return unsent.token == token; });
    if (found == m_unsent.end())
        return;
    const auto unsent = *found;
    m_unsent.erase(found);
    store();
    if (answer)
        Q_EMIT sent(token, *answer);
    else
        Q_EMIT refused(token, unsent.conversationId, unsent.body, answer.error());
    sendNext();
}

void Outbox::store()
{
    QJsonArray items;
    for (const auto &unsent : m_unsent)
        items.append(toJson(unsent));
    m_file.write(items);
    Q_EMIT countChanged();
}

} // namespace counterbell::ui
