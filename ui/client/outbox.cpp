// SPDX-License-Identifier: Apache-2.0
#include "ui/client/outbox.h"

#include "ui/client/upload.h"

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
    return error.reason == Reason::ShuttingDown || error.reason == Reason::NotSignedIn ||
           (error.reason == Reason::Conflict && error.details["problem"_L1] == "tooManyUploads"_L1);
}

/// A file that the core lost on the way, or has dropped since: it is brought again.
bool isFileLost(const Error &error)
{
    const auto what = error.details["what"_L1];
    const auto problem = error.details["problem"_L1];
    return (error.reason == Reason::NotFound && (what == "upload"_L1 || what == "attachment"_L1)) ||
           (error.reason == Reason::Conflict && (problem == "offset"_L1 || problem == "notUploaded"_L1));
}

std::vector<OutFile> filesOf(const Unsent &entry)
{
    return entry.files.value_or(std::vector<OutFile>{});
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
    row.kind = entry.message.templateChoice ? MessageKind::Template
               : entry.files                ? MessageKind::Media
                                            : MessageKind::Text;
    for (const auto &file : filesOf(entry))
        row.attachments.push_back({AttachmentId{}, file.contentType, file.name, file.size, AttachmentState::Pending});
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
    discardForgotten(m_folder);
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
    for (const auto &[token, upload] : std::exchange(m_uploads, {}))
        delete upload;
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

QString Outbox::send(SendMessage message, std::vector<OutFile> files)
{
    if (!m_file)
        return {};
    const auto token = QUuid::createUuid().toString(QUuid::WithoutBraces);
    message.clientToken = token;
    m_entries.push_back({std::move(message), m_client.now(), m_client.who()->member.name});
    if (!files.empty())
        m_entries.back().files = std::move(files);
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
            deliver(tokenOf(entry));
    }
}

Unsent *Outbox::find(const QString &token)
{
    const auto found = std::ranges::find(m_entries, token, tokenOf);
    return found == m_entries.end() ? nullptr : &*found;
}

void Outbox::deliver(const QString &token)
{
    m_asked.insert(token);
    const auto *entry = find(token);
    const auto files = filesOf(*entry);
    const auto missing = std::ranges::find_if(files, [](const OutFile &file) { return !file.attachmentId; });
    if (missing == files.end())
        ask(*entry);
    else
        upload(token, size_t(missing - files.begin()));
}

void Outbox::upload(const QString &token, size_t at)
{
    const auto ended = [this, token, at](const Result<AttachmentId> &answer) { uploaded(token, at, answer); };
    auto *upload = new Upload(m_client, find(token)->files->at(at), ended, this);
    connect(upload, &Upload::progressed, this, [this, token, at](qint64 bytes) { tellProgress(token, at, bytes); });
    m_uploads[token] = upload;
    upload->start();
}

void Outbox::tellProgress(const QString &token, size_t at, qint64 bytes)
{
    const auto files = filesOf(*find(token));
    qint64 all = 0;
    for (size_t i = 0; i < files.size(); ++i) {
        all += files[i].size;
        bytes += i < at ? files[i].size : 0;
    }
    Q_EMIT uploading(token, int(bytes * 100 / std::max<qint64>(all, 1)));
}

void Outbox::uploaded(const QString &token, size_t at, const Result<AttachmentId> &answer)
{
    m_uploads[token]->deleteLater();
    m_uploads.erase(token);
    if (!answer)
        return answered(token, tl::unexpected(answer.error()));
    find(token)->files->at(at).attachmentId = *answer;
    // Not on disk: after a restart it is brought again, and the core drops the one that no message has.
    if (!save())
        qCWarning(lcOutbox, "the outbox can't be written");
    deliver(token);
}

void Outbox::ask(const Unsent &entry)
{
    auto message = entry.message;
    for (const auto &file : filesOf(entry)) {
        if (!message.attachmentIds)
            message.attachmentIds.emplace();
        message.attachmentIds->push_back(*file.attachmentId);
    }
    // Whose file it was when it was asked: somebody else may sign in before the answer.
    m_client.call(methods::inboxSend, message, this,
                  [this, token = tokenOf(entry), path = m_file->path()](Result<Message> answer) {
                      if (m_file && m_file->path() == path)
                          answered(token, std::move(answer));
                  });
}

void Outbox::answered(const QString &token, Result<Message> answer)
{
    m_asked.erase(token);
    auto *known = find(token);
    if (!known)
        return;
    const bool isLost = !answer && known->files && isFileLost(answer.error());
    const bool isFault =
        !answer && (answer.error().reason == Reason::Internal || isLost) && ++m_failures[token] < kMostFaults;
    for (size_t i = 0; isLost && i < known->files->size(); ++i)
        known->files->at(i).attachmentId.reset();
    if (!answer && (isFault || isOpen(answer.error()))) {
        // It may have been done; the same token asks again without doing it twice.
        if (m_client.connection() == Connection::Online)
            m_again.start();
        return;
    }
    m_failures.erase(token);
    const auto entry = *known;
    std::erase_if(m_entries, [&](const Unsent &other) { return tokenOf(other) == token; });
    // If the disk refuses, the entry comes back with the next start, and the core knows its token.
    if (!save())
        qCWarning(lcOutbox, "the outbox can't be written");
    Q_EMIT countChanged();
    if (answer) {
        discard(filesOf(entry));
        Q_EMIT sent(token, *answer);
    } else {
        Q_EMIT refused(token, entry.message.conversationId, entry.message.body.value_or(QString()), answer.error(),
                       filesOf(entry));
    }
    pump();
}

bool Outbox::save()
{
    return m_file->write(m_entries);
}

} // namespace counterbell::ui
