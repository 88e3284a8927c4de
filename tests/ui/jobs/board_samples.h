// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/ui/fake_core_client.h"
#include "ui/widgets/prompts.h"

#include <QTimeZone>

namespace counterbell::test
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// 20 November 2026, 14:32, where this test runs.
inline Timestamp boardNow()
{
    return fromMillis(QDateTime(QDate(2026, 11, 20), QTime(14, 32)).toMSecsSinceEpoch());
}

inline Job job(int number, JobStatus status, const QString &customer, const QString &piece)
{
    Job job;
    job.id = JobId{number};
    job.ticket = u"R-%1"_s.arg(number);
    job.status = status;
    job.contactId = ContactId{number + 10'000};
    job.contactName = customer;
    job.description = piece;
    job.createdAt = boardNow() - 240h;
    job.statusAt = boardNow() - std::chrono::minutes(2000 - number);
    return job;
}

inline Job withDue(Job job, int days, int hour = 17, int minute = 0)
{
    job.dueAt = fromMillis(QDateTime(QDate(2026, 11, 20).addDays(days), QTime(hour, minute)).toMSecsSinceEpoch());
    return job;
}

inline Job assigned(Job job, int id, const QString &name)
{
    job.assigneeId = MemberId{id};
    job.assigneeName = name;
    return job;
}

inline Job told(Job job, DeliveryStatus status, std::chrono::minutes ago, const QString &reason = {})
{
    job.readyAt = boardNow() - ago;
    job.notification.emplace();
    job.notification->sendId = SendId{job.id.value * 10};
    job.notification->status = status;
    job.notification->at = boardNow() - ago;
    if (!reason.isEmpty())
        job.notification->reason = reason;
    return job;
}

/// Ready, its notice held for so much longer of 10 s.
inline Job held(Job job, std::chrono::seconds left)
{
    job.status = JobStatus::Ready;
    job.readyAt = boardNow();
    job.statusAt = boardNow();
    job.notification.emplace();
    job.notification->sendId = SendId{job.id.value * 10};
    job.notification->status = DeliveryStatus::Held;
    job.notification->at = boardNow() - 10s + left;
    job.notification->dueAt = boardNow() + left;
    return job;
}

/// What consent.record answers.
inline ConsentEntry recorded()
{
    ConsentEntry entry;
    entry.id = ConsentEntryId{1};
    entry.contactId = ContactId{7};
    return entry;
}

/// Answers what it is told to, and remembers what was asked.
class FakePrompts : public ui::Prompts
{
public:
    std::optional<QString> text;
    std::vector<ui::TextQuestion> asked;

    void confirm(const ui::Question &, std::function<void(bool)> answered) override { answered(true); }
    void askText(const ui::TextQuestion &question, std::function<void(std::optional<QString>)> answered) override
    {
        asked.push_back(question);
        answered(text);
    }
    void saveFile(const ui::FileQuestion &, std::function<void(std::optional<QString>)> answered) override
    {
        answered({});
    }
    void openFile(const ui::FileQuestion &, std::function<void(std::optional<QString>)> answered) override
    {
        answered({});
    }
};

/// The jobs of mockup 05.
inline std::vector<Job> mockupJobs()
{
    using enum JobStatus;
    const auto mia = [](Job j) { return assigned(std::move(j), 2, u"Mia Tanaka"_s); };
    const auto priya = [](Job j) { return assigned(std::move(j), 3, u"Priya Nair"_s); };
    const auto tom = [](Job j) { return assigned(std::move(j), 4, u"Tom Okafor"_s); };
    const auto bespoke = [](Job j) {
        j.kind = JobKind::Bespoke;
        j.ticket.replace(0, 1, u'B');
        return j;
    };
    const auto urgent = [](Job j) {
        j.urgent = true;
        return j;
    };
    const auto wary = [](Job j, const QString &caution) {
        j.caution = caution;
        return j;
    };
    std::vector<Job> jobs{
        withDue(job(1058, Received, u"Oliver Brandt"_s, u"Watch strap, fit new buckle"_s), 4),
        priya(withDue(job(1057, Received, u"Mei-Lin Zhao"_s, u"Jade bangle, hairline crack: assess only"_s), 5)),
        tom(withDue(
            bespoke(job(321, Received, u"Daniel Achterberg"_s, u"Engagement ring, oval sapphire, 18 ct yellow gold"_s)),
            22)),
        priya(withDue(job(1056, Received, u"Fatima Rahman"_s, u"Pearl strand, restring with knots"_s), 7)),
        withDue(job(1055, Received, u"Lena Fischer"_s, u"Brooch, replace pin"_s), 8),
        tom(withDue(urgent(job(1051, InProgress, u"Grace Whitfield"_s, u"Wedding band, resize N to L\u00BD"_s)), 0)),
        mia(withDue(bespoke(job(317, InProgress, u"Ava Lindqvist"_s, u"Signet ring with family crest"_s)), 14)),
        tom(withDue(job(1049, InProgress, u"Jonas Meyer"_s, u"Pocket watch, full service"_s), 6)),
        priya(withDue(job(1047, InProgress, u"Yusuf Demir"_s, u"Gold chain, solder two links"_s), -1)),
        priya(withDue(urgent(job(1046, QualityCheck, u"Hannah Kowalski"_s, u"Diamond studs, tighten claws"_s)), 0, 17,
                      30)),
        mia(withDue(wary(job(1044, QualityCheck, u"Samuel Iyer"_s, u"Bracelet, replace safety chain"_s),
                         u"recipientOptedOut"_s),
                    1)),
        tom(withDue(bespoke(job(309, QualityCheck, u"Chloe Martin"_s, u"Necklace, rose gold pendant"_s)), 2)),
        mia(held(job(1042, Ready, u"Ava Lindqvist"_s, u"Gold bracelet, clasp repair"_s), 8s)),
        priya(told(job(1021, Ready, u"Theo Papadakis"_s, u"Silver cufflinks, polish"_s), DeliveryStatus::Delivered,
                   9 * 24h)),
        tom(told(job(1039, Ready, u"Ruth Abernathy"_s, u"Mantel clock, new mainspring"_s), DeliveryStatus::Failed,
                 300min, u"landlineOrUnreachable"_s)),
        priya(told(job(1040, Ready, u"Noor Haddad"_s, u"Bangle, reshape and polish"_s), DeliveryStatus::Delivered,
                   320min)),
        mia(told(bespoke(job(305, Ready, u"Marco Bianchi"_s, u"Wedding bands, pair"_s)), DeliveryStatus::Refused,
                 400min, u"categoryDisabled"_s)),
        priya(told(job(1028, Ready, u"Kai Nguyen"_s, u"Watch, new crystal"_s), DeliveryStatus::Delivered, 96h)),
        tom(told(job(1025, Ready, u"Amara Osei"_s, u"Ring, replate"_s), DeliveryStatus::Delivered, 125h)),
        mia(job(1036, Collected, u"Emily Carter"_s, u"Locket, repair hinge"_s)),
        tom(job(1033, Collected, u"Pedro Alves"_s, u"Watch, battery and seal"_s)),
        priya(bespoke(job(298, Collected, u"Ingrid Olsen"_s, u"Eternity ring, remake"_s))),
        mia(job(1030, Collected, u"Nadia Karim"_s, u"Earrings, replace posts"_s))};
    for (auto &collected : jobs) {
        if (collected.status == Collected)
            collected.statusAt = boardNow() - std::chrono::minutes(1080 - collected.id.value % 1000);
        else if (collected.id.value == 1042)
            collected.statusAt = boardNow();
    }
    for (auto &collected : jobs) {
        if (collected.status == Collected)
            collected.statusAt = boardNow() - std::chrono::minutes(300 - collected.id.value % 50);
    }
    return jobs;
}

/// Gives the core's answers: what is open, then what was collected; the workspace and the team.
inline void answerShop(ui::FakeCoreClient &client, const std::vector<Job> &jobs)
{
    if (client.now() != boardNow())
        client.setNow(boardNow()); // it makes everybody fetch again
    client.answerWith("jobs.list"_L1, [jobs](const QJsonObject &asked) -> Result<QJsonObject> {
        counterbell::Page<Job> page;
        const auto filter = asked["filter"_L1].toObject();
        for (const auto &job : jobs) {
            const bool isCollected = job.status == JobStatus::Collected;
            const bool isWanted = !filter.contains("contactId"_L1) ||
                                  filter["contactId"_L1].toString() == job.contactId.value_or(ContactId{}).toString();
            if (isWanted && (filter["status"_L1].toString() == "collected"_L1) == isCollected)
                page.items.push_back(job);
        }
        return toJson(page);
    });
    Workspace shop;
    shop.region = u"AU"_s;
    client.answer(methods::workspaceGet, shop);
    Members team;
    int id = 2;
    for (const auto &name : {u"Mia Tanaka"_s, u"Priya Nair"_s, u"Tom Okafor"_s}) {
        Member member;
        member.id = MemberId{id++};
        member.name = name;
        team.items.push_back(member);
    }
    client.answer(methods::teamList, team);
}

} // namespace counterbell::test
