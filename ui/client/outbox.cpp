// SPDX-License-Identifier: Apache-2.0
#include "ui/client/outbox.h"

#include <QLoggingCategory>
#include <QUuid>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcOutbox, "counterbell.client.outbox", QtInfoMsg)

namespace counterbell::ui
{

namespace
{

/// A fault of the core may be the message's own: it must not hold the others up for ever.
constexpr int kMostFaults = 5;

/// "Not now" and "no answer": the core has not decided.
bool isOpen(const Error &error)
{
    return error.reason == Reason::ShuttingDown || error.reason == Reason::NotSignedIn;
}

QString tokenOf(const Unsent &entry)
{
    return *entry.message.clientToken;
}

Message rowOf(const Unsent &entry)
{
    Message row;
    row.conversationId = entry.message.conversationId;
    row.channel = entry.message.channel;
    row.direction = Direction::Outbound;
    row.kind = entry.message.templateChoice ? MessageKind::Template : MessageKind::Text;
    row.body = entry.message.body.value_or(QString());
    row.status = DeliveryStatus::Queued;
    row.author = {AuthorKind::Member, entry.author};
    row.at = entry.at;
    row.clientToken = entry.message.clientToken;
    return row;
}

} // namespace

Outbox::Outbox(CoreClient &client, QString folder, std::chrono::milliseconds again)
    : m_client(client), m_folder(std::move(folder))
{
    m_again.setSingleShot(true);
    m_again.setInterval(again);
    connect(&m_again, &QTimer::timeout, this, &Outbox::pump);
    connect(&m_client, &CoreClient::whoChanged, this, &Outbox::open);
    connect(&m_client, &CoreClient::connectionChanged, this, [this] {
        if (!m_file)
            open();
        pump();
    });
    open();
}

void Outbox::open()
{
    const auto &who = m_client.who();
    const auto &core = m_client.core();
    std::optional<OutboxFile> file;
    if (who && core)
        file.emplace(m_folder, core->epoch, who->member.id);
    if (file && m_file && file->path() == m_file->path())
        return;
    m_file = std::move(file);
    m_entries = m_file ? m_file->read() : std::vector<Unsent>{};
    m_asked.clear();
    Q_EMIT countChanged();
    pump();
}

QString Outbox::send(ConversationId conversation, Channel channel, const QString &body)
{
    SendMessage message;
    message.conversationId = conversation;
    message.channel = channel;
    message.body = body;
    return send(std::move(message));
}

QString Outbox::send(SendMessage message)
{
    if (!m_file)
        return {};
    const auto token = QUuid::createUuid().toString(QUuid::WithoutBraces);
    message.clientToken = token;
    m_entries.push_back({std::move(message), m_client.now(), m_client.who()->member.name});
    if (!save()) {
        m_entries.pop_back();
        return {};
    }
    Q_EMIT queued(rowOf(m_entries.back()));
    Q_EMIT countChanged();
    pump();
    return token;
}

std::vector<Message> Outbox::pendingOf(ConversationId id) const
{
    std::vector<Message> rows;
    for (const auto &entry : m_entries) {
        if (entry.message.conversationId == id)
            rows.push_back(rowOf(entry));
    }
    return rows;
}

int Outbox::countOf(ConversationId id) const
{
    return int(std::ranges::count(m_entries, id, [](const Unsent &entry) { return entry.message.conversationId; }));
}

std::optional<SendMessage> Outbox::takeBack(const QString &token)
{
    const auto found = std::ranges::find(m_entries, token, tokenOf);
    if (found == m_entries.end() || m_asked.contains(token))
        return std::nullopt;
    auto message = found->message;
    m_entries.erase(found);
    if (!save())
        qCWarning(lcOutbox, "the outbox can't be written");
    Q_EMIT countChanged();
    return message;
}

void Outbox::pump()
{
    if (!m_file || m_client.connection() != Connection::Online)
        return;
    std::set<ConversationId> busy;
    for (const auto &entry : m_entries) {
        const bool isFirst = busy.insert(entry.message.conversationId).second;
        if (isFirst && !m_asked.contains(tokenOf(entry)))
            ask(entry.message);
    }
}

void Outbox::ask(const SendMessage &message)
{
    m_asked.insert(*message.clientToken);
    // Whose file it was when it was asked: somebody else may sign in before the answer.
    m_client.call(methods::inboxSend, message, this, [this, message, path = m_file->path()](Result<Message> answer) {
        if (m_file && m_file->path() == path)
            answered(message, std::move(answer));
    });
}

void Outbox::answered(const SendMessage &message, Result<Message> answer)
{
    m_asked.erase(*message.clientToken);
    const auto &token = *message.clientToken;
    const bool isFault = !answer && answer.error().reason == Reason::Internal && ++m_failures[token] < kMostFaults;
    if (!answer && (isFault || isOpen(answer.error()))) {
        // It may have been done; the same token asks again without doing it twice.
        if (m_client.connection() == Connection::Online)
            m_again.start();
        return;
    }
    m_failures.erase(token);
    std::erase_if(m_entries, [&](const Unsent &entry) { return tokenOf(entry) == token; });
    // If the disk refuses, the entry comes back with the next start, and the core knows its token.
    if (!save())
        qCWarning(lcOutbox, "the outbox can't be written");
    Q_EMIT countChanged();
    if (answer)
        Q_EMIT sent(token, *answer);
    else
        Q_EMIT refused(token, message.conversationId, message.body.value_or(QString()), answer.error());
    pump();
}

bool Outbox::save()
{
    return m_file->write(m_entries);
}

} // namespace counterbell::ui
