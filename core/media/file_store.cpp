// SPDX-License-Identifier: Apache-2.0
#include "core/media/file_store.h"

#include "core/media/file_work.h"

#include <qcorofuture.h>

#include <QCryptographicHash>
#include <QPromise>

namespace counterbell::media
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kTries = 3;

/// The promise is always answered: an exception is passed on to who awaits it.
template <class Fn>
auto runOn(QThreadPool &thread, Fn fn)
{
    using T = std::invoke_result_t<Fn>;
    auto promise = std::make_shared<QPromise<T>>();
    auto future = promise->future();
    promise->start();
    thread.start([promise, fn] {
        try {
            promise->addResult(fn());
        } catch (...) {
            promise->setException(std::current_exception());
        }
        promise->finish();
    });
    return future;
}

tl::unexpected<Error> noFile()
{
    return refuse(Reason::NotFound, {{u"what"_s, u"file"_s}});
}

tl::unexpected<Error> failed(const QString &problem)
{
    return refuse(Reason::Internal, {{u"problem"_s, problem}});
}

} // namespace

/// The main thread's: who may not be removed now.
struct FileStore::Holds {
    QHash<QString, int> held;
    QSet<QString> keptSinceList;
};

FileStore::FileStore(QString folder, SharedFiles &shared)
    : m_folder(std::move(folder)), m_shared(shared), m_holds(std::make_shared<Holds>())
{
    // One after the other: a file that is removed and kept again at the same time is there in the end.
    m_thread.setMaxThreadCount(1);
    m_thread.start([folder = m_folder] { dropFetched(folder); });
}

FileStore::~FileStore() = default;

QCoro::Task<Result<FileStore::Kept>> FileStore::keep(QByteArray bytes)
{
    // Hashed here, too, since it must be held before any other work on it can be put in the queue.
    auto hashing = runOn(m_thread, [bytes] {
        return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    });
    const QString sha256 = co_await hashing;
    const auto holds = m_holds;
    ++holds->held[sha256];
    holds->keptSinceList.insert(sha256);
    std::shared_ptr<const void> hold(holds.get(), [holds, sha256](const void *) {
        if (--holds->held[sha256] == 0)
            holds->held.remove(sha256);
    });
    auto writing = runOn(m_thread, [folder = m_folder, bytes] { return keepFile(folder, bytes); });
    const std::optional<QString> kept = co_await writing;
    if (!kept)
        co_return failed(u"unwritable"_s);
    if (const auto shared = co_await share(sha256); !shared)
        co_return tl::unexpected(shared.error());
    co_return Kept{sha256, std::move(hold)};
}

QCoro::Task<Result<QByteArray>> FileStore::read(QString sha256, qint64 offset, qint64 limit)
{
    auto bytes = co_await readOwn(sha256, offset, limit);
    if (!bytes) {
        if (const auto fetched = co_await fetch(sha256); !fetched)
            co_return tl::unexpected(fetched.error());
        bytes = co_await readOwn(sha256, offset, limit);
    }
    if (!bytes)
        co_return noFile();
    co_return *std::move(bytes);
}

QCoro::Task<std::optional<QByteArray>> FileStore::readOwn(QString sha256, qint64 offset, qint64 limit)
{
    auto reading =
        runOn(m_thread, [folder = m_folder, sha256, offset, limit] { return readFile(folder, sha256, offset, limit); });
    co_return co_await reading;
}

QCoro::Task<Result<>> FileStore::share(QString sha256)
{
    const auto isThere = co_await m_shared.hold(sha256);
    if (!isThere)
        co_return tl::unexpected(isThere.error());
    if (*isThere)
        co_return Result<>{};
    // From the disk, a part at a time: a file is large, and several may be on their way.
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 size = 0;
    for (int part = 0;; ++part) {
        const auto bytes = co_await readOwn(sha256, size, SharedFileRepository::kPart);
        if (!bytes)
            co_return noFile();
        if (bytes->isEmpty())
            break;
        hash.addData(*bytes);
        size += bytes->size();
        if (const auto put = co_await m_shared.put(sha256, part, *bytes); !put)
            co_return put;
    }
    if (hash.result().toHex() != sha256.toLatin1())
        co_return failed(u"damaged"_s);
    co_return co_await m_shared.finish(sha256, size);
}

QCoro::Task<> FileStore::shareLacking(QStringList sha256s)
{
    const auto lacking = co_await m_shared.lacking(sha256s);
    if (!lacking)
        co_return;
    for (const auto &sha256 : *lacking) {
        const auto shared = co_await share(sha256);
        if (!shared)
            qWarning("media: a file of this core's folder can't be given to the others: %s",
                     qUtf8Printable(shared.error().details.value(u"problem"_s).toString()));
    }
}

QCoro::Task<Result<>> FileStore::fetch(QString sha256)
{
    const auto turn = co_await m_fetching.lock();
    if (const auto bytes = co_await readOwn(sha256, 0, 1); bytes)
        co_return Result<>{}; // whoever was before has brought it
    const auto found = co_await m_shared.find(sha256);
    if (!found)
        co_return tl::unexpected(found.error());
    if (!found->isNeeded)
        co_return noFile();
    if (const auto fetched = co_await fetchParts(sha256, found->size); !fetched) {
        auto dropping = runOn(m_thread, [folder = m_folder] { return dropFetched(folder); });
        (void)co_await dropping;
        co_return fetched;
    }
    // The look for unused files that an erasure brings about may have gone by before this one lay there.
    const auto still = co_await m_shared.find(sha256);
    if (still ? still->isNeeded : still.error().reason != Reason::NotFound)
        co_return Result<>{};
    co_await removeIfUnheld(sha256);
    co_return noFile();
}

QCoro::Task<Result<>> FileStore::fetchParts(QString sha256, qint64 size)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 got = 0;
    for (int part = 0; got < size; ++part) {
        const auto bytes = co_await fetchPart(sha256, part);
        if (!bytes)
            co_return tl::unexpected(bytes.error());
        if (bytes->isEmpty())
            break;
        hash.addData(*bytes);
        got += bytes->size();
        auto adding = runOn(m_thread, [folder = m_folder, some = *bytes, isFirst = part == 0] {
            return addFetched(folder, some, isFirst);
        });
        const bool isAdded = co_await adding;
        if (!isAdded)
            co_return failed(u"unwritable"_s);
    }
    if (hash.result().toHex() != sha256.toLatin1()) {
        qCritical("media: a file in the database isn't what it is called any more");
        co_return failed(u"damaged"_s);
    }
    m_holds->keptSinceList.insert(sha256);
    auto keeping = runOn(m_thread, [folder = m_folder, sha256] { return keepFetched(folder, sha256); });
    const bool isKept = co_await keeping;
    if (!isKept)
        co_return failed(u"unwritable"_s);
    co_return Result<>{};
}

QCoro::Task<Result<QByteArray>> FileStore::fetchPart(QString sha256, int part)
{
    // A read has little time, and a file has many: one that is slow, or was cut off, doesn't cost the whole file.
    for (int attempt = 1;; ++attempt) {
        auto bytes = co_await m_shared.part(sha256, part);
        if (bytes || bytes.error().reason == Reason::NotFound || attempt == kTries)
            co_return bytes;
    }
}

QCoro::Task<> FileStore::removeIfUnheld(QString sha256)
{
    if (m_holds->held.contains(sha256))
        co_return;
    auto removing = runOn(m_thread, [folder = m_folder, sha256] { return removeFile(folder, sha256); });
    (void)co_await removing;
}

QCoro::Task<QStringList> FileStore::list()
{
    // Held now: its row may be committed after the rows were read, and the hold gone before the removal.
    const auto held = m_holds->held.keys();
    m_holds->keptSinceList = {held.begin(), held.end()};
    auto listing = runOn(m_thread, [folder = m_folder] { return listFiles(folder); });
    co_return co_await listing;
}

QCoro::Task<int> FileStore::removeUnheld(QStringList sha256s)
{
    sha256s.removeIf([this](const QString &sha256) {
        return m_holds->held.contains(sha256) || m_holds->keptSinceList.contains(sha256);
    });
    auto removing = runOn(m_thread, [folder = m_folder, sha256s] {
        return int(std::count_if(sha256s.begin(), sha256s.end(),
                                 [&](const QString &sha256) { return removeFile(folder, sha256); }));
    });
    co_return co_await removing;
}

} // namespace counterbell::media
