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

} // namespace

/// The main thread's: who may not be removed now.
struct FileStore::Holds {
    QHash<QString, int> held;
    QSet<QString> keptSinceList;
};

FileStore::FileStore(QString folder) : m_folder(std::move(folder)), m_holds(std::make_shared<Holds>())
{
    // One after the other: a file that is removed and kept again at the same time is there in the end.
    m_thread.setMaxThreadCount(1);
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
        co_return refuse(Reason::Internal, {{u"problem"_s, u"unwritable"_s}});
    co_return Kept{sha256, std::move(hold)};
}

QCoro::Task<Result<QByteArray>> FileStore::read(QString sha256, qint64 offset, qint64 limit)
{
    auto reading =
        runOn(m_thread, [folder = m_folder, sha256, offset, limit] { return readFile(folder, sha256, offset, limit); });
    const std::optional<QByteArray> bytes = co_await reading;
    if (!bytes)
        co_return refuse(Reason::NotFound, {{u"what"_s, u"file"_s}});
    co_return *bytes;
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
