// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/takeout/export_service.h"

#include "core/contacts/contact_repository.h"
#include "core/contacts/takeout/zip_archive.h"
#include "core/store/audit.h"

#include <qcorofuture.h>

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QUuid>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> gone(const QString &what)
{
    return refuse(Reason::NotFound, {{u"what"_s, what}});
}

/// "id:offset", as pieceOf() gives it out.
std::optional<std::pair<QString, qint64>> readPlace(const QString &before)
{
    const auto colon = before.indexOf(u':');
    bool isNumber = false;
    const auto offset = before.mid(colon + 1).toLongLong(&isNumber);
    if (colon < 1 || !isNumber || offset < 0)
        return std::nullopt;
    return std::pair{before.left(colon), offset};
}

} // namespace

QCoro::Task<Result<ContactExport>> ExportService::exportPiece(Member me, ExportContact request)
{
    if (!request.before) {
        auto making = make(me, request.contactId);
        const auto id = co_await std::move(making);
        if (!id)
            co_return tl::unexpected(id.error());
        co_return pieceOf(*id, 0);
    }
    const auto place = readPlace(*request.before);
    if (!place)
        co_return refuse(Reason::InvalidArgument, {{u"argument"_s, u"before"_s}});
    // Who was erased meanwhile is handed to nobody any more.
    auto reading = m_store.read([id = request.contactId](store::Connection &db) -> Result<bool> {
        return ContactRepository().find(db, id).has_value();
    });
    const auto isThere = co_await std::move(reading);
    if (!isThere)
        co_return tl::unexpected(isThere.error());
    const auto archive = m_archives.find(place->first);
    if (archive == m_archives.end() || archive->second.contact != request.contactId)
        co_return gone(u"export"_s);
    if (!*isThere) {
        m_archives.erase(archive);
        co_return gone(u"contact"_s);
    }
    co_return pieceOf(place->first, place->second);
}

QCoro::Task<Result<QString>> ExportService::make(Member me, ContactId contact)
{
    if (m_making + openArchives() >= kMostOpen)
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"tooMany"_s}});
    ++m_making;
    const auto made = qScopeGuard([this] { --m_making; });
    const auto now = m_clock.now();
    Archive archive;
    archive.contact = contact;
    archive.folder = std::make_unique<QTemporaryDir>();
    const auto files = archive.folder->filePath(u"files"_s);
    if (!archive.folder->isValid() || !QDir().mkpath(files))
        co_return refuse(Reason::Internal, {{u"problem"_s, u"unwritable"_s}});
    auto writing = writeContactFiles(&m_store, contact, files);
    const auto counts = co_await std::move(writing);
    if (!counts)
        co_return tl::unexpected(counts.error());
    auto packing = packAside(files, archive.path());
    const auto packed = co_await packing;
    if (!packed)
        co_return tl::unexpected(packed.error());
    QDir(files).removeRecursively();
    auto noting = m_store.write([me, contact, counts = *counts, now](store::Tx &tx) -> Result<> {
        store::audit(tx,
                     {me.name,
                      u"contacts.exported"_s,
                      {{u"contact"_s, contact.toString()},
                       {u"consents"_s, counts.consents},
                       {u"messages"_s, counts.messages},
                       {u"jobs"_s, counts.jobs},
                       {u"sends"_s, counts.sends}}},
                     now);
        return {};
    });
    // What isn't noted isn't handed out.
    if (const auto noted = co_await std::move(noting); !noted)
        co_return tl::unexpected(noted.error());
    archive.bytes = QFile(archive.path()).size();
    archive.name = u"contact-%1-%2.zip"_s.arg(contact.toString(), toIso(now).left(10));
    const auto id = QUuid::createUuid().toString(QUuid::Id128);
    archive.expiry = std::make_unique<QTimer>();
    archive.expiry->setSingleShot(true);
    archive.expiry->setInterval(kKept);
    connect(archive.expiry.get(), &QTimer::timeout, this, [this, id] { m_archives.erase(id); }, Qt::QueuedConnection);
    m_archives.emplace(id, std::move(archive));
    co_return id;
}

Result<ContactExport> ExportService::pieceOf(const QString &id, qint64 offset)
{
    const auto found = m_archives.find(id);
    if (found == m_archives.end())
        return gone(u"export"_s);
    const auto &archive = found->second;
    QFile file(archive.path());
    if (offset >= archive.bytes || !file.open(QIODevice::ReadOnly) || !file.seek(offset))
        return gone(u"export"_s);
    const auto piece = file.read(kPiece);
    ContactExport out{QString::fromLatin1(piece.toBase64()), archive.name, archive.bytes, {}};
    if (offset + piece.size() < archive.bytes) {
        out.next = u"%1:%2"_s.arg(id).arg(offset + piece.size());
        archive.expiry->start();
    } else {
        m_archives.erase(found);
    }
    return out;
}

} // namespace counterbell::contacts
