// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/inbox/kept_file.h"

#include <QHash>
#include <QTimer>

namespace counterbell::ui
{

/// What is typed and not sent, for each conversation. The core keeps it for everybody (inbox.setDraft); until it has
/// confirmed, and where it can't, a file keeps it over a restart of the console.
class Drafts : public QObject
{
    Q_OBJECT

public:
    /// What the file has of another workspace's data (session.hello's epoch) is nobody's any more: after a restore the
    /// same numbers may be other conversations.
    Drafts(CoreClient &client, const QString &path, QObject *parent = nullptr);
    ~Drafts() override;

    /// What was typed here last and is not confirmed, else what the core has.
    [[nodiscard]] QString draftOf(const Conversation &conversation) const;
    [[nodiscard]] bool isUnconfirmed(ConversationId id) const { return m_unconfirmed.contains(id); }
    /// Told to the core a moment after the last letter.
    void type(ConversationId id, const QString &text);
    /// It was sent: the core empties the draft itself.
    void forget(ConversationId id);
    /// At once: another conversation is opened, the window closes.
    void flush();

private:
    void takeUp();
    void tell(ConversationId id);
    void store();

    CoreClient &m_client;
    KeptFile m_file;
    QString m_epoch; ///< of what is held here; empty until the core has said what it is
    QHash<ConversationId, QString> m_unconfirmed;
    QSet<ConversationId> m_due;
    QTimer m_timer;
    QTimer m_storing;
};

} // namespace counterbell::ui
