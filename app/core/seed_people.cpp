// SPDX-License-Identifier: Apache-2.0
#include "app/core/seed_people.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/jobs/job_repository.h"
#include "core/store/settings_repository.h"
#include "core/team/member_repository.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

std::vector<OpeningHours> hoursOf(const QJsonObject &hours)
{
    const QStringList days{u"monday"_s, u"tuesday"_s,  u"wednesday"_s, u"thursday"_s,
                           u"friday"_s, u"saturday"_s, u"sunday"_s};
    std::vector<OpeningHours> result;
    for (int i = 0; i < days.size(); ++i) {
        const auto spans = hours.value(days.at(i)).toArray();
        if (spans.isEmpty())
            result.push_back({i + 1, {}, {}});
        for (const auto &span : spans)
            result.push_back({i + 1, span.toArray().at(0).toString(), span.toArray().at(1).toString()});
    }
    return result;
}

void loadConsents(store::Tx &tx, const QJsonArray &consents, ContactId contact, const SeedKeys &keys)
{
    for (const auto &value : consents) {
        contacts::NewConsent entry;
        entry.contactId = contact;
        entry.channel = fromWireName(value[u"channel"_s].toString(), Channel::Sms);
        entry.purpose = fromWireName(value[u"purpose"_s].toString(), ConsentPurpose::Service);
        entry.state = fromWireName(value[u"state"_s].toString(), ConsentState::OptedIn);
        entry.source = fromWireName(value[u"source"_s].toString(), ConsentSource::Import);
        entry.evidence = value[u"evidence"_s].toString();
        entry.at = entry.actionAt = keys.ago(value[u"minutesAgo"_s].toDouble());
        entry.providerBlocked = value[u"providerBlocked"_s].toBool();
        contacts::ConsentRepository().append(tx, entry);
    }
}

void loadJobHistory(store::Tx &tx, const QJsonArray &history, JobId job, const SeedKeys &keys)
{
    qint64 entry = 0;
    for (const auto &step : history) {
        tx.execute(
            u"INSERT INTO job_history (job_id, entry, from_status, to_status, actor_id, actor_name, at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
            job, ++entry, textOf(step[u"from"_s]), step[u"to"_s].toString(), find(keys.members, step[u"actor"_s]),
            keys.memberNames.value(step[u"actor"_s].toString()), keys.ago(step[u"minutesAgo"_s].toDouble()));
    }
}

} // namespace

void loadShop(store::Tx &tx, const QJsonObject &shop)
{
    auto workspace = workspace::readWorkspace(tx);
    workspace.name = shop.value(u"name"_s).toString();
    workspace.region = shop.value(u"region"_s).toString();
    workspace.language = shop.value(u"language"_s).toString();
    workspace.timezone = shop.value(u"timezone"_s).toString();
    workspace.currency = shop.value(u"currency"_s).toString();
    workspace.hours = hoursOf(shop.value(u"hours"_s).toObject());
    workspace::writeWorkspace(tx, workspace);
    auto agent = store::readSettings(tx, u"agent"_s);
    QStringList prompt{u"You answer the customers of %1, %2. Be brief and friendly."_s.arg(
        workspace.name, shop.value(u"address"_s).toString())};
    for (const auto &fact : shop.value(u"facts"_s).toArray())
        prompt << fact.toString();
    agent.insert(u"prompt"_s, prompt.join(u'\n'));
    store::writeSettings(tx, u"agent"_s, agent);
}

void loadMembers(store::Tx &tx, const QJsonArray &members, SeedKeys &keys)
{
    const team::MemberRepository repository;
    for (const auto &value : members) {
        Member member;
        member.login = textOf(value[u"login"_s]);
        member.name = value[u"name"_s].toString();
        member.role = fromWireName(value[u"role"_s].toString(), Role::Staff);
        member.phone = textOf(value[u"phone"_s]);
        const auto id = repository.create(tx, member);
        if (value[u"optedOut"_s].toBool())
            repository.setOptedOut(tx, id, true);
        if (const auto pin = textOf(value[u"pin"_s]))
            repository.setPin(tx, id, team::hashPin(*pin));
        keys.members.insert(value[u"key"_s].toString(), id);
        keys.memberNames.insert(value[u"key"_s].toString(), member.name);
    }
}

void loadCustomers(store::Tx &tx, const QJsonArray &customers, SeedKeys &keys)
{
    const contacts::ContactRepository repository;
    for (const auto &value : customers) {
        contacts::NewContact contact;
        contact.name = value[u"name"_s].toString();
        contact.phone = textOf(value[u"phone"_s]);
        contact.userId = textOf(value[u"bsuid"_s]);
        contact.notes = value[u"notes"_s].toString();
        contact.language = textOf(value[u"language"_s]);
        if (value[u"landline"_s].toBool())
            contact.capabilities.landline = true;
        if (value[u"lastWhatsAppInboundMinutesAgo"_s].isDouble())
            contact.capabilities.onWhatsApp = true;
        for (const auto &tag : value[u"tags"_s].toArray())
            contact.tags.push_back(tag.toString());
        const auto id = repository.create(tx, contact, keys.ago(value[u"createdMinutesAgo"_s].toDouble()));
        loadConsents(tx, value[u"consents"_s].toArray(), id, keys);
        keys.customers.insert(value[u"key"_s].toString(), id);
    }
}

void loadJobs(store::Tx &tx, const QJsonArray &jobs, SeedKeys &keys)
{
    for (const auto &value : jobs) {
        const auto ticket = value[u"ticket"_s].toString();
        const auto history = value[u"history"_s].toArray();
        const auto due = value[u"dueMinutesFromNow"_s];
        const auto ready = value[u"readyMinutesAgo"_s];
        const JobId id{tx.insert(
            u"INSERT INTO jobs (ticket, kind, status, status_entry, contact_id, description, urgent, urgent_reason, "
            u"assignee_id, "
            "due_at, ready_at, search, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            ticket, value[u"kind"_s].toString(), value[u"status"_s].toString(), qint64(history.size()),
            find(keys.customers, value[u"customer"_s]), value[u"description"_s].toString(), value[u"urgent"_s].toBool(),
            textOf(value[u"urgentReason"_s]), find(keys.members, value[u"assignee"_s]),
            due.isDouble() ? std::optional(keys.ahead(due.toDouble())) : std::nullopt,
            ready.isDouble() ? std::optional(keys.ago(ready.toDouble())) : std::nullopt,
            jobs::jobSearchText(ticket, value[u"description"_s].toString()),
            keys.ago(value[u"createdMinutesAgo"_s].toDouble()), keys.ago(history.last()[u"minutesAgo"_s].toDouble()))};
        loadJobHistory(tx, history, id, keys);
        store::raiseSeries(tx, u"ticket."_s + ticket.left(1), ticket.mid(2).toLongLong());
        keys.jobs.insert(value[u"key"_s].toString(), id);
    }
}

} // namespace counterbell
