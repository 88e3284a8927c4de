// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_service.h"

#include "core/contacts/contact_input.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Tx;

namespace
{

tl::unexpected<Error> noSuchContact()
{
    return refuse(Reason::NotFound, {{u"what"_s, u"contact"_s}});
}

} // namespace

QCoro::Task<Result<Page<ConsentEntry>>> ConsentService::history(ConsentHistoryRequest request)
{
    const auto window = store::timeWindow(request.before, request.limit);
    if (!window)
        co_return tl::unexpected(window.error());
    const auto contact = request.contactId;
    auto answer = m_store.read([this, contact, window = *window](Connection &db) -> Result<Page<ConsentEntry>> {
        if (!m_contacts.find(db, contact))
            return noSuchContact();
        return m_consents.history(db, contact, window);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<ConsentEntry>> ConsentService::record(Member actor, RecordConsent request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([this, actor, request, now](Tx &tx) { return recordIn(tx, actor, request, now); });
    co_return co_await std::move(answer);
}

Result<ConsentEntry> ConsentService::recordIn(Tx &tx, const Member &actor, const RecordConsent &request,
                                              Timestamp now) const
{
    const bool isIntake = request.intake.value_or(false);
    if (actor.role == Role::Staff && !isIntake)
        return refuse(Reason::NotPermitted);
    if (!m_contacts.find(tx, request.contactId))
        return noSuchContact();
    if (request.state == ConsentState::Unknown)
        return refuse(Reason::InvalidArgument, {{u"argument"_s, u"state"_s}});
    const auto evidence = boundedText(request.evidence.value_or(QString()).trimmed(), u"evidence"_s, 2000);
    if (!evidence)
        return tl::unexpected(evidence.error());
    const bool isOptIn = request.state == ConsentState::OptedIn;
    if (isOptIn && evidence->isEmpty())
        return refuse(Reason::EvidenceRequired);
    if (isOptIn && request.channel == Channel::Sms && m_consents.isProviderBlocked(tx, request.contactId))
        return refuse(Reason::Conflict, {{u"problem"_s, u"onlyTheCustomerCan"_s}});
    return m_consents.append(tx, {.contactId = request.contactId,
                                  .channel = request.channel,
                                  .purpose = request.purpose.value_or(ConsentPurpose::Service),
                                  .state = request.state,
                                  .source = isIntake ? ConsentSource::Intake : ConsentSource::Operator,
                                  .evidence = *evidence,
                                  .actor = actor.name,
                                  .actionAt = now,
                                  .at = now});
}

} // namespace counterbell::contacts
