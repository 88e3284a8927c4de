// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/client/outbox_file.h"

#include <QTimer>

#include <map>
#include <set>

namespace counterbell::ui
{

class Upload;

/// The one way by which what an operator wrote leaves this console: it is on disk before it is asked for, goes in
/// order for each conversation, and under one clientToken however often it is tried, so that nothing is lost and
/// nothing goes twice, across restarts of the console, the core and the network (FEATURES 5.15, 5). Its files are
/// brought to the core first, when it is its turn.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// `folder`: the user's data folder of this program, made when needed (0700). `again`: how long it waits after an
    /// answer that left everything open.
    Outbox(CoreClient &client, QString folder, std::chrono::milliseconds again = std::chrono::seconds(3));

    /// Takes it over for good; the clientToken is the outbox's own. Answers the token, empty when nobody is signed in
    /// or the disk takes nothing: then it is still the composer's.
    [[nodiscard]] QString send(SendMessage message, std::vector<OutFile> files = {});
    [[nodiscard]] QString send(ConversationId conversation, Channel channel, const QString &body);
    /// What waits in a conversation, oldest first, as rows for its thread: status queued, without an id, with the
    /// token as clientToken.
    [[nodiscard]] std::vector<Message> pendingOf(ConversationId id) const;
    [[nodiscard]] int countOf(ConversationId id) const;
    [[nodiscard]] int count() const { return int(m_entries.size()); }
    /// Takes back what the core has not been asked for yet; nothing when it is too late.
    [[nodiscard]] std::optional<SendMessage> takeBack(const QString &token);
    /// Where files wait (out_file.h).
    [[nodiscard]] const QString &folder() const { return m_folder; }

Q_SIGNALS:
    void queued(const counterbell::Message &pending);
    /// How much of its files the core has, 0 to 100.
    void uploading(const QString &token, int percent);
    void sent(const QString &token, const counterbell::Message &message);
    /// The core refused it; it is out of the outbox, and its text (empty for a template) and its files are the
    /// composer's again.
    void refused(const QString &token, const counterbell::ConversationId &conversation, const QString &body,
                 const counterbell::Error &error, const std::vector<counterbell::ui::OutFile> &files);
    void countChanged();

private:
    void open();
    void pump();
    [[nodiscard]] Unsent *find(const QString &token);
    void deliver(const QString &token);
    void upload(const QString &token, size_t at);
    void uploaded(const QString &token, size_t at, const Result<AttachmentId> &answer);
    void tellProgress(const QString &token, size_t at, qint64 bytes);
    void ask(const Unsent &entry);
    void answered(const QString &token, Result<Message> answer);
    [[nodiscard]] bool save();

    CoreClient &m_client;
    const QString m_folder;
    std::optional<OutboxFile> m_file;
    std::vector<Unsent> m_entries;
    std::set<QString> m_asked;         ///< tokens that the core is being asked for
    std::map<QString, int> m_failures; ///< answers of a token that left it open
    std::map<QString, Upload *> m_uploads;
    QTimer m_again;
};

} // namespace counterbell::ui
