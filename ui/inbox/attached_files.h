// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/file_intake.h"
#include "ui/inbox/kept_file.h"

#include <QHash>

namespace counterbell::ui
{

/// One that stands under the text that is being written.
struct AttachedFile {
    int number = 0;
    QString name;
    bool isReading = true; ///< `file` and `look` are not there yet
    OutFile file = {};
    QImage look = {};
    QString origin = {}; ///< where it was attached from; empty for a pasted picture
};

/// What is attached and not sent, for each conversation; over a restart of the console too.
class AttachedFiles : public QObject
{
    Q_OBJECT

public:
    /// `folder` is the outbox's, for the copies; `kept` the file that outlives the console, empty keeps nothing.
    explicit AttachedFiles(const QString &folder, const QString &kept = {}, QObject *parent = nullptr);

    /// Whose data it is (session.hello's epoch): what the file has of it is here from now on, and of others nothing.
    void takeUp(const QString &epoch);

    [[nodiscard]] const std::vector<AttachedFile> &of(ConversationId id) const;
    /// Ready to go; empty while one is still being read.
    [[nodiscard]] std::vector<OutFile> readyOf(ConversationId id) const;
    void attach(ConversationId id, const QStringList &paths);
    void attach(ConversationId id, const QImage &picture);
    /// The core refused the message that had them.
    void giveBack(ConversationId id, const std::vector<OutFile> &files);
    void remove(ConversationId id, int number);
    /// It is the outbox's now.
    void release(ConversationId id, const OutFile &file);
    /// The names of those that were attached before a restart and are nowhere any more; told once.
    [[nodiscard]] QStringList takeLost(ConversationId id);

Q_SIGNALS:
    void changed(const counterbell::ConversationId &id);
    void refused(const counterbell::ConversationId &id, const QString &name, const counterbell::Error &error);

private:
    void store() const;
    /// Its number, if there is room for another.
    [[nodiscard]] std::optional<int> add(ConversationId id, const QString &name);
    [[nodiscard]] std::pair<ConversationId, AttachedFile *> find(int number);

    FileIntake m_intake;
    KeptFile m_kept;
    QString m_epoch; ///< empty until the core has said what it is
    QHash<ConversationId, QStringList> m_lost;
    QHash<ConversationId, std::vector<AttachedFile>> m_files;
    int m_last = 0;
};

} // namespace counterbell::ui
