// SPDX-License-Identifier: Apache-2.0
#include "core/media/shared_files.h"

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using store::Lane;

namespace
{

constexpr int kPerRead = 1000;
// A large file has thousands of rows of the server's own below it, and everybody waits for the writers' lock.
constexpr qsizetype kPerRemoval = 4;

tl::unexpected<Error> noFile()
{
    return refuse(Reason::NotFound, {{u"what"_s, u"file"_s}});
}

/// The folder of the one core is all there is.
class NoSharedFiles final : public SharedFiles
{
public:
    QCoro::Task<Result<bool>> hold(QString) override { co_return true; }
    QCoro::Task<Result<>> put(QString, int, QByteArray) override { co_return Result<>{}; }
    QCoro::Task<Result<>> finish(QString, qint64) override { co_return Result<>{}; }
    Result<> claim(store::Tx &, const QString &) const override { return {}; }
    QCoro::Task<Result<SharedFile>> find(QString) override { co_return noFile(); }
    QCoro::Task<Result<QByteArray>> part(QString, int) override { co_return noFile(); }
    QCoro::Task<Result<QStringList>> lacking(QStringList) override { co_return QStringList{}; }
    QCoro::Task<int> clear() override { co_return 0; }
};

/// In the database: `media_files` and `media_parts`.
class DatabaseFiles final : public SharedFiles
{
public:
    explicit DatabaseFiles(store::Store &store) : m_store(store) {}

    QCoro::Task<Result<bool>> hold(QString sha256) override
    {
        auto writing =
            m_store.write([sha256](store::Tx &tx) -> Result<bool> { return SharedFileRepository().hold(tx, sha256); });
        co_return co_await std::move(writing);
    }

    QCoro::Task<Result<>> put(QString sha256, int part, QByteArray bytes) override
    {
        auto writing = m_store.write(
            [sha256, part, bytes](store::Tx &tx) -> Result<> {
                SharedFileRepository().put(tx, sha256, part, bytes);
                return {};
            },
            Lane::Background);
        co_return co_await std::move(writing);
    }

    QCoro::Task<Result<>> finish(QString sha256, qint64 size) override
    {
        auto writing = m_store.write([sha256, size](store::Tx &tx) -> Result<> {
            if (!SharedFileRepository().finish(tx, sha256, size))
                return refuse(Reason::Internal, {{u"problem"_s, u"incomplete"_s}});
            return {};
        });
        co_return co_await std::move(writing);
    }

    Result<> claim(store::Tx &tx, const QString &sha256) const override
    {
        if (!SharedFileRepository().claim(tx, sha256))
            return refuse(Reason::Internal, {{u"problem"_s, u"fileGone"_s}});
        return {};
    }

    QCoro::Task<Result<SharedFile>> find(QString sha256) override
    {
        auto reading = m_store.read([sha256](store::Connection &db) -> Result<SharedFile> {
            if (const auto file = SharedFileRepository().find(db, sha256))
                return *file;
            return noFile();
        });
        co_return co_await std::move(reading);
    }

    QCoro::Task<Result<QByteArray>> part(QString sha256, int part) override
    {
        auto reading = m_store.read([sha256, part](store::Connection &db) -> Result<QByteArray> {
            if (auto bytes = SharedFileRepository().part(db, sha256, part))
                return *std::move(bytes);
            return noFile();
        });
        co_return co_await std::move(reading);
    }

    QCoro::Task<Result<QStringList>> lacking(QStringList sha256s) override
    {
        auto reading = m_store.read([sha256s](store::Connection &db) -> Result<QStringList> {
            return SharedFileRepository().lacking(db, sha256s);
        });
        co_return co_await std::move(reading);
    }

    QCoro::Task<int> clear() override
    {
        int removed = 0;
        QString last;
        for (qsizetype found = kPerRead; found == kPerRead;) {
            auto reading =
                m_store.read([last](store::Connection &db) -> Result<std::vector<SharedFileRepository::Entry>> {
                    return SharedFileRepository().after(db, last, kPerRead);
                });
            const auto entries = co_await std::move(reading);
            if (!entries || entries->empty())
                break;
            QStringList unused;
            for (const auto &entry : *entries) {
                if (entry.isUnused)
                    unused << entry.sha256;
            }
            const auto gone = co_await remove(unused);
            if (!gone)
                break;
            removed += *gone;
            found = qsizetype(entries->size());
            last = entries->back().sha256;
        }
        co_return removed;
    }

private:
    /// Nothing when the database doesn't answer.
    QCoro::Task<std::optional<int>> remove(QStringList sha256s)
    {
        int removed = 0;
        for (qsizetype at = 0; at < sha256s.size(); at += kPerRemoval) {
            // Asked again inside: a row may have come to need it.
            auto writing = m_store.write(
                [some = sha256s.mid(at, kPerRemoval)](store::Tx &tx) -> Result<int> {
                    return SharedFileRepository().removeUnused(tx, some);
                },
                Lane::Background);
            const auto gone = co_await std::move(writing);
            if (!gone)
                co_return std::nullopt;
            removed += *gone;
        }
        co_return removed;
    }

    store::Store &m_store;
};

} // namespace

std::unique_ptr<SharedFiles> sharedFilesOf(store::Store &store)
{
    if (store.isShared())
        return std::make_unique<DatabaseFiles>(store);
    return std::make_unique<NoSharedFiles>();
}

} // namespace counterbell::media
