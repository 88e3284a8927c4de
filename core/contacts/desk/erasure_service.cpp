// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/desk/erasure_service.h"

#include "core/contacts/contact_repository.h"
#include "core/contacts/desk/deletion_repository.h"
#include "core/contacts/desk/erasure_steps.h"
#include "core/messaging/outbox.h"
#include "core/messaging/send_erasure_repository.h"
#include "core/store/audit.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Lane;
using store::Tx;
using Step = ErasureProgress::Step;

namespace
{

Error noSuchContact()
{
    return {Reason::NotFound, {{u"what"_s, u"contact"_s}}};
}

/// The last transaction: what came in meanwhile (a note in the open thread) sends it back to the first step.
struct Ending {
    std::optional<ErasedContact> erased;
};

Ending removeRest(Tx &tx, const ErasureSubject &subject, Timestamp now)
{
    const ErasureRepository erasures;
    const auto contact = subject.contacts.front();
    for (const auto step : {Step::Messages, Step::Sends}) {
        const ErasureProgress progress{step, 0};
        if (eraseChunk(tx, subject, progress, now) == progress)
            return {};
    }
    auto [erased, actor] = erasures.end(tx, contact);
    erasures.remove(tx, subject);
    erased.providerDeletions = DeletionRepository().left(tx);
    store::audit(tx,
                 {actor,
                  u"contacts.erased"_s,
                  {{u"contact"_s, contact.toString()},
                   {u"messages"_s, erased.messages},
                   {u"sends"_s, erased.sends},
                   {u"jobs"_s, int(subject.jobs.size())}}},
                 now);
    return {erased};
}

} // namespace

ErasureService::ErasureService(store::Store &store, const Clock &clock, TaskGroup &tasks, ErasedNumbers erased)
    : m_store(store), m_clock(clock), m_tasks(tasks), m_erased(std::move(erased))
{
}

void ErasureService::start()
{
    m_tasks.spawn(u"erasures"_s, resume());
}

void ErasureService::stop()
{
    m_isStopped = true;
}

QCoro::Task<Result<ErasedContact>> ErasureService::erase(Member me, ContactParams request)
{
    const auto now = m_clock.now();
    auto beginning =
        m_store.write([this, me, request, now](Tx &tx) { return beginIn(tx, me, request.contactId, now); });
    if (const auto begun = co_await std::move(beginning); !begun)
        co_return tl::unexpected(begun.error());
    co_return co_await finish(request.contactId);
}

Result<> ErasureService::beginIn(Tx &tx, const Member &me, ContactId contact, Timestamp now) const
{
    if (!ContactRepository().find(tx, contact) || m_erasures.subject(tx, contact))
        return tl::unexpected(noSuchContact());
    const auto subject = m_erasures.subjectOf(tx, contact);
    const messaging::SendSubject theirs{contact, subject.jobs};
    const messaging::SendErasure sends;
    if (const auto underWay = sends.underWay(tx, theirs))
        return refuse(Reason::Conflict, {{u"problem"_s, u"sendUnderWay"_s}, {u"sendId"_s, underWay->toString()}});
    QStringList sids;
    for (const auto id : sends.waiting(tx, theirs)) {
        if (const auto cancelled = messaging::Outbox().cancel(tx, id, now); !cancelled)
            return tl::unexpected(cancelled.error());
        sends.blank(tx, id, sids);
    }
    for (const auto &sid : sids)
        forgetMessage(tx, sid, now);
    for (const auto &number : subject.numbers)
        m_erased.remember(tx, number, now);
    m_erasures.begin(tx, subject, me.name, now);
    m_erasures.cutOff(tx, subject);
    return {};
}

QCoro::Task<Result<ErasedContact>> ErasureService::finish(ContactId contact)
{
    auto reading = m_store.read([this, contact](store::Connection &db) -> Result<std::optional<ErasureSubject>> {
        return m_erasures.subject(db, contact);
    });
    const auto subject = co_await std::move(reading);
    if (!subject || !*subject)
        co_return tl::unexpected(subject ? noSuchContact() : subject.error());
    ErasureProgress progress;
    while (!m_isStopped) {
        const auto now = m_clock.now();
        if (progress.step == Step::Rest) {
            auto ending = m_store.write(
                [subject = **subject, now](Tx &tx) -> Result<Ending> { return removeRest(tx, subject, now); },
                Lane::Background);
            const auto ended = co_await std::move(ending);
            if (!ended)
                co_return tl::unexpected(ended.error());
            if (ended->erased) {
                Q_EMIT deletionsQueued();
                co_return *ended->erased;
            }
            progress = {};
            continue;
        }
        auto chunk =
            m_store.write([subject = **subject, progress,
                           now](Tx &tx) -> Result<ErasureProgress> { return eraseChunk(tx, subject, progress, now); },
                          Lane::Background);
        const auto next = co_await std::move(chunk);
        if (!next)
            co_return tl::unexpected(next.error());
        progress = *next;
    }
    co_return refuse(Reason::ShuttingDown);
}

QCoro::Task<> ErasureService::resume()
{
    auto reading = m_store.read(
        [this](store::Connection &db) -> Result<std::vector<ContactId>> { return m_erasures.unfinished(db); });
    const auto unfinished = co_await std::move(reading);
    if (!unfinished)
        co_return;
    for (const auto contact : *unfinished) {
        if (const auto done = co_await finish(contact); !done)
            qWarning("contacts: an erasure waits for the next start");
    }
}

} // namespace counterbell::contacts
