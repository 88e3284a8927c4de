// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/inbox/kept_file.h"

namespace counterbell::ui
{

/// What somebody wrote and the core has not confirmed yet. It is kept in a file before it is sent, goes out in order
/// with its own clientToken, again after a lost connection or a restart, and never makes a second message (CONTRACT 3,
/// inbox.send). It goes only as the member who wrote it, and only to the data it was written for.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// One unsent message, as it is kept.
    struct Unsent {
        QString token;
        ConversationId conversationId;
        Channel channel = Channel::Sms;
        QString body;
        qint64 at = 0; ///< ms since 1970
        MemberId memberId;
        QString author;
        QString epoch;

        static constexpr auto fields()
        {
            return std::tuple{field("token", &Unsent::token),     field("conversationId", &Unsent::conversationId),
                              field("channel", &Unsent::channel), field("body", &Unsent::body),
                              field("at", &Unsent::at),           field("memberId", &Unsent::memberId),
                              field("author", &Unsent::author),   field("epoch", &Unsent::epoch)};
        }
    };

    Outbox(CoreClient &client, const QString &path, QObject *parent = nullptr);

    /// Keeps it and sends it when its turn comes.
    void send(ConversationId conversation, Channel channel, const QString &body);
    /// The rows that the thread shows for it, oldest first.
    [[nodiscard]] std::vector<Message> pendingOf(ConversationId conversation) const;
    [[nodiscard]] int count() const { return int(m_unsent.size()); }
    [[nodiscard]] int countOf(ConversationId conversation) const;

Q_SIGNALS:
    void queued(const counterbell::Message &pending);
    void sent(const QString &token, const counterbell::Message &message);
    /// The core refused it: its text goes back to who wrote it.
    void refused(const QString &token, const counterbell::ConversationId &conversation, const QString &body,
                 const counterbell::Error &error);
    void countChanged();

private:
    void sendNext();
    void handleAnswer(const QString &token, const Result<Message> &answer);
    void store();
    [[nodiscard]] bool isOurs(const Unsent &unsent) const;

    CoreClient &m_client;
    KeptFile m_file;
    std::deque<Unsent> m_unsent;
    QString m_underWay; ///< the token that waits for its answer
};

} // namespace counterbell::ui
