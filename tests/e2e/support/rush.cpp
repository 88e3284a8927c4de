// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/rush.h"

#include "tests/e2e/support/waiting.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

constexpr int kCustomers = 4;
constexpr int kAiCustomers = 2;
constexpr auto kStepPatience = 1s; // of an operator whose core is away: then the work is kept

/// WhatsApp tells that it was read, and SMS knows no such thing. Where Twilio may die, too, it can have died before it
/// told so: that is asked for until delivery and cost are known, and nobody waits for readers.
bool isFinal(const QJsonValue &row, bool canAllDie)
{
    const bool isWhatsapp = row["channel"_L1].toString() == "whatsapp"_L1;
    const auto status = row["status"_L1].toString();
    return status == (isWhatsapp ? "read"_L1 : "delivered"_L1) || (canAllDie && status == "delivered"_L1);
}

/// Taken back, or dropped by a person: it reached nobody, and doesn't count.
bool isDropped(const QJsonValue &row)
{
    return row["status"_L1].toString() == "cancelled"_L1 && row["sid"_L1].toString().isEmpty();
}

QJsonArray withoutDropped(const QJsonArray &rows)
{
    QJsonArray kept;
    for (const auto row : rows) {
        if (!isDropped(row))
            kept << row;
    }
    return kept;
}

QString shown(const QJsonValue &row)
{
    return QString::fromUtf8(QJsonDocument(row.toObject()).toJson(QJsonDocument::Compact));
}

} // namespace

Rush::Rush(Stage &stage, int jobs) : m_stage(stage), m_jobCount(jobs)
{
    addConsoleAt([this] { return m_stage.stack().ready(); });
}

bool Rush::begin()
{
    for (int i = 0; i < kCustomers + kAiCustomers; ++i) {
        m_customers.push_back({.number = u"+6149157391%1"_s.arg(i), .isTheAis = i >= kCustomers});
        if (!write(m_customers.back(), u"Hello"_s, u"whatsapp"_s))
            return false;
    }
    m_wavering.number = u"+61491573920"_s;
    if (!write(m_wavering, u"Hello"_s, u"whatsapp"_s) || !goOn() || !m_consoles.front()->listen())
        return false;
    for (size_t i = 1; i < m_consoles.size(); ++i) {
        if (!m_consoles[i]->listen(m_consoles.front()->listensAfter()))
            return false;
    }
    for (auto &customer : m_customers) {
        if (!welcome(customer))
            return false;
    }
    if (!welcome(m_wavering))
        return false;
    for (int i = 0; i < m_jobCount; ++i) {
        if (!takeIn(i))
            return false;
    }
    return true;
}

bool Rush::welcome(Customer &customer)
{
    Desk desk(first());
    // Not before the AI has answered: taken over while it does, that answer would be cancelled.
    if (!waitUntil([&] { return m_stage.phone(customer.number).received().size() == 1; }, 10s))
        return false;
    const auto conversation = desk.conversationWith(customer.number);
    customer.conversationId = conversation["id"_L1].toString();
    customer.contactId = conversation["contact"_L1]["id"_L1].toString();
    return customer.isTheAis ||
           first().call("inbox.takeOver"_L1, {{u"conversationId"_s, customer.conversationId}}).ok();
}

bool Rush::takeIn(int job)
{
    Customer owner{.number = u"+61491573%1"_s.arg(650 + job)};
    owner.contactId = Desk(first()).newCustomer(u"Owner %1"_s.arg(job), owner.number)["id"_L1].toString();
    const auto taken = first().call(
        "jobs.create"_L1,
        {{u"kind"_s, u"repair"_s}, {u"contactId"_s, owner.contactId}, {u"description"_s, u"Ring %1"_s.arg(job)}});
    m_jobs << taken["id"_L1].toString();
    m_owners.push_back(owner);
    return taken.ok();
}

bool Rush::write(Customer &customer, const QString &body, const QString &channel)
{
    const auto sid = m_stage.phone(customer.number).writes(body, channel);
    customer.written.insert(sid);
    return !sid.isEmpty();
}

bool Rush::step()
{
    const int i = m_steps++;
    auto &customer = m_customers[i % kCustomers];
    const auto channel = i % 7 == 3 ? u"sms"_s : u"whatsapp"_s;
    if (!write(customer, u"in %1"_s.arg(i), channel))
        return false;
    auto &console = *m_consoles[size_t(i + i / 4) % m_consoles.size()];
    (void)console.goOn(kStepPatience);
    console.takeAnswers(0ms);
    customer.replies << u"out %1"_s.arg(i);
    console.ask("inbox.send"_L1, {{u"conversationId"_s, customer.conversationId},
                                  {u"channel"_s, channel},
                                  {u"body"_s, customer.replies.last()},
                                  {u"clientToken"_s, u"token %1"_s.arg(i)}});
    if (i % 5 == 4 &&
        !write(m_customers[kCustomers + i % kAiCustomers], u"Are you open on day %1?"_s.arg(i), u"whatsapp"_s))
        return false;
    doOddJobs(i, console);
    if (i % 10 != 9)
        return true;
    const bool isStop = m_stops == m_starts;
    ++(isStop ? m_stops : m_starts);
    return write(m_wavering, isStop ? u"STOP"_s : u"START"_s, u"whatsapp"_s);
}

void Rush::doOddJobs(int step, Console &console)
{
    if (step % 6 == 2 && m_ready < m_jobCount) {
        QJsonObject ready{{u"jobId"_s, m_jobs.at(m_ready)}, {u"status"_s, u"ready"_s}};
        if (m_ready % 2 == 1)
            ready.insert(u"holdSeconds"_s, 3);
        console.ask("jobs.setStatus"_L1, ready);
        ++m_ready;
    }
    // One of which nobody here is told anything: what the others say stays known.
    if (step % 8 == 5)
        console.ask("notifications.set"_L1, {{u"urgentFlagged"_s, step % 16 == 5}});
}

bool Rush::askTheAi()
{
    const auto before = m_stage.sandbox().modelRequests().size();
    return write(m_customers.back(), u"Are you open after step %1?"_s.arg(m_steps), u"whatsapp"_s) &&
           waitUntil([&] { return m_stage.sandbox().modelRequests().size() > before; }, 10s);
}

bool Rush::goOn()
{
    return std::ranges::all_of(m_consoles, [](auto &console) { return console->goOn(30s); });
}

bool Rush::finish()
{
    const QDeadlineTimer deadline(60s);
    const auto isAnswered = [](const auto &console) { return console->isAnswered(); };
    const auto isRefused = [](const auto &console) { return !console->refused().isEmpty(); };
    while (!std::ranges::all_of(m_consoles, isAnswered) && std::ranges::none_of(m_consoles, isRefused) &&
           !deadline.hasExpired()) {
        if (!goOn())
            return false;
        for (auto &console : m_consoles)
            console->takeAnswers(5s);
        (void)waitUntil([] { return false; }, 100ms); // what fails now isn't asked again at once
    }
    for (const auto &console : m_consoles) {
        if (isRefused(console))
            qWarning().noquote() << console->refused().join(u'\n');
    }
    return std::ranges::all_of(m_consoles, isAnswered);
}

bool Rush::leads(int console)
{
    auto &at = *m_consoles.at(size_t(console));
    if (!at.goOn(kStepPatience))
        return false;
    const auto checks = at.rpc().call("system.health"_L1, {}, kStepPatience)["checks"_L1].toArray();
    const auto lead = where(checks, {{u"name"_s, u"lead"_s}});
    return lead.isEmpty() ? m_consoles.size() == 1 && !checks.isEmpty() : lead.first()["detail"_L1] == "leads"_L1;
}

int Rush::leader(std::chrono::milliseconds patience)
{
    int found = -1;
    (void)waitUntil(
        [&] {
            for (int i = 0; i < int(m_consoles.size()) && found < 0; ++i)
                found = leads(i) ? i : -1;
            return found >= 0;
        },
        patience);
    return found;
}

QStringList Rush::differences()
{
    if (!goOn())
        return {u"a core does not answer"_s};
    return toldWrongly(m_consoles) + seenDifferently(m_consoles);
}

int Rush::decide()
{
    int decided = 0;
    for (const auto *group : {&m_customers, &m_owners}) {
        for (const auto &customer : *group) {
            for (const auto send : where(Desk(first()).sendLog(customer.contactId), {{u"status"_s, u"uncertain"_s}})) {
                if (first().call("sendLog.retry"_L1, {{u"sendId"_s, send["id"_L1]}}).ok())
                    ++decided;
            }
        }
    }
    return decided;
}

QStringList Rush::untrueStatuses()
{
    static const QStringList possible{u"held"_s,     u"queued"_s, u"sending"_s,   u"uncertain"_s,
                                      u"accepted"_s, u"sent"_s,   u"delivered"_s, u"read"_s};
    QStringList found;
    for (const auto *group : {&m_customers, &m_owners}) {
        for (const auto &customer : *group) {
            for (const auto send : Desk(first()).sendLog(customer.contactId)) {
                if (!possible.contains(send["status"_L1].toString()))
                    found << shown(send);
            }
        }
    }
    return found;
}

QStringList Rush::faults(bool canAllDie)
{
    QStringList found;
    if (!goOn())
        return {u"the core does not answer"_s};
    for (const auto &customer : m_customers) {
        found << faultsOfConversation(customer, canAllDie);
        found << faultsOfHandset(customer.number, customer.contactId, customer.replies.size(), canAllDie);
    }
    for (int i = 0; i < m_ready; ++i) {
        const auto &owner = m_owners[size_t(i)];
        found << faultsOfHandset(owner.number, owner.contactId, 1, canAllDie);
        if (const auto count = m_stage.phone(owner.number).bodies().size(); count != 1)
            found << u"%1 heard %2 times that the job is ready"_s.arg(owner.number).arg(count);
    }
    found << faultsOfLedger() << faultsOfHandset(m_wavering.number, m_wavering.contactId, 1, canAllDie);
    for (const auto &console : m_consoles) {
        for (const auto check : console->rpc().call("system.health"_L1)["checks"_L1].toArray()) {
            if (check["status"_L1].toString() != "ok"_L1)
                found << u"health: "_s + shown(check);
        }
    }
    return found;
}

QStringList Rush::faultsOfConversation(const Customer &customer, bool canAllDie)
{
    QStringList found;
    const auto messages = withoutDropped(Desk(first()).messages(customer.conversationId));
    const auto inbound = column(where(messages, {{u"direction"_s, u"inbound"_s}}), "sid"_L1);
    for (const auto &sid : customer.written) {
        if (const auto count = inbound.count(sid); count != 1)
            found << u"%1 from %2 is there %3 times"_s.arg(sid, customer.number).arg(count);
    }
    if (inbound.size() != qsizetype(customer.written.size()))
        found << u"%1 inbound messages of %2"_s.arg(inbound.size()).arg(customer.number);
    const auto received = m_stage.phone(customer.number).bodies();
    for (const auto &body : customer.replies) {
        if (const auto count = where(messages, {{u"body"_s, body}}).size(); count != 1)
            found << u"\"%1\" stands %2 times in the conversation"_s.arg(body).arg(count);
        if (const auto count = received.count(body); count != 1)
            found << u"\"%1\" arrived %2 times"_s.arg(body).arg(count);
    }
    const auto sends = Desk(first()).sendLog(customer.contactId);
    for (const auto message : where(messages, {{u"direction"_s, u"outbound"_s}})) {
        const auto rows = where(sends, {{u"id"_s, message["sendId"_L1]}});
        for (const auto *same : {"body", "sid", "status"}) {
            if (rows.size() != 1 || rows.first()[QLatin1StringView(same)] != message[QLatin1StringView(same)])
                found << u"send log and conversation differ in %1: %2"_s.arg(QLatin1StringView(same), shown(message));
        }
    }
    if (customer.isTheAis) {
        const auto conversation = Desk(first()).conversation(customer.conversationId);
        const bool isAnswered = messages.first()["author"_L1]["kind"_L1].toString() == "ai"_L1;
        const bool isHandedOver = conversation["handling"_L1].toString() == "needs_human"_L1;
        if (!isAnswered && !(canAllDie && isHandedOver))
            found << u"the AI has not answered %1: %2"_s.arg(customer.number, shown(messages.first()));
        if (received.size() > qsizetype(customer.written.size()))
            found << u"the AI answered %1 more often than it was asked"_s.arg(customer.number);
    }
    return found;
}

QStringList Rush::faultsOfLedger()
{
    QStringList found;
    const auto count = [this](const QString &contactId, const QString &source, const QString &state) {
        return where(Desk(first()).ledger(contactId), {{u"channel"_s, u"whatsapp"_s},
                                                       {u"purpose"_s, u"service"_s},
                                                       {u"source"_s, source},
                                                       {u"state"_s, state}})
            .size();
    };
    for (const auto &customer : m_customers) {
        if (const auto rows = count(customer.contactId, u"inbound"_s, u"opted_in"_s); rows != 1)
            found << u"%1 consented by writing %2 times"_s.arg(customer.number).arg(rows);
    }
    const auto stops = count(m_wavering.contactId, u"keyword"_s, u"opted_out"_s);
    const auto starts = count(m_wavering.contactId, u"keyword"_s, u"opted_in"_s);
    if (stops != m_stops || starts != m_starts)
        found << u"%1 STOPs of %2 and %3 STARTs of %4 are in the ledger"_s.arg(stops).arg(m_stops).arg(starts).arg(
            m_starts);
    return found;
}

QStringList Rush::faultsOfHandset(const QString &number, const QString &contactId, qsizetype atLeast, bool canAllDie)
{
    QStringList found;
    auto received = column(m_stage.phone(number).received(), "sid"_L1);
    const auto sends = withoutDropped(Desk(first()).sendLog(contactId));
    auto logged = column(sends, "sid"_L1);
    received.sort();
    logged.sort();
    if (received != logged || received.size() < atLeast)
        found << u"%1 received %2, the send log has %3"_s.arg(number, received.join(u' '), logged.join(u' '));
    for (const auto send : sends) {
        if (!isFinal(send, canAllDie))
            found << u"not final: "_s + shown(send);
    }
    return found;
}

} // namespace counterbell::e2e
