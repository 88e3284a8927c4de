// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "tests/support/ui/fake_core_client.h"
#include "tests/ui/inbox/inbox_samples.h"

namespace counterbell::test
{

/// Mockup 01's people, as the core would say them: 14:35 on Friday 14 November 2025.
class MockupShop
{
public:
    explicit MockupShop(ui::FakeCoreClient &client, bool isArabic = false) : m_isArabic(isArabic)
    {
        using namespace Qt::StringLiterals;
        client.setNow(now);
        fill();
        Page<Conversation> page;
        page.items = rows;
        client.answer(methods::inboxConversations, page);
        ConversationCounts counts;
        counts.needsYou = 4;
        counts.mine = 6;
        counts.ai = 11;
        counts.unassigned = 2;
        counts.all = 38;
        client.answer(methods::inboxCounts, counts);
        client.answer(methods::contactsGet, contact());
        client.answer(methods::contactsParsePhone,
                      {.phone = u"+61491570231"_s, .national = {}, .region = u"AU"_s, .landline = false});
        client.answer(methods::consentHistory, ledger());
        client.answer(methods::jobsList, jobs());
        client.answer(methods::inboxMessages, messages());
        Workspace workspace;
        workspace.noticeHoldSeconds = 12;
        client.answer(methods::workspaceGet, workspace);
    }

    static inline const Timestamp now =
        std::chrono::sys_days{std::chrono::year{2025} / 11 / 14} + std::chrono::hours(14) + std::chrono::minutes(35);
    static inline const MemberRef mia{kMia, QStringLiteral("Mia Tanaka")};
    static inline const MemberRef priya{MemberId{3}, QStringLiteral("Priya Nair")};
    static inline const MemberRef tom{MemberId{4}, QStringLiteral("Tom Okafor")};
    std::vector<Conversation> rows;

    [[nodiscard]] Contact contact() const
    {
        using namespace Qt::StringLiterals;
        Contact c;
        c.id = rows.front().contact.id;
        c.name = rows.front().contact.name;
        c.phone = u"+61491570231"_s;
        c.language = m_isArabic ? u"ar"_s : u"en"_s;
        c.createdAt = std::chrono::sys_days{std::chrono::year{2021} / 3 / 3};
        c.tags = {u"Nickel allergy"_s, u"Heirloom"_s, u"Fridays"_s};
        c.consent = {ConsentState::OptedIn, ConsentState::OptedIn};
        return c;
    }
    static Page<ConsentEntry> ledger()
    {
        using namespace Qt::StringLiterals;
        using std::chrono::sys_days;
        using std::chrono::year;
        Page<ConsentEntry> page;
        ConsentEntry entry;
        entry.id = ConsentEntryId{2};
        entry.contactId = ContactId{1};
        entry.channel = Channel::Whatsapp;
        entry.source = ConsentSource::Inbound;
        entry.at = sys_days{year{2025} / 11 / 9};
        page.items.push_back(entry);
        entry.id = ConsentEntryId{1};
        entry.channel = Channel::Sms;
        entry.source = ConsentSource::Intake;
        entry.evidence = u"Said yes at the counter"_s;
        entry.actor = u"Priya Nair"_s;
        entry.at = sys_days{year{2025} / 11 / 6} + std::chrono::hours(11) + std::chrono::minutes(40);
        page.items.push_back(entry);
        return page;
    }
    static Page<Job> jobs()
    {
        using namespace Qt::StringLiterals;
        Page<Job> page;
        Job job;
        job.contactId = ContactId{1};
        job.contactName = u"Ava Lindqvist"_s;
        job.id = JobId{317};
        job.ticket = u"B-0317"_s;
        job.kind = JobKind::Bespoke;
        job.status = JobStatus::InProgress;
        job.description = u"Signet ring, bespoke"_s;
        job.dueAt = std::chrono::sys_days{std::chrono::year{2025} / 12 / 4};
        page.items.push_back(job);
        job.id = JobId{1042};
        job.ticket = u"R-1042"_s;
        job.kind = JobKind::Repair;
        job.status = JobStatus::QualityCheck;
        job.description = u"Gold bracelet, clasp repair"_s;
        job.dueAt = std::chrono::sys_days{std::chrono::year{2025} / 11 / 17};
        page.items.push_back(job);
        for (int i = 0; i < 5; ++i) {
            job.id = JobId{i + 1};
            job.ticket = u"R-100%1"_s.arg(i);
            job.status = JobStatus::Collected;
            page.items.push_back(job);
        }
        return page;
    }
    static Page<Message> messages()
    {
        using namespace Qt::StringLiterals;
        Page<Message> page;
        Message note;
        note.id = MessageId{7};
        note.conversationId = ConversationId{1};
        note.kind = MessageKind::Note;
        note.author = {AuthorKind::Member, u"Priya Nair"_s};
        note.body = u"Prefers a call before 10. Allergic to nickel: no plated findings."_s;
        note.at = std::chrono::sys_days{std::chrono::year{2025} / 11 / 6};
        page.items.push_back(note);
        note.id = MessageId{6};
        note.kind = MessageKind::Text;
        page.items.push_back(note);
        return page;
    }

private:
    using Change = std::function<void(Conversation &)>;

    void add(const char *name, int minutesAgo, const char *body, Channel channel, const Change &change)
    {
        auto c = conversation(qint64(rows.size() + 1), now - std::chrono::minutes(minutesAgo), QString::fromUtf8(name));
        c.lastMessage->body = QString::fromUtf8(body);
        c.lastMessage->channel = channel;
        change(c);
        rows.push_back(c);
    }
    static void from(Conversation &c, AuthorKind kind, const QString &name, DeliveryStatus status)
    {
        c.lastMessage->direction = Direction::Outbound;
        c.lastMessage->author = {kind, name};
        c.lastMessage->status = status;
    }
    static void attach(Conversation &c, const char *type)
    {
        c.lastMessage->body.clear();
        c.lastMessage->kind = MessageKind::Media;
        Attachment file;
        file.contentType = QString::fromLatin1(type);
        c.lastMessage->attachments.push_back(file);
    }
    static void closesIn(Conversation &c, int minutes)
    {
        c.channels[0].windowClosesAt = now + std::chrono::minutes(minutes);
    }

    void fill()
    {
        using namespace Qt::StringLiterals;
        const bool ar = m_isArabic;
        const auto wa = Channel::Whatsapp;
        const auto sms = Channel::Sms;
        add(ar ? "آفا ليندكفيست" : "Ava Lindqvist", 4, ar ? "هل أبدأ العمل عليه؟" : "Shall I go ahead with it?", wa,
            [ar](auto &c) {
                from(c, AuthorKind::Member, ar ? u"ميا تاناكا"_s : u"Mia Tanaka"_s, DeliveryStatus::Failed);
                c.assignee = mia;
                closesIn(c, 192);
            });
        add(ar ? "عمر البنا" : "Oliver Brandt", 6,
            ar ? "هل يمكنني استلامه قبل الخامسة اليوم؟" : "Can I pick it up before five today?", wa,
            [](auto &c) { c.handling = Handling::NeedsHuman, c.unread = 2; });
        add(ar ? "نور حداد" : "Noor Haddad", 14, "هل السوار جاهز؟", wa,
            [](auto &c) { c.handling = Handling::NeedsHuman, c.unread = 1; });
        add(ar ? "هدى منصور" : "Grace Whitfield", 25,
            ar ? "نعم من فضلكم، غيّروا المقاس" : "Yes please, go ahead with the resize", sms,
            [](auto &c) { c.handling = Handling::Ai; });
        add(ar ? "دانيال خوري" : "Daniel Achterberg", 37,
            ar ? "القطعة في فحص الجودة وموعدها الجمعة" : "It is in quality check and due on Friday", wa, [](auto &c) {
                c.handling = Handling::Ai;
                from(c, AuthorKind::Ai, u"Assistant"_s, DeliveryStatus::Read);
                closesIn(c, 1382);
            });
        add(ar ? "مي الزهراني" : "Mei-Lin Zhao", 55, "", wa, [](auto &c) { attach(c, "image/jpeg"), c.unread = 1; });
        add("Hannah Kowalski", 100, "", wa, [](auto &c) { attach(c, "audio/ogg"), c.assignee = priya; });
        add(ar ? "رشا العلي" : "Ruth Abernathy", 195,
            ar ? "هاتف أرضي، لا يستقبل الرسائل" : "Landline, cannot get texts", sms, [](auto &c) {
                c.handling = Handling::NeedsHuman;
                from(c, AuthorKind::System, u"Counterbell"_s, DeliveryStatus::Undelivered);
            });
        add(ar ? "سامر عيد" : "Samuel Iyer", 273, "STOP", sms,
            [](auto &c) { c.channels[1].consent = ConsentState::OptedOut; });
        add(ar ? "يوسف ماهر" : "Jonas Meyer", 1340, ar ? "شكرًا، أراكم يوم السبت!" : "Thank you, see you on Saturday!",
            wa, [](auto &c) { c.assignee = tom; });
        add(ar ? "ثامر الفهد" : "Theo Papadakis", 1500, ar ? "قطعتك جاهزة للاستلام" : "Your repair is ready", wa,
            [](auto &c) {
                c.handling = Handling::Ai;
                from(c, AuthorKind::Ai, u"Assistant"_s, DeliveryStatus::Read);
                c.lastMessage->kind = MessageKind::Template;
            });
        add(ar ? "فاطمة رحمن" : "Fatima Rahman", 4300, ar ? "نعمل اليوم حتى 17:30" : "We are open until 17:30 today",
            wa, [](auto &c) {
                c.handling = Handling::Ai;
                from(c, AuthorKind::Ai, u"Assistant"_s, DeliveryStatus::Read);
            });
    }

    bool m_isArabic;
};

} // namespace counterbell::test
