// SPDX-License-Identifier: Apache-2.0
#include "core/media/transfer/hosting.h"

#include "core/media/attachment_repository.h"
#include "core/messaging/hosting_repository.h"
#include "core/messaging/retry_policy.h"
#include "core/messaging/send_flow.h"

#include <QPointer>
#include <QRandomGenerator>

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using messaging::OutboxFact;
using messaging::OutboxState;
using messaging::SendMedia;
using messaging::SendRow;
using messaging::UnhostedSend;

namespace
{

constexpr int kPerRead = 20;
constexpr auto kLongestWait = 1min;
constexpr std::chrono::milliseconds kShortestWait = 50ms;
constexpr std::chrono::milliseconds kStorageRetry = 5s;
constexpr auto kMargin = 1h; // what the relay's clock and the provider's fetch may take

/// Held and queued rows are the ones that wait; anything else was decided meanwhile.
std::optional<SendRow> waiting(store::Connection &db, SendId id)
{
    auto row = messaging::SendRepository().find(db, id);
    const bool isWaiting = row && (row->state == OutboxState::Held || row->state == OutboxState::Queued);
    return isWaiting ? std::move(row) : std::nullopt;
}

void writeHosted(store::Tx &tx, SendId id, const std::vector<SendMedia> &media, Timestamp now)
{
    if (waiting(tx, id))
        messaging::SendRepository().setHosted(tx, id, media, now + kHostedFor - kMargin);
}

void writeFailed(store::Tx &tx, const UnhostedSend &send, const Error &error, double random, Timestamp now)
{
    auto row = waiting(tx, send.id);
    if (!row)
        return;
    const messaging::SendFlow flow;
    if (error.reason != Reason::ProviderUnreachable)
        return flow.refuse(tx, *row, error, now);
    // Its time runs from when it was to go; a hold uses up none of it.
    const auto age = now - std::max(row->at, row->holdEndsAt.value_or(row->at));
    const int tries = std::min(send.tries + 1, messaging::kMostTries - 1);
    if (const auto wait = messaging::nextTry(tries, std::max(age, 0ms), {}, random))
        return messaging::HostingRepository().postpone(tx, send.id, now + *wait);
    row->reason = QString(wireName(Reason::ProviderUnreachable));
    if (!flow.advance(tx, *row, OutboxFact::NotSentForGood, now))
        messaging::HostingRepository().postpone(tx, send.id, now + kLongestWait);
}

} // namespace

Hosting::Hosting(store::Store &store, const Clock &clock, FileStore &files, MediaHost &host, TaskGroup &tasks)
    : m_store(store), m_clock(clock), m_files(files), m_host(host), m_tasks(tasks)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Hosting::wake);
}

void Hosting::start()
{
    m_isRunning = true;
    wake();
}

void Hosting::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void Hosting::wake()
{
    m_isWoken = true;
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"hosting"_s, run());
}

QCoro::Task<> Hosting::run()
{
    const QPointer self(this);
    std::chrono::milliseconds least = kShortestWait;
    while (m_isRunning && std::exchange(m_isWoken, false)) {
        const auto tried = co_await pass();
        if (!self)
            co_return;
        least = tried ? kShortestWait : kStorageRetry;
        Q_EMIT passEnded(tried.value_or(0));
    }
    m_isBusy = false;
    co_await arm(least);
}

QCoro::Task<std::optional<int>> Hosting::pass()
{
    const QPointer self(this);
    int tried = 0;
    while (m_isRunning) {
        auto reading = m_store.read([now = m_clock.now()](store::Connection &db) -> Result<std::vector<UnhostedSend>> {
            return messaging::HostingRepository().due(db, now, kPerRead);
        });
        const auto due = co_await std::move(reading);
        if (!self || !due)
            co_return std::nullopt;
        if (due->empty())
            break;
        for (const auto &send : *due) {
            if (!m_isRunning)
                break;
            ++tried;
            const bool isWritten = co_await hostFor(send);
            if (!self || !isWritten)
                co_return std::nullopt;
        }
    }
    co_return tried;
}

QCoro::Task<bool> Hosting::hostFor(UnhostedSend send)
{
    const QPointer self(this);
    auto reading = m_store.read(
        [id = send.id](store::Connection &db) -> Result<std::optional<SendRow>> { return waiting(db, id); });
    const auto row = co_await std::move(reading);
    if (!self || !row)
        co_return false;
    if (!*row)
        co_return true;
    auto media = (*row)->media;
    std::optional<Error> failure;
    for (auto &file : media) {
        const auto url = co_await hostOne(file.attachmentId);
        if (!self || !m_isRunning)
            co_return false;
        if (!url) {
            failure = url.error();
            break;
        }
        file.url = QString::fromLatin1(url->toEncoded());
    }
    const auto random = QRandomGenerator::global()->generateDouble();
    auto writing = m_store.write([send, media, failure, random, now = m_clock.now()](store::Tx &tx) -> Result<> {
        if (failure)
            writeFailed(tx, send, *failure, random, now);
        else
            writeHosted(tx, send.id, media, now);
        return {};
    });
    const auto written = co_await std::move(writing);
    co_return written.has_value();
}

QCoro::Task<Result<QUrl>> Hosting::hostOne(AttachmentId id)
{
    auto reading = m_store.read([id](store::Connection &db) -> Result<std::optional<AttachmentRow>> {
        return AttachmentRepository().find(db, id);
    });
    const auto row = co_await std::move(reading);
    if (!row)
        co_return refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"storage"_s}});
    if (!*row || (*row)->sha256.isEmpty())
        co_return refuse(Reason::MediaNotAllowed, {{u"problem"_s, u"gone"_s}});
    const auto &found = **row;
    const auto bytes = co_await m_files.read(found.sha256, 0, found.shown.size.value_or(0));
    if (!bytes && bytes.error().reason != Reason::NotFound)
        co_return refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"storage"_s}});
    if (!bytes || bytes->size() != found.shown.size)
        co_return refuse(Reason::MediaNotAllowed, {{u"problem"_s, u"gone"_s}});
    // By content as well: a restored backup gives ids out a second time.
    HostedFile file;
    file.id = u"a%1-%2"_s.arg(id.toString(), found.sha256.left(24));
    file.contentType = found.shown.contentType;
    file.bytes = *bytes;
    co_return co_await m_host.host(std::move(file));
}

QCoro::Task<> Hosting::arm(std::chrono::milliseconds least)
{
    const QPointer self(this);
    auto reading = m_store.read([now = m_clock.now()](store::Connection &db) -> Result<std::optional<Timestamp>> {
        return messaging::HostingRepository().nextDue(db, now);
    });
    const auto next = co_await std::move(reading);
    if (!self || !m_isRunning || m_isBusy)
        co_return; // the pass that began meanwhile arms it
    if (!next)
        m_timer.start(kStorageRetry);
    else if (*next)
        m_timer.start(std::clamp<std::chrono::milliseconds>(**next - m_clock.now(), least, kLongestWait));
}

} // namespace counterbell::media
