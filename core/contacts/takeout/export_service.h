// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact_export.h"
#include "core/api/result.h"
#include "core/api/team.h"
#include "core/contacts/takeout/contact_files.h"

#include <QTemporaryDir>
#include <QTimer>

#include <map>

namespace counterbell::contacts
{

/// contacts.export. The archive is made at the first call, in a private folder, and goes with its last piece, or a
/// quarter of an hour after the last one asked for, or with the core. Main thread.
class ExportService : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kPiece = 512 * 1024;
    static constexpr int kMostOpen = 4;
    static constexpr std::chrono::minutes kKept{15};

    explicit ExportService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// Without `before` a new archive, noted in the audit log; with it the piece that follows. `notFound` for a contact
    /// that isn't there (any more), or for an archive that is gone; `conflict` with details.problem tooMany while
    /// kMostOpen are open.
    [[nodiscard]] QCoro::Task<Result<ContactExport>> exportPiece(Member me, ExportContact request);

    [[nodiscard]] int openArchives() const { return int(m_archives.size()); }

private:
    struct Archive {
        ContactId contact;
        std::unique_ptr<QTemporaryDir> folder;
        QString name;
        qint64 bytes = 0;
        std::unique_ptr<QTimer> expiry;

        [[nodiscard]] QString path() const { return folder->filePath(QStringLiteral("export.zip")); }
    };

    [[nodiscard]] QCoro::Task<Result<QString>> make(Member me, ContactId contact);
    [[nodiscard]] Result<ContactExport> pieceOf(const QString &id, qint64 offset);

    store::Store &m_store;
    const Clock &m_clock;
    std::map<QString, Archive> m_archives;
    int m_making = 0;
};

} // namespace counterbell::contacts
