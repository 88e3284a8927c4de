// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_intake.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// The core may have done it all the same.
bool isLost(const Error &error)
{
    return error.reason == Reason::ShuttingDown || error.reason == Reason::Internal;
}

} // namespace

JobIntake::JobIntake(CoreClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void JobIntake::run(const IntakeForm &form)
{
    if (std::exchange(m_isRunning, true))
        return;
    m_form = form;
    const auto key = form.name + u'\n' + form.phone;
    // Another person than the one made before: what was done for that one doesn't count.
    if (form.customer ? m_contact != form.customer : m_madeFor != key) {
        m_contact = form.customer;
        m_recorded.clear();
        m_isContactUncertain = false;
        m_uncertainSince.reset();
    }
    m_madeFor = form.customer ? QString() : key;
    if (m_contact)
        lookAtContact();
    else if (form.name.isEmpty())
        makeJob();
    else
        makeContact();
}

void JobIntake::stop(const Error &error)
{
    m_isRunning = false;
    Q_EMIT failed(error);
}

void JobIntake::makeContact()
{
    CreateContact request;
    request.name = m_form.name;
    if (!m_form.phone.isEmpty())
        request.phone = m_form.phone;
    m_client.call(methods::contactsCreate, request, this, [this](Result<Contact> answer) {
        if (answer) {
            m_contact = answer->id;
            return lookAtContact();
        }
        const auto &error = answer.error();
        // Ours, when the first try's answer was lost.
        const auto known = error.details["contactId"_L1].toString().toLongLong();
        if (m_isContactUncertain && error.reason == Reason::DuplicatePhone && known > 0) {
            m_contact = ContactId{known};
            return lookAtContact();
        }
        m_isContactUncertain = isLost(error);
        stop(error);
    });
}

void JobIntake::lookAtContact()
{
    if (wanted().empty())
        return makeJob();
    m_client.call(methods::contactsGet, {.contactId = *m_contact}, this, [this](Result<Contact> answer) {
        if (!answer)
            return stop(answer.error());
        if (answer->consent.sms == ConsentState::OptedIn)
            m_recorded.insert({Channel::Sms, ConsentPurpose::Service});
        if (answer->consent.whatsapp == ConsentState::OptedIn)
            m_recorded.insert({Channel::Whatsapp, ConsentPurpose::Service});
        recordNext();
    });
}

std::vector<JobIntake::Consent> JobIntake::wanted() const
{
    std::vector<Consent> consents;
    const auto add = [&](bool isWanted, Channel channel, ConsentPurpose purpose) {
        if (isWanted)
            consents.push_back({channel, purpose});
    };
    add(m_form.agreesToSms, Channel::Sms, ConsentPurpose::Service);
    add(m_form.agreesToWhatsApp, Channel::Whatsapp, ConsentPurpose::Service);
    // Offers come by the channels that were agreed to, or by any where none was named.
    const bool isAny = !m_form.agreesToSms && !m_form.agreesToWhatsApp;
    add(m_form.wantsOffers && (isAny || m_form.agreesToSms), Channel::Sms, ConsentPurpose::Marketing);
    add(m_form.wantsOffers && (isAny || m_form.agreesToWhatsApp), Channel::Whatsapp, ConsentPurpose::Marketing);
    return consents;
}

void JobIntake::recordNext()
{
    const auto consents = wanted();
    const auto next =
        std::ranges::find_if(consents, [this](const Consent &consent) { return !m_recorded.contains(consent); });
    if (next == consents.end())
        return makeJob();
    RecordConsent request;
    request.contactId = *m_contact;
    request.channel = next->first;
    request.purpose = next->second;
    request.state = ConsentState::OptedIn;
    const auto &who = m_client.who();
    request.evidence =
        who ? tr("Agreed at the counter, asked by %1").arg(who->member.name) : tr("Agreed at the counter");
    request.intake = true;
    m_client.call(methods::consentRecord, request, this, [this, consent = *next](Result<ConsentEntry> answer) {
        if (!answer)
            return stop(answer.error());
        m_recorded.insert(consent);
        recordNext();
    });
}

void JobIntake::makeJob()
{
    m_form.job.contactId = m_contact;
    if (m_uncertainSince)
        lookForJob();
    else
        createJob();
}

void JobIntake::lookForJob()
{
    JobListRequest request;
    request.filter.emplace().kind = m_form.job.kind;
    request.filter->contactId = m_contact;
    request.limit = 50;
    m_client.call(methods::jobsList, request, this, [this](Result<Page<Job>> answer) {
        if (!answer)
            return stop(answer.error());
        const auto found = std::ranges::find_if(answer->items, [this](const Job &job) {
            return job.createdAt >= *m_uncertainSince && job.contactId == m_contact &&
                   job.description == m_form.job.description.trimmed();
        });
        if (found == answer->items.end())
            return createJob();
        m_isRunning = false;
        Q_EMIT done(*found);
    });
}

void JobIntake::createJob()
{
    const auto since = m_client.now() - std::chrono::seconds(5); // two clocks are never quite one
    m_client.call(methods::jobsCreate, m_form.job, this, [this, since](Result<Job> answer) {
        if (!answer) {
            if (isLost(answer.error()) && !m_uncertainSince)
                m_uncertainSince = since;
            return stop(answer.error());
        }
        m_isRunning = false;
        Q_EMIT done(*answer);
    });
}

} // namespace counterbell::ui
